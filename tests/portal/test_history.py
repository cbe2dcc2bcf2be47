"""The audit lines of an event in words."""

import csv
import io

import pytest
from django.urls import reverse

from events import actions as events
from events.enums import RoleKind
from events.models import Event
from portal.panels.history import history
from registrations import actions
from registrations.enums import Mark
from tests.factories.accounts import make_guest, make_user
from tests.factories.events import NOW, event_draft, main_pool, make_draft, make_past_event
from tests.factories.registrations import register

pytestmark = pytest.mark.django_db


def words(event: Event) -> list[tuple[str, str]]:
    """Who and what, oldest first."""
    return [(row.who, row.what) for row in reversed(history(event, asked={}).rows)]


@pytest.fixture
def owner():
    return make_user("Ines")


def test_the_life_of_an_event_is_told(owner):
    event = make_draft(owner=owner)
    yusuf = make_user("Yusuf")
    events.edit(event=event, draft=event_draft(title="Another", seats={"room": 3}), by=owner, at=NOW)
    events.publish(event=event, by=owner, at=NOW)
    events.set_role(event=event, user=yusuf, kind=RoleKind.HELPER, by=owner, at=NOW)
    events.leave_team(event=event, role=event.roles.get(user=yusuf), by=yusuf, at=NOW)
    events.cancel(event=event, message="", by=owner, at=NOW)

    assert words(event) == [
        ("Ines", "Draft made"),
        ("Ines", "Changed: title, sessions, seats"),
        ("Ines", "Published"),
        ("Ines", "Yusuf in the team: Check-in helper"),
        ("Yusuf", "Yusuf left the team (Check-in helper)"),
        ("Ines", "Event cancelled"),
    ]


def test_who_came_and_went_is_told(owner):
    event = make_past_event(owner=owner, capacity=1)
    at = event.created_at
    amelie, bashir = make_user("Amelie"), make_user("Bashir")
    first = register(event, amelie, at=at)
    register(event, bashir, at=at)
    actions.add_guest(event=event, guest=make_guest("Zoe"), pool=main_pool(event), by=owner, at=at)
    actions.cancel(registration=first, by=amelie, at=at)
    actions.cancel(registration=event.registrations.get(guest__name="Zoe"), by=None, at=at)
    place, session = event.registrations.get(user=bashir), event.sessions.get()
    actions.mark(event=event, session=session, marks={place.pk: Mark.PRESENT}, by=owner, at=NOW)
    actions.close_list(event=event, by=owner, at=NOW)

    assert words(event)[2:] == [
        ("Amelie", "Amelie registered: Confirmed"),
        ("Bashir", "Bashir registered: Waiting"),
        ("Ines", "Zoe put on the list: Waiting"),
        ("Amelie", "Amelie: Cancelled by the participant"),
        ("Amelie", "Bashir moved up to a seat"),
        ("Zoe", "Zoe: Cancelled by the participant"),
        ("Ines", "Attendance marked for 1 person"),
        ("Ines", "Attendance list closed"),
        ("Roundtable", "Feedback opened"),
    ]


def test_a_long_history_comes_in_pages_and_stays_open(client, owner):
    event = make_draft(owner=owner)
    for number in range(20):
        events.edit(event=event, draft=event_draft(title=f"Title {number}"), by=owner, at=NOW)
    client.force_login(owner)

    shown = client.get(reverse("workspace", args=[event.slug], query={"history-page": "2"})).context["history"]

    assert ([row.what for row in shown.rows], shown.is_asked_for) == (["Draft made"], True)


def test_the_history_of_another_event_is_not_told(owner):
    make_draft(owner=owner)

    assert words(make_draft(owner=make_user("Jonas"))) == [("Jonas", "Draft made")]


def test_changes_are_narrowed_and_exported_with_everybodys_names(client, owner):
    event = make_draft(owner=owner, title="=cmd")
    yusuf = make_user("Yusuf")
    events.set_role(event=event, user=yusuf, kind=RoleKind.HELPER, by=owner, at=NOW)
    events.publish(event=event, by=owner, at=NOW)
    place = register(event, yusuf, at=NOW)
    client.force_login(owner)
    url = reverse("workspace", args=[event.slug])

    people = client.get(url, {"history-part": "registration"}).context["history"]
    answer = client.get(url, {"history-sort": "when", "history-export": "csv"})

    rows = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"), newline="")))
    assert [row.what for row in people.rows] == [f"Yusuf registered: {place.get_status_display()}"]
    assert [row[:2] for row in rows] == [
        ["What", "Who"],
        ["Draft made", "Ines"],
        ["Yusuf in the team: Check-in helper", "Ines"],
        ["Published", "Ines"],
        [f"Yusuf registered: {place.get_status_display()}", "Yusuf"],
    ]
