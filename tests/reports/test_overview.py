"""Several events together: a series, a department's quarter or year, the organisation's."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as some
from pypdf import PdfReader

from accounts.models import Coordinator, Department, User
from events.models import Event, Series
from jobs.actions import stop
from jobs.models import Job
from jobs.tasks import run_due
from registrations import actions as registrations
from registrations.enums import Mark
from reports import documents, queries
from reports.models import Document
from reports.overview import Held, Seat, by_department, event_lines, person_lines
from reports.periods import Period
from reports.registry import Order
from reports.summary import ATTENDED, Outcome
from tests.factories.accounts import make_department, make_user
from tests.factories.events import make_draft, make_event, session_draft
from tests.factories.registrations import register
from tests.factories.reports import belonging
from tests.factories.series import repeated

pytestmark = pytest.mark.django_db
AT = datetime(2027, 8, 1, tzinfo=UTC)  # the events of the tests are in March
SPRING = Period(2027, 1)
DEPARTMENTS = [belonging("Sales"), belonging("Legal"), None]
SEATS = some.lists(
    some.builds(
        lambda person, department, event, outcome, minutes: Seat(
            person=f"user {person}",
            name=f"Person {person}",
            department=DEPARTMENTS[department],
            is_guest=False,
            event=event,
            outcome=outcome,
            minutes=minutes if outcome in ATTENDED else 0,
        ),
        some.integers(0, 5),
        some.integers(0, 2),
        some.integers(1, 3),
        some.sampled_from(Outcome),
        some.integers(1, 600),
    )
)
HELD = [Held(key=key, title=f"Event {key}", starts_at=AT - timedelta(days=key), sessions=1) for key in (1, 2, 3)]


def attend(event: Event, person: User, mark: Mark = Mark.PRESENT) -> None:
    place = register(event, person, at=event.published_at)
    by = event.roles.get(kind="owner").user
    for session in event.sessions.all():
        registrations.mark(event=event, session=session, marks={place.pk: mark}, by=by, at=event.ends_at)


def text(document: Document) -> str:
    reader = PdfReader(BytesIO(document.file.location.read_bytes()))
    return " ".join("\n".join(page.extract_text() for page in reader.pages).split())


def make(kind, subject: object, *, by: User, **options: object) -> Document:
    from reports import actions  # beside the actions of registrations

    order = Order(kind=kind, options=options, language="en")
    job = actions.request(order=order, subject=subject, by=by, at=timezone.now())
    run_due()
    job.refresh_from_db()
    assert job.error == ""
    return Document.objects.get(file__job=job)


@given(SEATS)
def test_sums_are_the_same_however_seats_are_counted(seats):
    lines, people, shares = event_lines(HELD, seats), person_lines(seats), by_department(seats)

    there = sum(1 for seat in seats if seat.outcome in ATTENDED)
    assert sum(line.seats for line in lines) == sum(share.seats for share in shares) == len(seats)
    assert sum(line.attended for line in lines) == sum(share.attended for share in shares) == there
    assert sum(line.minutes for line in lines) == sum(line.minutes for line in people)
    assert [line.title for line in lines] == ["Event 3", "Event 2", "Event 1"]
    assert len(people) == len({seat.person for seat in seats})


@given(some.integers(2000, 2100))
def test_quarters_follow_each_other_and_make_the_year(year):
    quarters = [Period(year, quarter) for quarter in (1, 2, 3, 4)]

    whole = (Period(year).starts_at(UTC), Period(year).ends_at(UTC))
    assert [one.ends_at(UTC) for one in quarters[:-1]] == [one.starts_at(UTC) for one in quarters[1:]]
    assert (quarters[0].starts_at(UTC), quarters[-1].ends_at(UTC)) == whole
    assert whole == (datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC))


@pytest.fixture
def sales() -> Department:
    return make_department("Sales")


def test_a_department_counts_its_own_people_and_those_below_it_in_its_period(sales):
    below = Department.objects.create(key="north", name="North", parent=sales)
    event = make_event(capacity=None, title="In March")
    attend(event, make_user("Anna", department=sales))
    attend(event, make_user("Ben", department=below), Mark.ABSENT)
    attend(event, make_user("Cem", department=make_department("Legal")))
    april = make_event(capacity=None, title="In April", sessions=(session_draft(date(2027, 4, 1)),))
    attend(april, make_user("Dana", department=sales))

    found = queries.department_overview(sales, SPRING, at=AT)

    assert [(line.title, line.seats, line.attended, line.minutes) for line in found.events] == [("In March", 2, 1, 60)]
    assert [(line.name, line.events, line.minutes) for line in found.people] == [("Anna", 1, 60), ("Ben", 0, 0)]


def test_minutes_that_are_known_count_and_half_of_the_time_where_they_are_not(sales):
    event = make_event(capacity=None)
    attend(event, make_user("Anna", department=sales), Mark.PARTIAL)

    assert queries.department_overview(sales, SPRING, at=AT).minutes == 30


def test_drafts_cancelled_events_and_what_is_still_to_come_are_left_out(sales):
    make_draft()
    register(make_event(capacity=None), make_user(department=sales))

    found = [queries.organisation_overview(SPRING, at=at) for at in (AT, AT - timedelta(days=365))]

    assert [len(one.events) for one in found] == [1, 0]


@pytest.mark.parametrize("events", [1, 3])
def test_reading_asks_as_often_for_many_events_as_for_one(events, sales, count_queries):
    for number in range(events):
        event = make_event(capacity=None, sessions=(session_draft(date(2027, 3, 11 + number)),))
        for _ in range(number + 1):
            attend(event, make_user(department=sales))

    asked = [
        count_queries(lambda: queries.organisation_overview(SPRING, at=AT)),
        count_queries(lambda: queries.department_overview(sales, SPRING, at=AT)),
    ]

    assert asked == [5, 6]


@pytest.fixture
def coordinator(sales) -> User:
    user = make_user("Cora")
    Coordinator.objects.create(department=sales, user=user)
    return user


def test_a_department_s_document_names_its_people_and_the_organisation_s_nobody(sales, coordinator):
    day = (timezone.now() - timedelta(days=2)).date()
    at = timezone.now() - timedelta(days=9)
    event = make_event(capacity=None, title="<b>Tea</b>", at=at, sessions=(session_draft(day),))
    attend(event, make_user("=cmd()", department=sales))
    quarter = (day.month + 2) // 3

    ours = make(documents.DEPARTMENT, sales, by=coordinator, year=day.year, quarter=quarter)
    all_of_us = make(documents.ORGANISATION, None, by=make_user(is_staff=True), year=day.year, quarter=0)

    assert [["=cmd()" in text(one), "<b>Tea</b>" in text(one)] for one in (ours, all_of_us)] == [
        [True, True],
        [False, True],
    ]
    assert [f"Quarter {quarter}, {day.year}" in text(ours), (ours.department, all_of_us.subject)] == [
        True,
        (sales, None),
    ]


def test_a_series_is_summed_over_its_dates():
    owner = make_user()
    series: Series = repeated(make_draft(owner=owner, title="Every week"), at=timezone.now())

    document = make(documents.SERIES, series, by=owner)

    assert ["Every week" in text(document), "Nothing took place." in text(document)] == [True, True]


def test_a_coordinator_asks_on_the_page_and_finds_it_there(client, coordinator, sales):
    client.force_login(coordinator)
    page = reverse("department-reports")

    answer = client.post(page, {"about": sales.pk, "year": timezone.localdate().year, "quarter": 0, "language": "de"})

    job = Job.objects.get()
    assert answer["Location"] == job.get_absolute_url()
    assert job.params == {
        "subject": sales.pk,
        "options": {"year": timezone.localdate().year, "quarter": 0},
        "language": "de",
    }
    run_due()
    assert Document.objects.get().number in client.get(page).content.decode()


def test_others_departments_and_the_whole_organisation_are_not_a_coordinator_s_to_ask_for(client, coordinator):
    client.force_login(coordinator)
    given = {"year": timezone.localdate().year, "quarter": 0}

    answers = [
        client.post(reverse("department-reports"), given | {"about": about})
        for about in (make_department().pk, "all", "0", "")
    ]

    assert [list(answer.context["page"].form.errors) for answer in answers] == [["about"]] * 4
    assert Job.objects.count() == 0


def test_whoever_looks_after_the_department_no_more_gets_nothing(coordinator, sales, client):
    document = make(documents.DEPARTMENT, sales, by=coordinator, year=2027, quarter=1)
    Coordinator.objects.all().delete()
    client.force_login(coordinator)

    found = [
        client.get(reverse(name, args=args)).status_code
        for name, args in (("document-file", [document.uuid]), ("department-reports", []))
    ]

    assert found == [404, 404]


def test_documents_of_one_department_are_nobody_else_s(coordinator, sales, client):
    document = make(documents.DEPARTMENT, sales, by=coordinator, year=2027, quarter=1)
    stranger = make_user()
    Coordinator.objects.create(department=make_department(), user=stranger)
    client.force_login(stranger)

    page = client.get(reverse("department-reports")).content.decode()

    assert document.number not in page
    assert client.get(reverse("document-file", args=[document.uuid])).status_code == 404


def test_each_document_and_its_job_say_of_whom_and_when_they_are(coordinator, sales, client):
    client.force_login(coordinator)
    for quarter in (0, 1):
        make(documents.DEPARTMENT, sales, by=coordinator, year=2027, quarter=quarter)

    listed = client.get(reverse("department-reports")).context["made"].documents

    expected = [f"Attendance summary of a department: {sales}, {period}" for period in ("Quarter 1, 2027", "2027")]
    assert [one.name for one in listed] == expected
    assert list(Job.objects.order_by("-pk").values_list("title", flat=True)) == expected


@pytest.mark.parametrize("made", [1, 3])
def test_the_page_asks_as_often_for_many_documents(made, coordinator, sales, client, count_queries):
    client.force_login(coordinator)
    for quarter in range(made):
        make(documents.DEPARTMENT, sales, by=coordinator, year=2027, quarter=quarter)
    first = Job.objects.earliest("pk")
    stop(job=first, by=first.owner, at=timezone.now())

    assert count_queries(lambda: client.get(reverse("department-reports"))) == 6
