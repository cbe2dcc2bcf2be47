"""Figures from the database to the page: drawn up once, shown to those they are for, in full or hidden."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from registrations.enums import Mark
from reports import clock
from reports.figures import ALL, GUESTS, NOWHERE
from reports.models import QuarterFigures
from reports.periods import Period, Quarter, due_quarters, periods, quarter_of, read
from tests.factories.accounts import make_coordinator, make_department, make_user
from tests.factories.feedback import answer, close, make_form
from tests.factories.figures import DAY, DRAWN_UP_AT, QUARTER, draw_up, make_held, people_of

pytestmark = pytest.mark.django_db
HERE = Mark.PRESENT
DRAWING_UP, PAGE = 14, 5  # statements


@pytest.fixture
def departments():
    return {name: make_department(name) for name in ("Finance", "Research", "Sales")}


@pytest.fixture
def held(departments):
    """Finance taught six of Research and seven of Sales, of whom one stayed away; Research taught eight of Sales."""
    research, sales = people_of(departments["Research"], 6), people_of(departments["Sales"], 8)
    crowd = dict.fromkeys(research, HERE) | dict.fromkeys(sales[:6], HERE) | {sales[6]: Mark.ABSENT}
    make_held(departments["Finance"], crowd)
    make_held(departments["Research"], dict.fromkeys(sales, HERE), day=date(2025, 9, 2))
    return departments


def node(department):
    return str(department.pk)


def numbers(response):
    rows = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))[1:]
    return {tuple(row[:3]): tuple(row[3:]) for row in rows}


def admin(client):
    client.force_login(make_user(is_staff=True))
    return client


def test_figures_are_drawn_up_from_who_was_there(held):
    figures = draw_up().figures

    finance, research, sales = (node(held[name]) for name in ("Finance", "Research", "Sales"))
    assert figures["counts"]["attended"] == {
        ALL: 20, finance: None, research: 6, sales: 14, GUESTS: None, NOWHERE: None,
    }  # fmt: skip
    assert figures["counts"]["absent"] == dict.fromkeys(figures["counts"]["attended"])  # one person alone
    assert figures["learned"][sales] == {finance: 6, research: 8}
    assert figures["minutes"] == {ALL: 2400, research: 720, sales: 1680}
    assert figures["met"] == [[*sorted([research, sales]), 36]]
    assert figures["offered"][finance] == {
        "seminars": 1, "minutes": 120, "seats": 0, "unlimited": 1, "mixed": None, "attended": None,
    }  # fmt: skip


def test_what_was_drawn_up_stays_when_attendance_is_corrected(held):
    first = draw_up().figures
    make_held(held["Finance"], dict.fromkeys(people_of(held["Sales"], 9), HERE))

    assert draw_up().figures == first


def test_events_of_other_quarters_and_without_a_host_are_told_apart(departments):
    make_held(departments["Finance"], dict.fromkeys(people_of(departments["Sales"], 5), HERE), day=date(2025, 10, 1))
    make_held(None, dict.fromkeys(people_of(departments["Sales"], 6), HERE), day=date(2025, 9, 30))

    assert draw_up().figures["learned"][node(departments["Sales"])] == {NOWHERE: 6}


def test_somebody_with_a_department_below_theirs_stands_beside_those_below(departments):
    team = make_department("Team", parent=departments["Sales"])
    crowd = people_of(team, 6) + people_of(departments["Sales"], 7)
    make_held(departments["Finance"], dict.fromkeys(crowd, HERE))

    counts = draw_up().figures["counts"]["attended"]

    assert counts[node(departments["Sales"])] == 13
    assert counts[node(team)] == 6
    assert counts[f"{node(departments['Sales'])}.own"] == 7


def test_a_quarter_is_drawn_up_three_weeks_after_its_end(held):
    clock.draw_up_figures(datetime(2025, 10, 21, 21, 59, tzinfo=UTC))
    before = QuarterFigures.objects.count()
    clock.draw_up_figures(datetime(2025, 10, 21, 22, 1, tzinfo=UTC))
    clock.draw_up_figures(datetime(2025, 10, 23, tzinfo=UTC))

    assert before == 0
    assert [row.quarter for row in QuarterFigures.objects.all()] == [QUARTER]


def test_nothing_is_drawn_up_where_nothing_has_happened():
    clock.draw_up_figures(timezone.now())

    assert not QuarterFigures.objects.exists()


@pytest.mark.parametrize("wrong", [{"number": 0}, {"number": 5}])
def test_the_database_refuses_a_fifth_quarter(wrong):
    with pytest.raises(IntegrityError, match="figures_are_of_a_quarter"), transaction.atomic():
        QuarterFigures.objects.create(**{"year": 2025, "figures": {}, "drawn_up_at": DRAWN_UP_AT, **wrong})


def test_the_database_refuses_two_figures_of_one_quarter():
    values = {"year": 2025, "number": 3, "figures": {}, "drawn_up_at": DRAWN_UP_AT}
    QuarterFigures.objects.create(**values)

    with pytest.raises(IntegrityError), transaction.atomic():
        QuarterFigures.objects.create(**values)


@pytest.mark.parametrize("people", [1, 30])
def test_drawing_up_asks_as_often_with_one_as_with_thirty(people, departments, count_queries):
    for host in departments.values():
        make_held(host, dict.fromkeys(people_of(departments["Sales"], people), HERE))

    assert count_queries(draw_up) == DRAWING_UP


def test_the_page_asks_as_often_with_one_as_with_four_quarters(held, client, count_queries):
    draw_up()
    admin(client).get(reverse("figures"))
    with_one = count_queries(lambda: client.get(reverse("figures"), {"period": "2025"}))
    for quarter in (Quarter(2025, 1), Quarter(2025, 2), Quarter(2025, 4)):
        draw_up(quarter)

    assert count_queries(lambda: client.get(reverse("figures"), {"period": "2025"})) == with_one == PAGE


def test_an_administrator_reads_the_whole_organisation(held, client):
    draw_up()

    response = admin(client).get(reverse("figures"), {"export": "csv"})

    assert numbers(response) == {
        ("Attended", "", "Whole organisation"): ("20", ""),
        ("Learned from other departments", "", "Whole organisation"): ("20", "TRUE"),
        ("Hours learned", "", "Whole organisation"): ("40", ""),
        ("Seminars offered", "Whole organisation", ""): ("2", ""),
        ("Seats offered", "Whole organisation", ""): ("0", ""),
        ("Attended", "Finance", "Research"): ("6", ""),
        ("Attended", "Finance", "Sales"): ("6", ""),
        ("Attended", "Research", "Research"): ("", ""),
        ("Attended", "Research", "Sales"): ("8", ""),
        ("Met, rounded", "Research", "Sales"): ("36", ""),
        ("Met, rounded", "Sales", "Research"): ("36", ""),
        ("Seats taken", "", "Research"): ("6", "TRUE"),
        ("Attended", "", "Research"): ("6", ""),
        ("Stayed away", "", "Research"): ("", ""),
        ("Waited in vain", "", "Research"): ("", ""),
        ("Hours learned", "", "Research"): ("12", ""),
        ("Seats taken", "", "Sales"): ("14", "TRUE"),
        ("Attended", "", "Sales"): ("14", ""),
        ("Stayed away", "", "Sales"): ("", ""),
        ("Waited in vain", "", "Sales"): ("", ""),
        ("Hours learned", "", "Sales"): ("28", ""),
    }


def test_a_coordinator_reads_their_department_and_no_other(held, client):
    draw_up()
    client.force_login(make_coordinator(held["Sales"]))

    own = numbers(client.get(reverse("figures"), {"export": "csv"}))
    foreign = client.get(reverse("figures"), {"department": held["Research"].pk})

    assert own["Attended", "", "Sales"] == ("14", "")
    assert own["Attended", "Finance", "Sales"] == ("6", "")
    assert {department for _figure, _host, department in own} == {"", "Sales", "Research"}  # Research: who was met
    assert foreign.status_code == 404


def test_a_colleague_finds_no_figures(held, client):
    draw_up()
    client.force_login(make_user(department=held["Sales"]))

    assert client.get(reverse("figures")).status_code == 404


@pytest.mark.parametrize("asked", [{"department": "0"}, {"department": "x"}, {"department": "999999"}])
def test_a_department_that_is_not_there_is_not_found(asked, held, client):
    draw_up()

    assert admin(client).get(reverse("figures"), asked).status_code == 404


@pytest.mark.parametrize("period", ["1999", "2025-Q5", "2025-Q1", "tomorrow", "2025-Q3; drop"])
def test_a_period_that_is_not_there_is_said_at_its_field(period, held, client):
    draw_up()

    response = admin(client).get(reverse("figures"), {"period": period})

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["period"]


def test_the_page_of_a_new_installation_says_when_there_will_be_figures(client):
    response = admin(client).get(reverse("figures"))

    assert b"No figures yet" in response.content


def test_opinions_are_those_of_forms_with_five_answers(held):
    assert draw_up().figures["rated"] == {}


def test_feedback_over_time_is_rounded_alike_on_the_page_and_in_the_file(held, client):
    at = datetime(2025, 8, 15, tzinfo=UTC)
    form, asked = make_form(11, at=at, capacity=11, host_department=held["Finance"])
    for number, person in enumerate(asked):
        answer(form, person, at=at, overall=5 if number < 2 else 4)
    close(form)
    draw_up()
    finance = {"period": "2025-Q3", "department": held["Finance"].pk}

    page = admin(client).get(reverse("figures"), finance).content.decode()
    file = numbers(client.get(reverse("figures"), finance | {"export": "csv"}))

    assert file["Feedback, from 1 to 5: Quarter 3, 2025", "Finance", ""] == ("4.2", "")  # 4.18…
    assert "4.2</" in page
    assert "4.1</" not in page


def test_quarters_follow_the_clocks_of_the_site():
    zone = timezone.get_default_timezone()

    assert quarter_of(datetime(2025, 12, 31, 23, 30, tzinfo=UTC), zone) == Quarter(2026, 1)
    assert due_quarters(datetime(2025, 8, 1, tzinfo=UTC), at=datetime(2026, 5, 1, tzinfo=UTC), zone=zone) == [
        Quarter(2025, 3), Quarter(2025, 4), Quarter(2026, 1),
    ]  # fmt: skip


def test_periods_are_years_and_their_quarters_latest_first():
    found = periods([Quarter(2025, 4), Quarter(2026, 1), Quarter(2025, 3)])

    assert [str(one) for one in found] == ["2026", "2026-Q1", "2025", "2025-Q4", "2025-Q3"]
    assert [read(str(one)) for one in found] == found
    assert [read(text) for text in ("", "2026-Q0", "26", "2026-Q1 ")] == [None] * 4
    assert Period(2026).is_year
    assert DAY.year == QUARTER.year
