"""One meeting by the clocks of several offices, and how the bad hours are shared."""

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Location, User
from common import times
from events import actions
from events.models import Event
from tests.factories.accounts import make_department, make_location, make_user
from tests.factories.events import make_draft, session_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client: Client) -> User:
    offices = {
        name: make_location(name, zone=zone)
        for name, zone in (("Hamburg", "Europe/Berlin"), ("Boston", "America/New_York"))
    }
    Location.objects.filter(name="Hamburg").update(country="DE", subdivision="HH")
    user = make_user("Ines Okafor", department=make_department("Finance"), location=offices["Hamburg"])
    make_user(location=offices["Hamburg"])
    make_user(location=offices["Boston"])
    client.force_login(user)
    return user


def march() -> int:
    """A year to come in which the clocks of Boston change before those of Hamburg, as they do."""
    return timezone.localdate().year + 1


def weekly(first: date, number: int, start: str = "09:00", end: str = "10:00"):
    return tuple(
        session_draft(first + timedelta(weeks=week), start, end, place="", join_url="https://v.example")
        for week in range(number)
    )


def second_monday(year: int) -> date:
    first = date(year, 3, 1)
    return first + timedelta(days=7 + (-first.weekday()) % 7)


def page_of(client: Client, event: Event, **asked: str):
    return client.get(reverse("workspace-zones", args=[event.slug]), asked).context["page"]


def test_every_office_reads_its_own_clock_around_the_changes(client, owner):
    monday = second_monday(march())
    draft = make_draft(owner=owner, sessions=weekly(monday, 4, "15:00", "16:00"), seats={"online": 9})

    page = page_of(client, draft)

    there = [
        (one.starts_at.astimezone(ZoneInfo("America/New_York")).hour, one.cells[1].text.split("–")[0])
        for one in page.rows
    ]
    assert [office.name for office in page.offices] == ["Hamburg", "Boston"]
    assert [hour for hour, _text in there] == [int(text[:2]) for _hour, text in there]
    assert {hour for hour, _text in there} == {9, 10}
    assert [change.split(":")[0] for change in page.changes] == ["Boston", "Hamburg"][-len(page.changes) :]
    assert all(row.cells[0].text == "15:00–16:00" for row in page.rows)


def test_a_time_outside_the_hours_and_a_holiday_are_said(client, owner):
    year = march()
    labour = next(date(each, 5, 1) for each in range(year, year + 4) if date(each, 5, 1).weekday() < 5)
    draft = make_draft(owner=owner, sessions=weekly(labour, 2), seats={"online": 9})

    cells = [[list(cell.remarks) for cell in row.cells] for row in page_of(client, draft).rows]

    assert cells == [[["public holiday"], ["outside hours"]], [[], ["outside hours"]]]


def test_another_day_by_the_clocks_of_an_office_is_said(client, owner):
    make_user(location=make_location("Auckland", zone="Pacific/Auckland"))
    monday = second_monday(march())
    draft = make_draft(owner=owner, sessions=weekly(monday, 1, "16:00", "17:00"), seats={"online": 9})

    (row,) = page_of(client, draft).rows

    tuesday = times.day(monday + timedelta(days=1))
    assert [(cell.office.name, list(cell.remarks)[:1]) for cell in row.cells] == [
        ("Hamburg", []),
        ("Auckland", [tuesday]),
        ("Boston", []),
    ]


def test_the_bad_hours_are_shared_among_drafts_alone(client, owner):
    monday = second_monday(march()) - timedelta(weeks=1)
    draft = make_draft(owner=owner, sessions=weekly(monday, 2), seats={"online": 9})
    proposal = page_of(client, draft, share="1").proposal

    client.post(reverse("workspace-zones", args=[draft.slug]))

    sessions = list(draft.sessions.order_by("starts_at"))
    assert (proposal.is_better, proposal.is_exact) == (True, True)
    assert [one.starts_wall for one in sessions] == [proposal.starts[one.pk] for one in sessions]
    assert {one.ends_at - one.starts_at for one in sessions} == {timedelta(hours=1)}
    # At three o'clock in Hamburg it is nine in Boston: nobody bears anything.
    assert [one.starts_wall for one in sessions] == [time(15)] * 2
    assert page_of(client, draft, share="1").proposal.is_better is False


def test_what_is_published_keeps_its_time(client, owner):
    monday = second_monday(march())
    draft = make_draft(owner=owner, sessions=weekly(monday, 1), seats={"online": 9})
    actions.publish(event=draft, by=owner, at=timezone.now())

    page = page_of(client, draft, share="1")
    client.post(reverse("workspace-zones", args=[draft.slug]))

    assert (page.can_share, page.proposal) == (False, None)
    assert [one.starts_wall for one in draft.sessions.all()] == [time(9)]


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_table_asks_as_often_for_three_dates_as_for_one(client, owner, item_count, count_queries):
    draft = make_draft(owner=owner, sessions=weekly(second_monday(march()), item_count), seats={"online": 9})

    assert count_queries(lambda: client.get(reverse("workspace-zones", args=[draft.slug]))) == 8
