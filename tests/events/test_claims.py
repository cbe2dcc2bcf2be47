"""No two published events take one room or one person at the same time."""

from datetime import timedelta

import pytest

from common import times
from events import actions
from events.drafts import SpeakerDraft
from events.enums import Audience, Refusal, RoleKind
from events.exceptions import Clashing, EventRefused, RoomTooSmall
from events.models import Event, Room
from events.queries import clashes, clashes_of_drafts, wanted_by
from tests.factories.accounts import make_department, make_user
from tests.factories.events import DAY, NOW, event_draft, make_draft, make_event, make_room, session_draft

pytestmark = pytest.mark.django_db


def in_room(room: Room, start: str = "10:00", end: str = "11:00", **values: object) -> dict[str, object]:
    return {"sessions": (session_draft(start=start, end=end, room=room, place=""),), **values}


def when(event: Event) -> str:
    return times.span(event.starts_at, event.ends_at)


def publish(event: Event) -> Event:
    return actions.publish(event=event, by=event.roles.order_by("pk").first().user, at=NOW)


def why(event: Event) -> tuple[Refusal, str]:
    """Why it can't be published, and what stands on the page."""
    with pytest.raises(EventRefused) as refused:
        publish(event)
    assert Event.objects.get(pk=event.pk).is_draft
    return refused.value.reason, str(refused.value)


def test_a_room_is_taken_once():
    room = make_room("Elbe 2.04")
    first = make_event(title="First", **in_room(room))

    assert why(make_draft(**in_room(room, "10:59", "12:00"))) == (
        Refusal.ROOM_TAKEN,
        f"Elbe 2.04, {room.location} is taken at that time by “First”: {when(first)}.",
    )


def test_a_room_is_free_as_another_event_ends_and_beside_drafts_and_what_is_cancelled():
    room = make_room()
    make_draft(**in_room(room, "09:00", "12:00"))
    make_event(**in_room(room, "09:00", "10:00"))
    off = make_event(**in_room(room, "10:00", "11:00"))
    actions.cancel(event=off, message="", by=off.roles.get().user, at=NOW)

    assert publish(make_draft(**in_room(room))).is_published


def test_a_room_that_needs_time_in_between_says_how_much():
    room = make_room("Elbe 2.04")
    Room.objects.update(setup_minutes=15)
    first = make_event(title="First", **in_room(room))

    assert why(make_draft(**in_room(room, "11:14", "12:00"))) == (
        Refusal.ROOM_TAKEN,
        f"Elbe 2.04, {room.location} is taken at that time by “First”: {when(first)}. It needs 15 minutes in between.",
    )
    assert publish(make_draft(**in_room(room, "11:15", "12:00"))).is_published


def test_an_event_that_one_may_not_read_about_is_not_named():
    room = make_room("Elbe 2.04")
    secret = {"audience": Audience.DEPARTMENTS, "departments": (make_department(),)}
    first = make_event(title="Secret", **secret, **in_room(room))

    assert why(make_draft(**in_room(room))) == (
        Refusal.ROOM_TAKEN,
        f"Elbe 2.04, {room.location} is taken at that time by another event: {when(first)}.",
    )


def test_nobody_teaches_twice_at_once():
    mara = make_user("Mara Lindqvist")
    first = make_event(title="First", speakers=(SpeakerDraft(user=mara),))

    assert why(make_draft(speakers=(SpeakerDraft(name="A guest"), SpeakerDraft(user=mara)))) == (
        Refusal.SPEAKER_BUSY,
        f"Mara Lindqvist is needed at that time at “First”: {when(first)}.",
    )


def test_whoever_organises_is_needed_unless_the_event_does_without():
    ines = make_user("Ines Okafor")
    first = make_event(title="First", owner=ines, needs_organisers=True)

    assert why(make_draft(owner=ines, needs_organisers=True)) == (
        Refusal.ORGANISER_BUSY,
        f"Ines Okafor is needed at that time at “First”: {when(first)}.",
    )
    assert publish(make_draft(owner=ines, needs_organisers=False)).is_published


