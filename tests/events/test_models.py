"""What the database refuses, whoever asks."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from events.enums import RoleKind
from events.models import Equipment, Event, Pool, Role, Room, SeatRule, Session, Speaker, unique_speakers
from tests.factories.accounts import make_department, make_user
from tests.factories.events import NOW, main_pool, make_draft, make_event, make_room, session_draft

pytestmark = pytest.mark.django_db


def refused_by(constraint: str, call, *args: object, **values: object) -> None:
    """SQLite names the columns of a unique constraint, not the constraint."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        call(*args, **values)
    assert constraint in str(caught.value) or "UNIQUE" in str(caught.value)


def change(row, **values: object) -> None:
    type(row).objects.filter(pk=row.pk).update(**values)


@pytest.mark.parametrize(
    "values",
    [
        {"state": "published"},
        {"published_at": NOW},
        {"state": "cancelled", "cancelled_at": NOW},
        {"state": "draft", "cancelled_at": NOW},
        {"state": "postponed"},
    ],
)
def test_the_state_of_an_event_has_its_date(values):
    refused_by("event_state_has_its_date", change, make_draft(), **values)


def test_a_published_event_has_a_date():
    refused_by("event_published_has_a_date", change, make_event(), starts_at=None, ends_at=None)


@pytest.mark.parametrize("ends_at", [None, F("starts_at"), F("starts_at") - timedelta(hours=1)])
def test_an_event_ends_after_it_starts(ends_at):
    refused_by("event_ends_after_start", change, make_event(), ends_at=ends_at)


@pytest.mark.parametrize("values", [{"cover": "0" * 32}, {"cover_text": "A river"}])
def test_a_picture_says_what_it_shows(values):
    refused_by("event_cover_has_its_text", change, make_event(), **values)


def test_an_address_belongs_to_one_event():
    refused_by("events_event_slug", change, make_draft(), slug=make_draft().slug)


def test_a_person_has_one_role_in_a_team():
    role = make_draft().roles.get()

    refused_by("role_once_per_person", Role.objects.create, event=role.event, user=role.user, kind=RoleKind.HELPER)


@pytest.mark.parametrize("ends_at", [F("starts_at"), F("starts_at") - timedelta(hours=1)])
def test_a_session_ends_after_it_starts(ends_at):
    refused_by("session_ends_after_start", change, make_draft().sessions.get(), ends_at=ends_at)


def test_a_session_is_somewhere():
    session = make_draft().sessions.get()

    refused_by("session_has_a_place_or_a_link", change, session, room=None, place="", join_url="")
    for values in ({"room": make_room(), "place": ""}, {"room": None, "join_url": "https://example.org"}):
        change(session, **values)


def test_a_uid_belongs_to_one_session():
    first, second = make_draft(sessions=(session_draft(), session_draft())).sessions.order_by("pk")

    refused_by("events_session_uid", change, second, uid=first.uid)


def speaker(session: Session, **values: object) -> Speaker:
    return Speaker.objects.create(session=session, **values)


def test_a_speaker_is_a_colleague_or_a_name():
    session = make_draft().sessions.get()

    refused_by("speaker_is_user_or_name", speaker, session)
    refused_by("speaker_is_user_or_name", speaker, session, user=make_user(), name="Ines")


def test_a_speaker_stands_once_and_in_one_place():
    session = make_draft().sessions.get()
    user = speaker(session, user=make_user(), position=0).user

    refused_by("speaker_once_per_session", speaker, session, user=user, position=1)
    refused_by("speaker_position_once_per_session", speaker, session, name="Jonas", position=0)


def test_an_event_has_one_pool_of_a_kind():
    pool = main_pool(make_draft())

    refused_by("pool_once_per_kind", Pool.objects.create, event=pool.event, kind=pool.kind)


def test_a_pool_is_never_oversold():
    pool = main_pool(make_draft(seats={"room": 2}))

    refused_by("pool_never_oversold", change, pool, seats_taken=3)
    change(pool, capacity=None, seats_taken=3)
    refused_by("pool_never_oversold", change, pool, capacity=2)


