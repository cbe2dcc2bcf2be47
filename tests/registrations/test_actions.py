"""Seats: registering, waiting, moving up, leaving, and what the event does to them."""

from datetime import date, timedelta

import pytest

from accounts import actions as people
from audit.models import Line
from calendars.models import Revision
from events import actions as events
from events.models import Event, Pool
from outbox.models import Message
from registrations import actions
from registrations.enums import Ending, Refusal, RegistrationStatus, WhyWaiting
from registrations.exceptions import RegistrationRefused
from registrations.models import Registration
from tests.factories.accounts import make_department, make_guest, make_user
from tests.factories.events import DAY, NOW, event_draft, main_pool, make_draft, make_event, session_draft
from tests.factories.registrations import register

pytestmark = pytest.mark.django_db

CONFIRMED, WAITLISTED, CANCELLED = (
    RegistrationStatus.CONFIRMED,
    RegistrationStatus.WAITLISTED,
    RegistrationStatus.CANCELLED,
)
SOON = NOW + timedelta(minutes=10)


def statuses() -> list[str]:
    return [registration.status for registration in Registration.objects.order_by("pk")]


def told() -> list[tuple[str, str]]:
    return [(message.kind, message.address) for message in Message.objects.order_by("pk")]


def edit(event: Event, **values: object) -> Event:
    """The event as it is, with ``values`` changed."""
    sessions = tuple(
        session_draft(session.held_on, f"{session.starts_wall:%H:%M}", f"{session.ends_wall:%H:%M}", pk=session.pk)
        for session in event.sessions.order_by("starts_at")
    )
    seats = {pool.kind: pool.capacity for pool in event.pools.all()}
    draft = event_draft(**{"title": event.title, "sessions": sessions, "seats": seats} | values)
    return events.edit(event=event, draft=draft, by=event.roles.get(kind="owner").user, at=SOON)


def refusal(call, **values: object) -> Refusal:
    with pytest.raises(RegistrationRefused) as caught:
        call(**values)
    return caught.value.reason


def test_register_gives_a_free_seat():
    event = make_event(capacity=1)

    registration = register(event)

    assert (registration.status, registration.confirmed_at, main_pool(event).seats_taken) == (CONFIRMED, NOW, 1)


def test_register_for_a_full_event_gives_the_next_place_in_line():
    event = make_event(capacity=1)
    register(event)

    second = register(event)

    assert (second.status, second.why_waiting, second.confirmed_at) == (WAITLISTED, "", None)


def test_unlimited_seats_are_never_full():
    event = make_event(capacity=None)

    assert [register(event).status for _ in range(3)] == [CONFIRMED] * 3


def test_each_kind_of_seat_has_its_own_count():
    event = make_event(seats={"room": 1, "online": 1})
    room, online = event.pools.get(kind="room"), event.pools.get(kind="online")

    states = [register(event, pool=pool).status for pool in (room, room, online)]

    assert states == [CONFIRMED, WAITLISTED, CONFIRMED]


def test_cancel_promotes_whoever_waits_longest():
    event = make_event(capacity=1)
    first, _second, _third = (register(event) for _ in range(3))

    actions.cancel(registration=first, by=first.user, at=SOON)

    assert statuses() == [CANCELLED, CONFIRMED, WAITLISTED]
    assert main_pool(event).seats_taken == 1


def test_cancelling_twice_frees_one_seat():
    event = make_event(capacity=1)
    first, _second, _third = (register(event) for _ in range(3))
    actions.cancel(registration=first, by=first.user, at=SOON)

    assert refusal(actions.cancel, registration=first, by=first.user, at=SOON) == Refusal.NOT_LIVE
    assert statuses() == [CANCELLED, CONFIRMED, WAITLISTED]


def test_who_cancelled_may_come_back_at_the_end_of_the_line():
    event = make_event(capacity=1)
    first, _second = register(event), register(event)
    actions.cancel(registration=first, by=first.user, at=SOON)

    again = register(event, first.user, at=SOON)

    assert (again.status, statuses()) == (WAITLISTED, [CANCELLED, CONFIRMED, WAITLISTED])


def test_leaving_the_waiting_list_gives_nobody_a_seat():
    event = make_event(capacity=1)
    register(event)
    waiting, _other = register(event), register(event)

    actions.cancel(registration=waiting, by=waiting.user, at=SOON)

    assert statuses() == [CONFIRMED, CANCELLED, WAITLISTED]


