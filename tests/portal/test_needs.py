"""What waits for the organiser."""

from datetime import timedelta

import pytest
from django.urls import reverse

from events.drafts import SpeakerDraft
from events.models import Event, Room, Session
from events.queries import clashes_of_drafts
from outbox.enums import MessageState
from portal.panels.needs import needs_of
from portal.panels.overview import overview
from registrations import actions
from registrations.enums import Mark
from tests.factories.accounts import make_user
from tests.factories.events import NOW, make_draft, make_event, make_past_event, make_room, session_draft
from tests.factories.outbox import make_message
from tests.factories.registrations import register

pytestmark = pytest.mark.django_db


def titles(event: Event, at=NOW) -> list[str]:
    return [need.title for need in needs_of([event], at=at)[event.pk]]


def test_a_draft_waits_to_be_published():
    event = make_draft()

    (need,) = needs_of([event], at=NOW)[event.pk]

    assert (need.title, need.url) == ("Complete, not published", reverse("event-publish", args=[event.slug]))


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"sessions": ()}, "Add a date before you publish."),
        ({"seats": {}}, "Offer seats in the room or online before you publish."),
    ],
)
def test_a_draft_says_what_it_lacks(values, reason):
    event = make_draft(**values)

    need, *_others = needs_of([event], at=NOW)[event.pk]

    assert (need.title, need.text) == ("Not ready to be published", reason)


def test_a_room_may_be_too_small():
    room = make_room("Elbe 2.04", capacity=24)
    make_event(capacity=24, sessions=(session_draft(room=room, place=""),))
    Room.objects.update(capacity=22)

    assert titles(Event.objects.get()) == ["Elbe 2.04 has 22 seats, you offer 24"]


def test_a_room_that_is_large_enough_is_no_matter():
    first, second = make_room("Elbe", capacity=24), make_room("Alster", capacity=24)

    assert titles(make_event(capacity=24, sessions=(session_draft(room=first, place=""),))) == []
    assert titles(make_event(capacity=None, sessions=(session_draft(room=second, place=""),))) == []


def test_people_wait_for_a_seat():
    event = make_event(capacity=1)
    for _ in range(3):
        register(event)

    assert titles(event) == ["2 people wait for a seat"]


def test_a_mail_that_could_not_be_delivered_is_mentioned_even_of_a_cancelled_event():
    event = make_event()
    make_message(MessageState.FAILED, scope=event.scope)
    make_message(MessageState.SENT, scope=event.scope)
    make_message(MessageState.FAILED, scope=make_event().scope)
    seen = [titles(event)]

    Event.objects.filter(pk=event.pk).update(state="cancelled", cancelled_at=NOW)
    event.refresh_from_db()

    assert [*seen, titles(event)] == [["1 mail could not be delivered"]] * 2


def test_online_seats_want_a_link():
    assert titles(make_event(seats={"online": None})) == ["Online seats, but a session without a link"]
    assert titles(make_event(seats={"online": 5}, sessions=(session_draft(join_url="https://example.org"),))) == []
    assert titles(make_event(seats={"room": 5, "online": 0})) == []


def past(*, people: int) -> tuple[Event, Session, list[int]]:
    event = make_past_event(days_ago=1)
    registrations = [register(event, at=event.created_at).pk for _ in range(people)]
    return event, event.sessions.get(), registrations


def test_attendance_waits_until_everybody_is_marked_and_the_list_closed():
    event, session, (first, second) = past(people=2)
    owner = event.roles.get().user
    seen = [titles(event)]

    actions.mark(event=event, session=session, marks={first: Mark.PRESENT}, by=owner, at=NOW)
    seen.append(titles(event))
    actions.mark(event=event, session=session, marks={second: Mark.ABSENT}, by=owner, at=NOW)
    seen.append(titles(event))
    actions.close_list(event=event, by=owner, at=NOW)
    seen.append(titles(event))

    assert seen == [
        ["Not everybody's attendance is marked"],
        ["Not everybody's attendance is marked"],
        ["The attendance list is still open"],
        [],
    ]


def test_attendance_is_forgotten_after_a_month():
    event, _session, _people = past(people=1)

    assert titles(event, at=NOW + timedelta(days=30)) == []


def test_nothing_needs_doing_where_nobody_came_or_the_event_is_cancelled():
    event, _session, _people = past(people=0)
    called_off = make_event()
    Event.objects.filter(pk=called_off.pk).update(state="cancelled", cancelled_at=NOW)
    called_off.refresh_from_db()

    assert (titles(event), titles(called_off)) == ([], [])


def test_needs_cost_the_same_for_one_event_and_many(count_queries, django_assert_num_queries):
    for _ in range(3):
        register(make_event(owner=make_user()))
    events = list(Event.objects.select_related("minimum").prefetch_related("sessions__room__location", "pools"))

    with django_assert_num_queries(8):
        needs_of(events, at=NOW)


@pytest.mark.parametrize("item_count", [1, 3])
def test_clashes_of_drafts_cost_the_same_for_one_and_many(item_count, count_queries):
    for _ in range(item_count):
        room, owner = make_room(), make_user()
        make_event(owner=owner, needs_organisers=True, sessions=(session_draft(room=room, place=""),))
        make_draft(owner=owner, needs_organisers=True, sessions=(session_draft(room=room, place=""),))
    drafts = list(Event.objects.filter(state="draft").prefetch_related("sessions__room__location", "pools"))

    assert [len(each) for each in clashes_of_drafts(drafts, at=NOW).values()] == [2] * item_count
    assert count_queries(lambda: clashes_of_drafts(drafts, at=NOW)) == 5


@pytest.mark.parametrize(
    ("taken", "title"),
    [
        ({"sessions": "room"}, "The room is taken at that time"),
        ({"speakers": "mara"}, "Somebody who teaches is needed elsewhere at that time"),
        ({"owner": "mara", "needs_organisers": True}, "An organiser is needed elsewhere at that time"),
    ],
)
def test_a_draft_that_clashes_says_with_what_until_that_is_over(taken, title):
    room, mara = make_room("Elbe 2.04"), make_user("Mara")
    things = {"room": (session_draft(room=room, place=""),), "mara": mara}
    values = {name: things.get(value, value) for name, value in taken.items()}
    values |= {"speakers": (SpeakerDraft(user=mara),)} if "speakers" in values else {}
    other, draft = make_event(**values), make_draft(**values)

    assert titles(draft)[0] == title
    assert title not in titles(draft, at=other.ends_at)


def test_an_overview_says_what_takes_the_room_of_a_complete_draft():
    room = make_room("Elbe 2.04")
    make_event(title="Budgets", sessions=(session_draft(room=room, place=""),))
    event = make_draft(sessions=(session_draft(room=room, place=""),))

    assert [need.title for need in overview(event, at=NOW).needs] == [
        "The room is taken at that time",
        "Complete, not published",
    ]
