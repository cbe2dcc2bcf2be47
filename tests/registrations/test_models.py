"""What the database refuses, whoever asks."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model

from events.models import Pool
from registrations.models import Attendance, Draw, Registration, SeatHold
from tests.factories.accounts import make_department, make_guest, make_user
from tests.factories.events import NOW, main_pool, make_event
from tests.factories.registrations import register

pytestmark = pytest.mark.django_db


def refused_by(constraint: str, call, **values: object) -> None:
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        call(**values)
    assert constraint in str(caught.value) or "UNIQUE" in str(caught.value)


@pytest.fixture
def registration() -> Registration:
    return register(make_event())


def change(registration: Model, **values: object) -> None:
    type(registration).objects.filter(pk=registration.pk).update(**values)


def test_a_registration_is_of_exactly_one_person(registration):
    refused_by("registration_is_of_one_person", change, registration=registration, user=None)
    refused_by("registration_is_of_one_person", change, registration=registration, guest=make_guest())


@pytest.mark.parametrize("status", ["requested", "waitlisted", "offered", "declined", "cancelled", "expired"])
def test_a_state_has_its_date(registration, status):
    why = {
        "waitlisted": {"waitlisted_at": None},
        "cancelled": {"ending": "by_person"},
        "offered": {"offered_until": NOW},
    }.get(status, {})
    refused_by("registration_state_has_its_date", change, registration=registration, status=status, **why)


def test_nobody_stands_below_those_who_come_later(registration):
    refused_by("registration_is_not_below_newcomers", change, registration=registration, priority=-1)


def test_an_offer_has_an_end(registration):
    refused_by("registration_offer_has_an_end", change, registration=registration, status="offered", offered_at=NOW)


def test_only_what_stands_against_one_person_is_stored_and_only_while_they_wait(registration):
    refused_by("registration_waits_for_a_reason", change, registration=registration, why_waiting="clash")
    change(registration, status="waitlisted", waitlisted_at=NOW, why_waiting="clash")
    refused_by("registration_waits_for_a_reason", change, registration=registration, why_waiting="full")


def test_another_kind_of_seat_is_wished_for_only_by_who_has_one(registration):
    online = registration.event.pools.create(kind="online", capacity=3)
    wish = {"wished_pool": online, "wished_at": NOW}

    refused = partial(refused_by, "registration_wishes_for_another_seat", change, registration=registration)
    refused(wished_pool=online)
    refused(wished_pool=registration.pool, wished_at=NOW)
    refused(upgrade_until=NOW)
    refused(**wish, status="waitlisted", waitlisted_at=NOW)
    change(registration, **wish, upgrade_until=NOW)


def test_held_seats_end_when_none_is_left(registration):
    hold = SeatHold.objects.create(
        event=registration.event,
        pool=registration.pool,
        department=make_department(),
        asked=2,
        seats=2,
        until=NOW + timedelta(days=1),
        held_by=make_user(),
        held_at=NOW,
    )

    refused_by("seat_hold_ends_with_its_seats", change, registration=hold, seats=0)
    refused_by("seat_hold_ends_with_its_seats", change, registration=hold, ended_at=NOW)
    refused_by("seat_hold_never_grows", change, registration=hold, seats=3)
    refused_by("seat_hold_lapses_later", change, registration=hold, until=NOW)
    change(hold, seats=0, ended_at=NOW)


def test_a_draw_can_be_repeated_and_is_published_after_it_was_made(registration):
    user = make_user()
    draw = Draw.objects.create(event=registration.event, seed="1", input="{}", digest="d", drawn_at=NOW, drawn_by=user)

    for missing in ("seed", "input", "digest"):
        refused_by("draw_can_be_repeated", change, registration=draw, **{missing: ""})
    refused_by("draw_gives_seats_to_who_asked", change, registration=draw, seats=1)
    refused = partial(refused_by, "draw_is_published_after_it_is_drawn", change, registration=draw)
    refused(published_at=NOW)
    refused(published_by=user)
    refused(published_at=NOW - timedelta(seconds=1), published_by=user)
    change(draw, published_at=NOW, published_by=user)


def test_what_was_cancelled_says_how(registration):
    refused_by(
        "registration_cancelled_for_a_reason", change, registration=registration, status="cancelled", cancelled_at=NOW
    )


def test_one_live_registration_per_person(registration):
    copy = {"event": registration.event, "pool": registration.pool, "status": "confirmed", "confirmed_at": NOW}

    refused_by(
        "registration_one_live_per_person",
        Registration.objects.create,
        user=registration.user,
        queued_at=NOW,
        **copy,
    )


def test_one_live_registration_per_guest():
    event, guest = make_event(), make_guest()
    values = {"event": event, "pool": main_pool(event), "status": "confirmed", "confirmed_at": NOW, "queued_at": NOW}
    Registration.objects.create(guest=guest, **values)

    refused_by("registration_one_live_per_guest", Registration.objects.create, guest=guest, **values)


def test_a_pool_is_never_oversold():
    pool = main_pool(make_event(capacity=1))
    refused_by("pool_never_oversold", Pool.objects.filter(pk=pool.pk).update, seats_taken=2)


def test_a_pool_never_counts_below_zero():
    pool = main_pool(make_event(capacity=1))
    # The column's own type refuses it too, and may be first.
    with pytest.raises(IntegrityError, match=r"pool_never_below_zero|seats_taken"), transaction.atomic():
        Pool.objects.filter(pk=pool.pk).update(seats_taken=-1)


def attend(registration: Registration, **values: object) -> Attendance:
    session = registration.event.sessions.get()
    values = {"mark": "present", "marked_by": make_user(), "marked_at": NOW} | values
    return Attendance.objects.create(registration=registration, session=session, **values)


def test_attendance_begins_with_one_entry(registration):
    attend(registration)
    refused_by("attendance_one_first_entry", attend, registration=registration)


def test_a_correction_has_a_reason(registration):
    first = attend(registration)
    refused_by("attendance_correction_has_a_reason", attend, registration=registration, corrects=first)


def test_an_entry_is_corrected_once(registration):
    first = attend(registration)
    attend(registration, corrects=first, reason="Came late")
    refused_by("corrects", attend, registration=registration, corrects=first, reason="Again")


def test_an_entry_does_not_correct_itself(registration):
    entry = attend(registration)
    refused_by(
        "attendance_does_not_correct_itself",
        Attendance.objects.filter(pk=entry.pk).update,
        corrects=entry.pk,
        reason="Itself",
    )


def test_an_entry_counts_once_under_its_key(registration):
    first = attend(registration)
    again = {"corrects": first, "reason": "Sent twice", "entry": first.entry}
    refused_by("entry", attend, registration=registration, **again)


def test_only_what_was_said_is_taken_back(registration):
    refused_by("attendance_takes_back_an_entry", attend, registration=registration, mark="taken_back")


@pytest.mark.parametrize(
    ("mark", "source", "minutes"), [("present", "list", 60), ("absent", "import", 1), ("partial", "list", 0)]
)
def test_minutes_are_of_who_was_there(registration, mark, source, minutes):
    refused = {"mark": mark, "source": source, "minutes": minutes}
    refused_by("attendance_minutes_of_who_was_there", attend, registration=registration, **refused)


def test_a_report_says_how_long_somebody_was_there(registration):
    refused_by("attendance_report_says_minutes", attend, registration=registration, source="import")
    attend(registration, source="import", minutes=60)
