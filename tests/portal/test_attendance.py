"""Marking who was there."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from events import actions as events
from events.enums import RoleKind
from events.models import Event, Session
from portal.panels.attendance import session_shown
from registrations import actions
from registrations.enums import Mark, RegistrationStatus
from registrations.models import Attendance, AttendanceList, Registration
from tests.factories.accounts import make_user
from tests.factories.events import (
    DAY,
    main_pool,
    make_event,
    make_past_event,
    make_upcoming_event,
    session_draft,
)
from tests.factories.registrations import register
from tests.support.forms import Page
from tests.support.marking import form_values, marks, place, send, url

pytestmark = pytest.mark.django_db

MANY = 600


@pytest.fixture
def owner(client):
    owner = make_user("Ines Okafor")
    client.force_login(owner)
    return owner


@pytest.fixture
def event(owner) -> Event:
    """Yesterday's event with Amelie, Bashir and Clara."""
    event = make_past_event(owner=owner, days_ago=1, at=timezone.now())
    for name in ("Clara", "Amelie", "Bashir"):
        register(event, make_user(name), at=event.created_at)
    return event


def test_people_with_a_seat_stand_by_name(client, event):
    page = client.get(url(event)).context["page"]

    assert [(row.name, row.entry) for row in page.rows] == [("Amelie", None), ("Bashir", None), ("Clara", None)]
    assert (page.marked, page.present) == (0, 0)


def test_some_are_marked_and_the_others_stay_open(client, event):
    response = send(client, event, Amelie="present", Clara="excused")

    assert (response.status_code, response["Location"]) == (302, url(event))
    assert marks(event) == {"Amelie": "present", "Clara": "excused"}


def shown(client, event: Event, **asked: str) -> list[str]:
    return [row.name for row in client.get(url(event, **asked)).context["page"].rows]


def test_the_list_is_narrowed_searched_and_sorted(client, event):
    send(client, event, Amelie="present", Clara="excused")
    asked = [{"mark": "none"}, {"mark": "excused"}, {"q": "a"}, {"q": "bash"}, {"sort": "-name"}, {"sort": "mark"}]

    assert [shown(client, event, **each) for each in asked] == [
        ["Bashir"],
        ["Clara"],
        ["Amelie", "Bashir", "Clara"],
        ["Bashir"],
        ["Clara", "Bashir", "Amelie"],
        ["Bashir", "Clara", "Amelie"],
    ]
    page = client.get(url(event, mark="excused")).context["page"]
    assert (page.seated, page.marked, page.present, page.is_rest_shown) == (3, 2, 1, False)


def test_nobody_learns_an_address_by_looking_for_it(client, event):
    address = place(event, "Amelie").user.email

    assert shown(client, event, q=address) == []


def test_nobody_is_left_to_be_marked_as_the_rest(client, event):
    before = b'name="rest"' in client.get(url(event)).content
    send(client, event, rest=True)

    assert (before, b'name="rest"' in client.get(url(event)).content) == (True, False)


def test_the_rest_are_those_who_are_shown(client, event):
    narrowed = url(event, q="bash", mark="none")

    response = client.post(narrowed, {"rest": "present"})

    assert (response["Location"], marks(event)) == (narrowed, {"Bashir": "present"})


def test_whom_somebody_else_has_marked_meanwhile_is_still_among_those_sent(client, event):
    values = {f"mark-{place(event, 'Clara').pk}": "absent"}
    send(client, event, Amelie="present", Bashir="present")

    client.post(url(event, mark="none"), values)

    assert marks(event) == {"Amelie": "present", "Bashir": "present", "Clara": "absent"}


def test_the_list_is_exported_without_addresses(client, event):
    send(client, event, Amelie="present", Clara="excused")

    answer = client.get(url(event, sort="-name", export="csv"))

    rows = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"), newline="")))
    assert [row[:4] for row in rows] == [
        ["Name", "Department", "Attendance", "Reason"],
        ["Clara", "", "Excused", ""],
        ["Bashir", "", "", ""],
        ["Amelie", "", "Present", ""],
    ]


def test_all_the_rest_are_present_with_one_click(client, event):
    send(client, event, Amelie="partial")

    send(client, event, rest=True, Clara="absent")

    assert marks(event) == {"Amelie": "partial", "Bashir": "present", "Clara": "absent"}


def test_saving_again_changes_nothing(client, event):
    send(client, event, rest=True)
    response = send(client, event)

    assert [str(message) for message in response.wsgi_request._messages][-1:] == ["Nothing has changed."]
    assert Attendance.objects.count() == 3


def test_a_correction_asks_why_and_keeps_what_was_chosen(client, event):
    send(client, event, rest=True)

    response = send(client, event, Bashir="absent")

    page = Page(response.content.decode())
    form = next(form for form in page.forms if "reason" in form.fields)
    assert page.error_at(form.fields["reason"]) == "Say why the attendance is corrected."
    assert form.values[f"mark-{place(event, 'Bashir').pk}"] == ["absent"]
    assert marks(event)["Bashir"] == "present"


def test_a_correction_with_its_reason_is_kept_beside_the_name(client, event):
    send(client, event, rest=True)

    send(client, event, Bashir="absent", reason="Was at the other site")

    assert marks(event)["Bashir"] == "absent"
    rows = client.get(url(event)).context["page"].rows
    assert [(row.name, row.entry.reason) for row in rows][1] == ("Bashir", "Was at the other site")