def test_an_entry_that_cannot_be_seated_does_not_stop_the_next_one():
    invited, other = make_department(), make_department()
    event = make_event(capacity=1, audience="departments", departments=(invited,))
    seated = register(event, make_user(department=invited))
    moved_away = register(event, make_user(department=invited))
    last = register(event, make_user(department=invited))
    moved_away.user.department = other
    moved_away.user.save()
    actions.follow_people(people=[moved_away.user], by=None, at=NOW)

    actions.cancel(registration=seated, by=seated.user, at=SOON)

    moved_away.refresh_from_db()
    last.refresh_from_db()
    assert (moved_away.status, moved_away.why_waiting) == (WAITLISTED, WhyWaiting.OUTSIDE_AUDIENCE)
    assert last.status == CONFIRMED


def test_more_seats_go_to_who_waits():
    event = make_event(capacity=1)
    for _ in range(4):
        register(event)

    edit(event, seats={"room": 3})

    assert statuses() == [CONFIRMED, CONFIRMED, CONFIRMED, WAITLISTED]


def test_the_team_puts_a_colleague_from_outside_the_audience_on_the_list():
    event = make_event(audience="departments", departments=(make_department(),))
    owner = event.roles.get().user

    added = actions.add(event=event, participant=make_user(), pool=main_pool(event), by=owner, at=SOON)

    assert (added.status, added.added_by) == (CONFIRMED, owner)


def test_somebody_from_outside_whom_the_team_added_moves_up_too():
    event = make_event(capacity=1, audience="departments", departments=(make_department(),))
    owner = event.roles.get().user
    first = register(event, owner)
    added = actions.add(event=event, participant=make_user(), pool=main_pool(event), by=owner, at=SOON)

    actions.cancel(registration=first, by=owner, at=SOON)

    added.refresh_from_db()
    assert added.status == CONFIRMED


def test_a_guest_takes_a_seat_like_anybody():
    event = make_event(capacity=1)
    owner = event.roles.get().user

    added = actions.add_guest(event=event, guest=make_guest(), pool=main_pool(event), by=owner, at=SOON)

    assert (added.status, [message.is_secret for message in Message.objects.all()]) == (CONFIRMED, [True])


def test_remove_tells_why_and_promotes():
    event = make_event(capacity=1)
    first, second = register(event), register(event)
    owner = event.roles.get().user

    removed = actions.remove(registration=first, message="Room for the team", by=owner, at=SOON)

    second.refresh_from_db()
    assert (removed.status, removed.ending, second.status) == (CANCELLED, Ending.BY_ORGANISER, CONFIRMED)
    message = Message.objects.get(kind="registration.removed")
    assert (message.address, message.params["message"]) == (first.user.email, "Room for the team")


def test_a_closed_account_frees_its_future_seats():
    event = make_event(capacity=1)
    first, second = register(event), register(event)

    people.deactivate(user=first.user, by=None, at=SOON)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.ending, second.status) == (Ending.PERSON_LEFT, CONFIRMED)


def test_a_cancelled_event_ends_every_place_and_promotes_nobody():
    event = make_event(capacity=1)
    register(event)
    register(event)

    events.cancel(event=event, message="The speaker is ill.", by=event.roles.get().user, at=SOON)

    assert statuses() == [CANCELLED, CANCELLED]
    assert set(Registration.objects.values_list("ending", flat=True)) == {Ending.EVENT_CANCELLED}
    assert Pool.objects.get().seats_taken == 0


def test_every_change_leaves_an_audit_line():
    event = make_event(capacity=1)
    first, second = register(event), register(event)
    actions.cancel(registration=first, by=first.user, at=SOON)

    lines = Line.objects.in_scope(event.scope).filter(verb__startswith="registration.").order_by("pk")

    assert [(line.verb, line.about_id, line.by) for line in lines] == [
        ("registration.made", str(first.pk), first.user),
        ("registration.made", str(second.pk), second.user),
        ("registration.ended", str(first.pk), first.user),
        ("registration.promoted", str(second.pk), first.user),
    ]


def test_each_step_tells_exactly_whom_it_concerns():
    event = make_event(capacity=1)
    first, second = register(event), register(event)
    actions.cancel(registration=first, by=first.user, at=SOON)

    assert told() == [
        ("registration.confirmed", first.user.email),
        ("registration.waiting", second.user.email),
        ("registration.cancelled", first.user.email),
        ("registration.promoted", second.user.email),
    ]


def test_waiting_puts_nothing_into_the_calendar():
    event = make_event(capacity=1)
    register(event)
    register(event)

    methods = list(Revision.objects.order_by("pk").values_list("method", "sequence"))

    assert methods == [("REQUEST", 0)]