def test_a_pool_never_counts_below_zero():
    pool = main_pool(make_draft())

    with pytest.raises(IntegrityError), transaction.atomic():
        change(pool, seats_taken=F("seats_taken") - 1)


def test_a_room_has_one_name_at_a_location():
    room = make_room("Elbe")

    refused_by("room_name_once_per_location", Room.objects.create, location=room.location, name="Elbe", capacity=1)


# What a row knows about itself.


def test_what_is_said_of_a_room_can_be():
    room = make_room()

    refused_by("room_setup_is_short", change, room, setup_minutes=241)
    refused_by("room_way_in_is_known", change, room, step_free="ladder")
    refused_by("equipment_has_a_name", Equipment.objects.create, name="")


def test_seats_left_are_none_without_a_limit():
    assert [Pool(capacity=capacity, seats_taken=2).seats_left for capacity in (5, 2, None)] == [3, 0, None]


def test_an_event_knows_whether_it_has_begun_and_is_over():
    event = make_event()
    moments = [event.starts_at - timedelta(seconds=1), event.starts_at, event.ends_at]

    assert [(event.has_started(at), event.is_over(at)) for at in moments] == [
        (False, False),
        (True, False),
        (True, True),
    ]


def test_a_draft_without_a_date_has_neither_begun_nor_ended():
    event = make_draft(sessions=())

    assert (event.has_started(NOW), event.is_over(NOW)) == (False, False)


def test_speakers_of_several_sessions_are_named_once():
    ines = make_user("Ines")
    first, second = make_draft(sessions=(session_draft(), session_draft())).sessions.order_by("pk")
    speaker(first, name="Jonas", position=1)
    speaker(first, user=ines, position=0)
    speaker(second, user=ines, position=0)
    speaker(second, name="Clara", position=1)

    assert [str(one) for one in unique_speakers([first, second])] == ["Ines", "Jonas", "Clara"]
    assert Event.objects.count() == 1


def test_a_draw_says_until_when_requests_are_collected_and_asks_nobody_else():
    event = make_event()

    refused_by("event_draw_has_its_end", change, event, allotment="draw")
    window = {"requests_from": NOW, "requests_until": NOW}
    refused_by("event_requests_end_after_they_begin", change, event, **window)
    refused_by("event_requests_end_after_they_begin", change, event, requests_from=NOW)
    asks = {"allotment": "draw", "requests_until": NOW, "approval": "manager"}
    refused_by("event_draw_needs_no_approval", change, event, **asks)


@pytest.mark.parametrize("name", ["offer_hours", "approval_days"])
def test_there_is_time_to_answer(name):
    refused_by("event_leaves_time_to_answer", change, make_event(), **{name: 0})


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "floor", "seats": 2, "department": None, "lapses_at": NOW},
        {"kind": "floor", "seats": 2},
        {"kind": "floor", "percent": 20, "lapses_at": NOW},
        {"kind": "ceiling"},
        {"kind": "ceiling", "seats": 2, "percent": 20},
        {"kind": "ceiling", "seats": 2, "lapses_at": NOW},
        {"kind": "ceiling", "percent": 101},
    ],
)
def test_a_rule_says_for_whom_how_many_and_until_when(values):
    pool, department = main_pool(make_event()), make_department()

    values = {"pool": pool, "department": department} | values
    refused_by("seat_rule_says_how_many", SeatRule.objects.create, **values)


def test_a_floor_lapses_no_earlier_than_it_says():
    values = {"pool": main_pool(make_event()), "department": make_department(), "kind": "floor", "seats": 1}

    early = NOW - timedelta(seconds=1)
    refused_by("seat_rule_lapses_in_time", SeatRule.objects.create, **values, lapses_at=NOW, lapsed_at=early)


def test_a_department_has_one_floor_and_one_ceiling():
    pool, department = main_pool(make_event()), make_department()
    for values in ({"department": department}, {}):
        SeatRule.objects.create(pool=pool, kind="ceiling", seats=1, **values)

        refused_by("seat_rule_once", SeatRule.objects.create, pool=pool, kind="ceiling", percent=20, **values)