def test_what_somebody_else_marked_meanwhile_is_not_undone(client, owner, event):
    """Two people have the page open; each saves only what they changed on it."""
    stale = form_values(client, event)
    session, bashir = event.sessions.get(), place(event, "Bashir")
    actions.mark(event=event, session=session, marks={bashir.pk: Mark.ABSENT}, by=owner, at=timezone.now())

    stale[f"mark-{place(event, 'Clara').pk}"] = ["present"]
    client.post(url(event), {name: value for name, value in stale.items() if value})

    assert marks(event) == {"Bashir": "absent", "Clara": "present"}


def test_a_mark_that_does_not_exist_is_refused_at_its_person(client, event):
    response = send(client, event, Amelie="asleep")

    assert list(response.context["page"].form.errors) == [f"mark-{place(event, 'Amelie').pk}"]
    assert marks(event) == {}


def test_before_the_doors_open_there_is_nothing_to_mark(client, owner):
    event = make_upcoming_event(owner=owner)
    register(event, make_user("Amelie"), at=timezone.now())

    response = client.get(url(event))

    assert [form for form in Page(response.content.decode()).forms if "reason" in form.fields] == []
    assert str(response.context["page"].refusal.label) == "Attendance can be marked once the session has begun."


def test_the_session_shown_is_the_last_that_can_be_marked():
    event = make_event(sessions=(session_draft(DAY), session_draft(DAY + timedelta(days=7))))
    first, second = event.sessions.order_by("starts_at")
    moments = [
        first.starts_at - timedelta(days=1),
        first.starts_at,
        second.starts_at - timedelta(hours=1),
        second.starts_at - timedelta(minutes=30),
    ]

    assert [session_shown(event, chosen="", at=at) for at in moments] == [first, first, first, second]
    assert session_shown(event, chosen=str(second.pk), at=first.starts_at) == second


@pytest.mark.parametrize("chosen", ["0", "x", "9" * 40])
def test_a_session_that_is_not_there_is_none(chosen):
    with pytest.raises(Session.DoesNotExist):
        session_shown(make_event(), chosen=chosen, at=timezone.now())


def test_a_session_of_another_event_does_not_exist(client, owner, event):
    other = make_past_event(owner=owner, at=timezone.now()).sessions.get()

    assert client.get(url(event, session=other.pk)).status_code == 404


def test_helpers_mark_and_see_groups_and_polls_and_no_other_tab(client, event):
    helper = make_user("Yusuf")
    events.set_role(event=event, user=helper, kind=RoleKind.HELPER, by=helper, at=timezone.now())
    client.force_login(helper)

    response = send(client, event, rest=True)

    assert (response.status_code, len(marks(event))) == (302, 3)
    shown = client.get(url(event))
    before = [reverse(name, args=[event.slug]) for name in ("workspace-groups", "check-in")]
    assert [tab.url for tab in shown.context["workspace"].tabs] == [
        *before,
        url(event),
        reverse("workspace-polls", args=[event.slug]),
    ]
    assert reverse("attendance-close", args=[event.slug]).encode() not in shown.content


def test_the_list_is_closed_once(client, owner, event):
    close = reverse("attendance-close", args=[event.slug])

    first, second = client.post(close), client.post(close)

    assert [response["Location"] for response in (first, second)] == [url(event)] * 2
    assert AttendanceList.objects.get().closed_by == owner
    assert [str(message) for message in second.wsgi_request._messages][-1:] == [
        "The attendance list is closed already."
    ]


@pytest.mark.parametrize(
    ("is_marked", "asked"),
    [
        (True, "Feedback opens for those who were there."),
        (False, "Nothing is marked, so feedback opens for everybody with a seat."),
    ],
)
def test_closing_says_before_and_after_whom_feedback_asks(client, event, is_marked, asked):
    if is_marked:
        send(client, event, rest=True)
    close = reverse("attendance-close", args=[event.slug])

    before, after = client.get(close), client.post(close)

    assert asked in before.content.decode()
    assert [str(message) for message in after.wsgi_request._messages][-1:] == [f"The list is closed. {asked}"]


def test_corrections_are_possible_when_the_list_is_closed(client, event):
    send(client, event, rest=True)
    client.post(reverse("attendance-close", args=[event.slug]))

    send(client, event, Clara="absent", reason="Signed for somebody else")

    assert marks(event)["Clara"] == "absent"


def test_a_list_of_many_people_is_saved_at_once(client, owner):
    event = make_past_event(owner=owner, capacity=None, at=timezone.now())
    people = User.objects.bulk_create(User(email=f"many{number}@example.org", name="Many") for number in range(MANY))
    at = event.published_at
    places = Registration.objects.bulk_create(
        Registration(
            event=event,
            pool=main_pool(event),
            user=person,
            status=RegistrationStatus.CONFIRMED,
            queued_at=at,
            confirmed_at=at,
        )
        for person in people
    )
    marks = {f"mark-{place.pk}": Mark.PRESENT for place in places}
    before = {f"initial-{name}-{place.pk}": "" for place in places for name in ("mark", "minutes")}

    response = client.post(reverse("workspace-attendance", args=[event.slug]), marks | before)

    assert (response.status_code, Attendance.objects.count()) == (302, MANY)


@pytest.mark.parametrize("number", ["9" * 30, "9" * 5_000])
def test_a_session_with_an_endless_number_is_not_there(client, event, number):

    response = client.get(reverse("workspace-attendance", args=[event.slug]), {"session": number})

    assert response.status_code == 404