def test_leaving_and_coming_back_raises_the_sequence_each_time():
    event = make_event()
    first = register(event)
    actions.cancel(registration=first, by=first.user, at=SOON)
    register(event, first.user, at=SOON)

    revisions = list(Revision.objects.order_by("pk").values_list("method", "sequence"))

    assert revisions == [("REQUEST", 0), ("CANCEL", 1), ("REQUEST", 2)]


def test_moving_a_session_tells_who_has_a_seat_and_nobody_else():
    event = make_event(capacity=1)
    seated = register(event)
    register(event)
    session = event.sessions.get()

    edit(event, sessions=(session_draft(DAY, "14:00", "15:00", pk=session.pk),))

    message = Message.objects.get(kind="registration.changed")
    revision = Revision.objects.get(pk=message.params["calendar"])
    assert (message.address, revision.method, revision.sequence) == (seated.user.email, "REQUEST", 1)
    assert message.next_try_at > SOON
    assert message.not_after == event.sessions.get().ends_at


def test_a_new_description_writes_to_nobody():
    event = make_event()
    register(event)

    edit(event, description="More about it")

    assert Message.objects.filter(kind="registration.changed").count() == 0


def test_a_dropped_session_leaves_the_calendar_and_the_seat_stays():
    event = make_event(sessions=(session_draft(DAY), session_draft(DAY + timedelta(days=7))))
    registration = register(event)
    first = event.sessions.order_by("starts_at")[0]

    edit(event, sessions=(session_draft(first.held_on, pk=first.pk),))

    registration.refresh_from_db()
    message = Message.objects.get(kind="registration.dropped")
    assert (registration.status, Revision.objects.get(pk=message.params["calendar"]).method) == (CONFIRMED, "CANCEL")


def test_an_added_session_comes_into_the_calendar_of_who_has_a_seat():
    event = make_event()
    register(event)
    first = event.sessions.get()

    edit(event, sessions=(session_draft(DAY, pk=first.pk), session_draft(DAY + timedelta(days=1))))

    assert list(Revision.objects.order_by("pk").values_list("method", "sequence")) == [("REQUEST", 0), ("REQUEST", 0)]


def test_several_sessions_bring_one_mail_to_read_and_one_per_calendar_entry():
    event = make_event(sessions=(session_draft(DAY), session_draft(date(2027, 3, 17))))
    registration = register(event)

    kinds = [kind for kind, address in told() if address == registration.user.email]

    assert kinds == ["registration.confirmed", "calendar.entry", "calendar.entry"]


@pytest.mark.parametrize(
    ("values", "at", "reason"),
    [
        ({}, NOW + timedelta(days=9, hours=1), Refusal.STARTED),
        ({"seats": {"room": 0}}, NOW, Refusal.POOL_CLOSED),
        ({"audience": "departments"}, NOW, Refusal.OUTSIDE_AUDIENCE),
    ],
)
def test_register_is_refused(values, at, reason):
    event = make_event(**values)

    assert refusal(actions.register, event=event, participant=make_user(), pool=main_pool(event), at=at) == reason
    assert Registration.objects.count() == 0


def test_register_for_a_draft_is_refused():
    event = make_draft()

    assert refusal(register, event=event) == Refusal.NOT_OPEN


def test_register_for_a_cancelled_event_is_refused():
    event = make_event()
    events.cancel(event=event, message="", by=event.roles.get().user, at=NOW)

    assert refusal(register, event=event) == Refusal.EVENT_CANCELLED


def test_registering_twice_is_refused():
    event = make_event()
    first = register(event)

    assert refusal(register, event=event, participant=first.user) == Refusal.ALREADY_REGISTERED


def test_a_closed_account_cannot_register():
    assert refusal(register, event=make_event(), participant=make_user(is_active=False)) == Refusal.NO_ACCOUNT


def test_a_seat_cannot_be_given_back_after_the_deadline():
    event = make_event(cancellation_hours=24)
    registration = register(event)
    late = event.starts_at - timedelta(hours=23)

    assert refusal(actions.cancel, registration=registration, by=registration.user, at=late) == Refusal.TOO_LATE


def test_the_waiting_list_can_be_left_after_the_deadline():
    event = make_event(capacity=1, cancellation_hours=24)
    register(event)
    waiting = register(event)

    left = actions.cancel(registration=waiting, by=waiting.user, at=event.starts_at - timedelta(hours=1))

    assert left.status == CANCELLED
