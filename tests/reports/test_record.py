"""One's own learning record: what stands in it, that corrections do, and that it is nobody else's."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from common import pdf
from events.drafts import SpeakerDraft
from jobs.models import Job, JobFile
from jobs.tasks import run_due
from recognition import actions as recognition
from recognition.models import Certificate
from registrations import actions
from registrations.enums import Mark
from reports import queries, wording
from reports.models import Document
from reports.record import Learned, Taught, by_year
from tests.factories.accounts import make_coordinator, make_department, make_user
from tests.factories.figures import draw_up, make_held, people_of
from tests.factories.recognition import make_certificate

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 1, tzinfo=UTC)
needs_pdf = pytest.mark.skipif(not pdf.is_available(), reason="no library for PDF")


@pytest.fixture
def person():
    return make_user("Mara", department=make_department("Research"))


@pytest.fixture
def finance():
    return make_department("Finance")


def learned(record):
    return [
        (year.number, one.title, one.mark, one.minutes, one.is_corrected)
        for year in record.years
        for one in year.learned
    ]


def test_the_record_has_what_was_attended_and_nothing_else(person, finance):
    other = make_user()
    make_held(finance, {person: Mark.PRESENT, other: Mark.PRESENT}, title="There")
    make_held(finance, {person: Mark.PARTIAL}, title="Half", day=date(2026, 2, 3))
    for title, mark in (("Away", Mark.ABSENT), ("Excused", Mark.EXCUSED), ("Unknown", None)):
        make_held(finance, {person: mark}, title=title)
    make_held(finance, {other: Mark.PRESENT}, title="Of another")

    record = queries.learning_record(person, at=AT)

    assert learned(record) == [(2026, "Half", "partial", 60, False), (2025, "There", "present", 120, False)]
    assert (record.minutes_learned, record.seminars, record.minutes_taught) == (180, 2, 0)


def test_a_correction_appears(person, finance):
    event = make_held(finance, {person: Mark.ABSENT}, title="Late")
    session, owner = event.sessions.get(), event.roles.get().user
    actions.close_list(event=event, by=owner, at=event.ends_at)
    place = event.registrations.get()
    before = learned(queries.learning_record(person, at=AT))

    actions.mark(
        event=event, session=session, marks={place.pk: Mark.PRESENT}, by=owner, at=AT, reason="Came by the back door"
    )

    assert before == []
    assert learned(queries.learning_record(person, at=AT)) == [(2025, "Late", "present", 120, True)]


def test_what_was_taught_stands_beside_it(person, finance):
    make_held(finance, {make_user(): Mark.PRESENT}, title="Mine", speakers=(SpeakerDraft(user=person),))

    (year,) = queries.learning_record(person, at=AT).years

    assert [(one.title, one.minutes) for one in year.taught] == [("Mine", 120)]
    assert queries.learning_record(person, at=datetime(2025, 8, 1, tzinfo=UTC)).years == ()  # it is still to come


def test_years_come_latest_first():
    def lesson(year):
        return year, Learned(
            title="A", slug="a", starts_at=datetime(year, 5, 1, tzinfo=UTC), mark="present", minutes=30
        )

    lecture = (2025, Taught(title="B", slug="b", starts_at=datetime(2025, 6, 1, tzinfo=UTC), minutes=45))

    years = by_year([lesson(2024), lesson(2026)], [lecture])

    assert [(year.number, year.minutes_learned, year.minutes_taught) for year in years] == [
        (2026, 30, 0), (2025, 0, 45), (2024, 30, 0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "0"), (45, "0.75"), (50, "0.83"), (60, "1"), (90, "1.5"), (119, "1.98"), (60_060, "1,001")],
)
def test_hours_are_rounded_and_never_cut_off(minutes, said):
    assert wording.hours(minutes) == said


def test_the_page_shows_ones_own_and_the_file_says_the_same(person, finance, client):
    make_held(finance, {person: Mark.PRESENT}, title="=There()")
    make_held(finance, {make_user(): Mark.PRESENT}, title="Of another")
    client.force_login(person)

    page = client.get(reverse("learning-record"))
    file = client.get(reverse("learning-record"), {"export": "csv"})

    assert [line.title for year in page.context["page"].years for line in year.learned] == ["=There()"]
    rows = list(csv.reader(io.StringIO(b"".join(file.streaming_content).decode("utf-8-sig"))))[1:]
    assert rows == [["2025-08-12 10:00", "'=There()", "Learned", "Present", "2.0", ""]]


def test_certificates_that_hold_stand_in_it(client):
    held, revoked = make_certificate(title="Balance sheets"), make_certificate(title="Taken back")
    recognition.revoke(certificate=revoked, reason="By mistake", by=make_user(), at=timezone.now())
    Certificate.objects.filter(pk=revoked.pk).update(user=held.user)
    client.force_login(held.user)

    page = client.get(reverse("learning-record"))
    file = client.get(reverse("learning-record"), {"export": "csv"})

    assert [one.title for one in page.context["page"].certified] == ["Balance sheets"]
    assert f'href="{held.address}">Balance sheets</a>' in page.content.decode()
    rows = list(csv.reader(io.StringIO(b"".join(file.streaming_content).decode("utf-8-sig"))))
    assert [row[1:3] for row in rows if "Certificate" in row] == [["Balance sheets", "Certificate"]]


def test_a_newcomer_is_told_what_will_stand_there(person, client):
    client.force_login(person)

    assert b"Nothing here yet" in client.get(reverse("learning-record")).content


def test_the_record_asks_as_often_with_one_as_with_five(person, finance, client, count_queries):
    make_held(finance, {person: Mark.PRESENT})
    client.force_login(person)
    client.get(reverse("learning-record"))
    with_one = count_queries(lambda: client.get(reverse("learning-record")))
    for day in (3, 4, 5, 6):
        make_held(finance, {person: Mark.PRESENT}, day=date(2026, 2, day))

    assert count_queries(lambda: client.get(reverse("learning-record"))) == with_one


def made(client, address, values=None):
    client.post(address, values or {})
    run_due()
    assert list(Job.objects.values_list("state", flat=True)) == ["done"]
    return PdfReader(JobFile.objects.get().location)


@needs_pdf
def test_the_record_on_paper(person, finance, client):
    make_held(finance, {person: Mark.PRESENT}, title="Balance sheets <script>")
    client.force_login(person)

    paper = made(client, reverse("learning-record-document"))

    text = paper.pages[0].extract_text()
    assert "Balance sheets <script>" in text
    assert "Mara" in text
    assert Document.objects.get().person == person
    assert paper.trailer["/Root"]["/MarkInfo"]["/Marked"]


@needs_pdf
def test_the_figures_of_a_department_on_paper(finance, client):
    sales = make_department("Sales")
    make_held(finance, dict.fromkeys(people_of(sales, 7), Mark.PRESENT))
    draw_up()
    client.force_login(make_coordinator(sales))

    paper = made(client, reverse("figures-document"), {"period": "2025-Q3", "department": str(sales.pk)})

    text = paper.pages[0].extract_text()
    assert "Sales, Quarter 3, 2025" in text
    assert Document.objects.get().department == sales


@needs_pdf
def test_the_figures_of_all_on_paper_are_for_administrators(finance, client):
    make_held(finance, dict.fromkeys(people_of(finance, 7), Mark.PRESENT))
    draw_up()
    client.force_login(make_user(is_staff=True))

    paper = made(client, reverse("figures-document"), {"period": "2025"})

    assert "Whole organisation, 2025" in paper.pages[0].extract_text()
    assert Document.objects.get().subject is None


def test_a_coordinator_asks_for_no_others_figures(finance, client):
    make_held(finance, dict.fromkeys(people_of(finance, 7), Mark.PRESENT))
    draw_up()
    client.force_login(make_coordinator(make_department("Sales")))

    for department in (str(finance.pk), "", "x"):
        answer = client.post(reverse("figures-document"), {"period": "2025-Q3", "department": department})
        assert answer.status_code == 404
    assert not Job.objects.exists()
