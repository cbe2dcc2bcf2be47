"""Anybody with the paper in hand has it confirmed, and learns of nobody who stands on it."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from events.enums import Audience
from registrations.enums import Mark
from reports import actions
from reports.codes import new_code, readable
from reports.models import Document
from tests.factories.accounts import make_user
from tests.factories.reports import make_attended, make_document
from tests.support.database import difference, dump

pytestmark = pytest.mark.django_db


@pytest.fixture
def document() -> Document:
    return make_document(make_attended(Mark.PRESENT, title="Balance sheets"))


def text(response) -> str:
    found = re.sub(r"<[^>]+>", " ", response.content.decode().partition("<main")[2])
    return " ".join(found.split())


def test_the_newest_is_confirmed_to_a_stranger(client, document):
    response = client.get(document.get_absolute_url())

    page = text(response)
    assert (response.status_code, response["X-Robots-Tag"]) == (200, "noindex")
    assert "Attendance summary" in page
    assert "Made by Roundtable, and the newest of its kind" in page
    assert [part in page for part in (document.number, document.file_digest)] == [True, True]
    assert " ".join(re.findall("....", document.data_digest[:16])) in page


def test_nobody_and_nothing_internal_is_named_to_a_stranger(client, document):
    names = [one.user.name for one in document.event.registrations.all()] + [document.owner.name, "Balance sheets"]

    page = client.get(document.get_absolute_url()).content.decode()

    assert [name for name in names if name in page] == []


def test_the_event_is_named_to_whoever_may_read_about_it(client, document):
    client.force_login(make_user())

    assert "Balance sheets" in text(client.get(document.get_absolute_url()))


def test_a_public_event_is_named_to_everybody(client, settings):
    settings.PUBLIC_CATALOGUE = True
    document = make_document(make_attended(Mark.PRESENT, title="Open day", audience=Audience.PUBLIC))

    assert "Open day" in text(client.get(document.get_absolute_url()))


def test_a_replaced_one_says_when_and_whether_anything_has_changed(client, document):
    newer = make_document(document.event)
    same = text(client.get(document.get_absolute_url()))
    person = document.event.registrations.first().user
    person.name = "Anna Anders"
    person.save()
    make_document(document.event)

    other = text(client.get(newer.get_absolute_url()))

    assert "Made by Roundtable, and replaced on" in same
    assert ["The newer one says the same" in page for page in (same, other)] == [True, False]
    assert ["The newer one says something else" in page for page in (same, other)] == [False, True]


def test_a_withdrawn_one_is_said_to_be_withdrawn(client, document):
    actions.withdraw(document=document, by=document.owner, at=timezone.now())

    page = text(client.get(document.get_absolute_url()))

    assert ["Made by Roundtable, and withdrawn on" in page, "newest" in page] == [True, False]


def test_a_code_is_found_as_people_type_it(client, document):
    typed = readable(document.code).replace("0", "O").replace("1", "l")

    assert client.get(reverse("document-check", args=[typed])).status_code == 200


@pytest.mark.parametrize("code", [new_code(), "0", "7K3MQ-2XP4A", "\u202e", "x" * 300, "=cmd()", "%00"])
def test_a_code_that_was_never_given_is_not_there(client, document, code):
    response = client.get(reverse("document-check", args=[code]))

    assert (response.status_code, document.number in response.content.decode()) == (404, False)


@pytest.mark.parametrize(("added", "said"), [(b"", "to the last byte"), (b" ", "Your file is not this document")])
def test_a_file_is_compared_with_the_one_that_was_made(client, document, added, said):
    content = document.file.location.read_bytes() + added
    before = dump()

    response = client.post(document.get_absolute_url(), {"file": SimpleUploadedFile("a.pdf", content)})

    assert said in text(response)
    assert difference(before, dump()) == []


def test_without_a_file_nothing_is_compared_and_the_field_says_so(client, document):
    response = client.post(document.get_absolute_url())

    assert (response.status_code, "Choose the file first." in text(response)) == (422, True)


def test_checking_changes_nothing(client, document):
    before = dump()

    client.get(document.get_absolute_url())

    assert difference(before, dump()) == []
