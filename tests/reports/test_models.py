"""What the database refuses of documents."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from registrations.enums import Mark
from reports.models import Document
from tests.factories.accounts import make_department
from tests.factories.reports import make_attended, make_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def document() -> Document:
    return make_document(make_attended(Mark.PRESENT))


def refusal(document: Document, **values: object) -> str:
    """What the database says against it; nothing where it agrees."""
    try:
        with transaction.atomic():
            Document.objects.filter(pk=document.pk).update(**values)
    except IntegrityError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    ("check", "values"),
    [
        ("document_code_is_whole", {"code": "short"}),
        ("document_code_is_whole", {"code": "u" * 26}),
        ("document_digests_are_whole", {"data_digest": ""}),
        ("document_digests_are_whole", {"file_digest": "x" * 64}),
        ("document_digests_are_whole", {"lineage": "0" * 63}),
        ("document_has_kind_title_language", {"kind": ""}),
        ("document_has_kind_title_language", {"title": ""}),
        ("document_has_kind_title_language", {"language": ""}),
        ("document_made_of_data_taken_before", {"taken_at": F("made_at") + timedelta(seconds=1)}),
        ("document_withdrawn_after_it_was_made", {"withdrawn_by": F("owner")}),
        ("document_withdrawn_after_it_was_made", {"withdrawn_at": F("made_at") - timedelta(seconds=1)}),
        ("document_does_not_replace_itself", {"supersedes": F("id")}),
        ("document_is_about_one_thing", {"person": F("owner")}),
    ],
)
def test_a_document_is_whole(document, check, values):
    assert check in refusal(document, **values)


def test_a_document_may_be_about_the_whole_organisation_and_be_withdrawn(document):
    assert refusal(document, event=None) == ""
    assert refusal(document, department=make_department()) == ""
    assert refusal(document, withdrawn_at=timezone.now()) == ""


def test_a_line_has_one_beginning_and_one_end(document):
    newer, newest = make_document(document.event), make_document(document.event)

    assert refusal(newer, supersedes=None)
    assert refusal(newest, supersedes=document)


def test_a_code_is_given_once(document):
    other = make_document(document.event)

    assert refusal(other, code=document.code)
