"""Certificates of a department or of everybody: who sees which, as a list, as a table and as a PDF for each."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse
from pypdf import PdfReader

from accounts.models import Coordinator, Department, User
from common import pdf
from jobs.models import Job
from jobs.tasks import run_due
from recognition import actions
from recognition.models import Certificate
from registrations import actions as registrations
from reports import documents, policies, queries
from reports.enums import Refusal
from reports.models import Document
from reports.periods import Period
from tests.factories.accounts import make_department, make_guest, make_user
from tests.factories.events import NOW, main_pool, make_event
from tests.factories.recognition import close, give_certificates, make_certificate, mark_all
from tests.factories.reports import make_seal

pytestmark = pytest.mark.django_db
PAGE = "held-certificates"
needs_pango = pytest.mark.skipif(not pdf.is_available(), reason="Pango is missing")


@pytest.fixture
def sales() -> Department:
    return make_department("Sales")


@pytest.fixture
def coordinator(sales) -> User:
    user = make_user("Cora")
    Coordinator.objects.create(department=sales, user=user)
    return user


def held_by(department: Department | None, name: str, *, ended: datetime | None = None) -> Certificate:
    """A certificate of somebody who belongs to ``department`` now."""
    certificate = make_certificate(title=f"Seminar of {name}")
    User.objects.filter(pk=certificate.user_id).update(department=department)
    Certificate.objects.filter(pk=certificate.pk).update(name=name, ends_at=ended or certificate.ends_at)
    return Certificate.objects.get(pk=certificate.pk)


def guests_certificate() -> Certificate:
    event = make_event()
    give_certificates(event)
    registrations.add_guest(
        event=event, guest=make_guest("Gesa"), pool=main_pool(event), by=event.roles.get().user, at=NOW
    )
    mark_all(event, at=event.ends_at)
    close(event, at=event.ends_at)
    return Certificate.objects.get(registration__event=event)


def names(client, **asked: object) -> list[str]:
    response = client.get(reverse(PAGE), asked)
    return sorted(one.name for one in response.context["page"].table.page)


def test_a_coordinator_sees_their_department_and_those_below_it_and_no_other(client, sales, coordinator):
    below = make_department("Inside Sales", parent=sales)
    for department, name in ((sales, "Anna"), (below, "Ben"), (make_department("Legal"), "Carl"), (None, "Dora")):
        held_by(department, name)
    guests_certificate()
    client.force_login(coordinator)

    assert [names(client), names(client, department=below.pk)] == [["Anna", "Ben"], ["Ben"]]


def test_an_administrator_sees_everybody_and_guests(client, sales):
    held_by(sales, "Anna")
    guests_certificate()
    client.force_login(make_user(is_staff=True))

    assert [names(client), names(client, department=sales.pk)] == [["Anna", "Gesa"], ["Anna"]]


def test_another_department_is_not_there_and_neither_is_the_page_for_others(client, coordinator):
    foreign = make_department("Legal")
    client.force_login(coordinator)
    of_others = [client.get(reverse(PAGE), {"department": one}).status_code for one in (foreign.pk, "", "x")]
    packed = client.post(reverse("held-certificates-packed"), {"department": foreign.pk, "period": ""})
    client.force_login(make_user())

    assert (of_others, packed.status_code, client.get(reverse(PAGE)).status_code) == ([404] * 3, 404, 404)


def test_a_period_is_of_what_ended_in_it_on_the_clocks_of_the_site(client, settings):
    settings.TIME_ZONE = "Europe/Berlin"
    held_by(None, "Old", ended=datetime(2025, 12, 31, 22, 59, tzinfo=UTC))
    held_by(None, "New", ended=datetime(2025, 12, 31, 23, 0, tzinfo=UTC))
    client.force_login(make_user(is_staff=True))

    found = [names(client, period=period) for period in ("2025-Q4", "2025", "2026-Q1", "2026", "")]

    assert found == [["Old"], ["Old"], ["New"], ["New"], ["New", "Old"]]
    assert queries.certificate_periods(at=datetime(2026, 2, 1, tzinfo=UTC)) == [
        Period(2026),
        Period(2026, 1),
        Period(2025),
        Period(2025, 4),
    ]


def test_a_period_that_is_none_is_said_at_its_field_and_everything_shown(client):
    held_by(None, "Anna")
    client.force_login(make_user(is_staff=True))

    response = client.get(reverse(PAGE), {"period": "2026-Q9"})

    assert (list(response.context["form"].errors), names(client, period="2026-Q9")) == (["period"], ["Anna"])


def test_a_table_says_what_is_shown_and_no_mail_addresses(client, sales, coordinator):
    kept, taken = held_by(sales, "=cmd()"), held_by(sales, "Ben")
    actions.revoke(certificate=taken, reason="Mistake", by=make_user(), at=NOW)
    client.force_login(coordinator)

    lines = client.get(reverse(PAGE), {"export": "csv", "state": "no"}).getvalue().decode("utf-8-sig").splitlines()

    assert len(lines) == 2
    assert ["'=cmd()" in lines[1], kept.address in lines[1], kept.user.email in lines[1]] == [True, True, False]


@needs_pango
def test_everybody_s_is_a_file_of_its_own_and_those_taken_back_are_left_out(client, sales, coordinator):
    kept, twin, taken = (held_by(sales, name) for name in ("Anna Ö.", "Anna Ö.", "Ben"))
    held_by(make_department("Legal"), "Carl")
    actions.revoke(certificate=taken, reason="Mistake", by=make_user(), at=NOW)
    client.force_login(coordinator)

    answer = client.post(reverse("held-certificates-packed"), {"department": sales.pk, "period": ""})
    run_due()

    document = Document.objects.get()
    assert answer["Location"] == Job.objects.get().get_absolute_url()
    assert (document.kind, document.department, document.file.content_type, document.file.name[-4:]) == (
        "department-certificates", sales, "application/zip", ".zip",
    )  # fmt: skip
    with ZipFile(BytesIO(document.file.location.read_bytes())) as archive:
        found = {name: PdfReader(BytesIO(archive.read(name))) for name in archive.namelist()}
    assert sorted(found) == sorted(f"anna-o-seminar-of-anna-o-{one.code[-6:]}.pdf" for one in (kept, twin))
    texts = ["".join(reader.pages[0].extract_text().split()) for reader in found.values()]
    assert [[one.address in text for text in texts].count(True) for one in (kept, twin, taken)] == [1, 1, 0]
    assert document.number in client.get(reverse("department-reports")).content.decode()


@needs_pango
def test_the_same_certificates_give_the_same_bytes(sales):
    held_by(sales, "Anna")
    kind = documents.CERTIFICATES_OF_DEPARTMENT
    data = kind.read(sales, {"period": ""}, NOW)

    first, second = (kind.draw(data, {}, make_seal(data), lambda _page: None) for _ in range(2))

    assert first == second


@needs_pango
def test_a_file_among_many_is_the_very_file_that_it_would_be_alone(sales):
    for name in ("Anna", "Ben"):
        held_by(sales, name)
    kind = documents.CERTIFICATES_OF_DEPARTMENT
    data = kind.read(sales, {"period": ""}, NOW)
    seal, told = make_seal(data), []

    packed = kind.draw(data, {}, seal, told.append)

    with ZipFile(BytesIO(packed)) as archive:
        files = [archive.read(name) for name in archive.namelist()]
    for file, one in zip(files, data.sheets, strict=True):
        alone = replace(data, title=one.title, sheets=(one,))
        assert file == documents.CERTIFICATES.draw(alone, {}, seal, lambda _page: None)
    assert told == [1, 2]


@needs_pango
def test_who_looks_after_the_department_no_more_gets_no_file(client, sales, coordinator):
    held_by(sales, "Anna")
    client.force_login(coordinator)
    client.post(reverse("held-certificates-packed"), {"department": sales.pk, "period": ""})
    run_due()
    file = reverse("document-file", args=[Document.objects.get().uuid])
    before = client.get(file)
    before.getvalue()  # to its end, or the file stays open
    Coordinator.objects.all().delete()

    assert (before.status_code, client.get(file).status_code) == (200, 404)


def test_none_and_too_many_are_refused_in_words(client, sales, coordinator, monkeypatch):
    client.force_login(coordinator)
    sent = {"department": sales.pk, "period": ""}
    none = client.post(reverse("held-certificates-packed"), sent, follow=True)
    held_by(sales, "Anna")
    monkeypatch.setattr(policies, "MOST_FILES", 0)
    many = client.post(reverse("held-certificates-packed"), sent, follow=True)

    said = [[str(one) for one in response.context["messages"]] for response in (none, many)]
    assert said == [[Refusal.NO_CERTIFICATES.label], [Refusal.TOO_MANY_FILES.label]]
    assert Job.objects.count() == 0


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_often_for_many_as_for_one(number, client, sales, coordinator, count_queries):
    for each in range(number):
        held_by(sales, f"Person {each}")
    client.force_login(coordinator)

    assert count_queries(lambda: client.get(reverse(PAGE))) == 9


def test_the_page_says_how_certificates_come_about_where_there_are_none(client, coordinator):
    client.force_login(coordinator)

    page = client.get(reverse(PAGE)).content.decode()

    assert ["They are issued when an attendance list is closed" in page, "ZIP" in page] == [True, False]