def test_many_drafts_clash_with_what_each_clashes_with_alone():
    elbe, alster, mara, ines = make_room("Elbe"), make_room("Alster"), make_user("Mara"), make_user("Ines")
    Room.objects.filter(pk=alster.pk).update(setup_minutes=15)
    taught = {"speakers": (SpeakerDraft(user=mara),)}
    for values in (
        in_room(elbe, **taught),
        in_room(elbe, "12:00", "13:00"),
        in_room(alster, "10:00", "11:00", owner=ines, needs_organisers=True),
    ):
        make_event(**values)
    twice = tuple(session_draft(start=start, end="15:00", room=elbe, place="") for start in ("14:00", "14:30"))
    drafts = [
        make_draft(**in_room(elbe, "10:30", "12:30")),
        make_draft(**in_room(alster, "11:10", "12:00")),
        make_draft(owner=ines, needs_organisers=True, **taught),
        make_draft(owner=ines, sessions=twice),
        make_draft(**in_room(elbe, "15:00", "16:00")),
        make_draft(sessions=()),
    ]

    alone = [clashes(wanted_by(one), apart_from=one, at=NOW) for one in drafts]
    together = clashes_of_drafts(drafts, at=NOW)

    said = [[(clash.identity, clash.text) for clash in together.get(one.pk, [])] for one in drafts]
    assert said == [[(clash.identity, clash.text) for clash in each] for each in alone]
    assert [len(each) for each in said] == [2, 1, 2, 1, 0, 0]


def test_a_helper_may_be_needed_twice():
    helper, events = make_user(), [make_draft(needs_organisers=True) for _ in range(2)]
    for event in events:
        actions.set_role(event=event, user=helper, kind=RoleKind.HELPER, by=helper, at=NOW)

    assert [publish(event).is_published for event in events] == [True, True]


def test_a_published_event_moves_to_nothing_that_is_taken():
    room = make_room()
    make_event(**in_room(room))
    event = make_event(**in_room(room, "12:00", "13:00"))
    session = event.sessions.get()
    moved = session_draft(start="10:30", end="11:30", room=room, place="", pk=session.pk)

    with pytest.raises(Clashing) as refused:
        actions.edit(event=event, draft=event_draft(sessions=(moved,)), by=make_user(), at=NOW)

    assert refused.value.reason == Refusal.ROOM_TAKEN
    assert Event.objects.get(pk=event.pk).starts_at == session.starts_at


def test_a_clash_that_stands_stops_no_other_change():
    room = make_room()
    first, second = make_event(**in_room(room)), make_event(**in_room(room, "12:00", "13:00"))
    session = first.sessions.get()
    # As it may come from a time before anybody looked at rooms.
    second.sessions.update(starts_at=session.starts_at, ends_at=session.ends_at, starts_wall=session.starts_wall)
    second.sessions.update(ends_wall=session.ends_wall)
    Room.objects.update(capacity=5)
    same = session_draft(room=room, place="", pk=second.sessions.get().pk)

    draft = event_draft(title="Another title", sessions=(same,), seats={"room": 10})
    edited = actions.edit(event=second, draft=draft, by=make_user(), at=NOW)

    assert edited.title == "Another title"


def test_more_seats_than_the_room_has_are_refused_at_publishing():
    room = make_room("Elbe 2.04", capacity=22)

    with pytest.raises(RoomTooSmall) as refused:
        publish(make_draft(seats={"room": 23}, **in_room(room)))

    assert str(refused.value) == "Elbe 2.04 has 22 seats, and you offer 23."


def test_what_is_over_is_in_nobodys_way():
    room = make_room()
    day = DAY - timedelta(days=30)
    held = session_draft(day, room=room, place="")
    make_event(at=NOW - timedelta(days=60), sessions=(held,))

    assert publish(make_draft(sessions=(held, session_draft(room=room, place="")))).is_published


def test_two_sessions_of_one_event_share_no_room_at_one_time():
    room = make_room("Elbe 2.04")
    at_once = (session_draft(room=room, place=""), session_draft(start="10:30", end="12:00", room=room, place=""))
    draft = make_draft(sessions=at_once)
    second = draft.sessions.order_by("starts_at")[1]

    then = times.span(second.starts_at, second.ends_at)
    assert why(draft) == (
        Refusal.ROOM_TAKEN,
        f"Elbe 2.04, {room.location} is taken at that time by another session of this event: {then}.",
    )


def test_sessions_of_one_event_follow_each_other_in_a_room_or_meet_in_two():
    room = make_room()
    Room.objects.filter(pk=room.pk).update(setup_minutes=30)
    after = (session_draft(room=room, place=""), session_draft(start="11:00", end="12:00", room=room, place=""))
    beside = (session_draft(room=make_room(), place=""), session_draft(room=make_room(), place=""))

    assert [publish(make_draft(sessions=sessions)).is_published for sessions in (after, beside)] == [True, True]
