"""What makes a seat go to somebody who waits, beside somebody leaving."""

from datetime import timedelta

import pytest

from accounts import actions as accounts
from accounts.models import User
from events import actions as events
from events.drafts import SeatingDraft, SeatRuleDraft
from registrations import actions, clock, queries, recount
from registrations.enums import Refusal, RegistrationStatus, WhyWaiting
from registrations.exceptions import RegistrationRefused
from registrations.mix import Departments
from registrations.models import Registration
from registrations.queries import seating
from tests.factories.accounts import make_department, make_user
from tests.factories.events import NOW, event_draft, main_pool, make_event, session_draft
from tests.factories.registrations import register

pytestmark = pytest.mark.django_db

SOON = NOW + timedelta(minutes=5)


def of(department, name=""):
    return make_user(name, department=department)


def statuses(event):
    return list(Registration.objects.filter(event=event).order_by("pk").values_list("status", flat=True))


def under(event, **draft):
    return events.set_seating(event=event, draft=SeatingDraft(**draft), by=event.roles.get().user, at=NOW)


def floor(department, seats=1):
    return SeatRuleDraft(
        pool="room", kind="floor", department=department, seats=seats, lapses_at=NOW + timedelta(days=2)
    )


def test_seats_that_a_coordinator_gives_back_go_to_whoever_waits():
    finance = make_department()
    event = make_event(capacity=1)
    by = make_user()
    until = NOW + timedelta(days=1)
    values = {"pool": main_pool(event), "department": finance, "seats": 1, "until": until, "by": by, "at": NOW}
    hold = actions.hold_seats(**values)
    register(event)

    actions.release_hold(hold=hold, by=by, at=SOON)

    assert statuses(event) == [RegistrationStatus.CONFIRMED]


def held_by_hand(event, department, seats=1):
    until = NOW + timedelta(days=1)
    return actions.hold_seats(
        pool=main_pool(event), department=department, seats=seats, until=until, by=make_user(), at=NOW
    )


def test_naming_somebody_of_a_team_for_which_a_seat_is_held_opens_that_seat():
    """The seat was counted for the department; the team's own held seat is filled by whoever is named."""
    finance, other = make_department(), make_department()
    audit = make_department(parent=finance)
    event = under(make_event(capacity=2), rules=(floor(audit),))
    hold = held_by_hand(event, finance)
    waiting = register(event, of(other))
    was = waiting.status

    actions.name_person(hold=hold, participant=of(audit), by=hold.held_by, at=SOON)

    waiting.refresh_from_db()
    assert (was, waiting.status) == (RegistrationStatus.WAITLISTED, RegistrationStatus.CONFIRMED)


def test_nobody_is_named_above_the_ceiling_of_their_own_team():
    finance = make_department()
    audit = make_department(parent=finance)
    limit = SeatRuleDraft(pool="room", kind="ceiling", department=audit, seats=1)
    event = under(make_event(capacity=3), rules=(limit,))
    hold = held_by_hand(event, finance, seats=2)
    actions.name_person(hold=hold, participant=of(audit), by=hold.held_by, at=SOON)

    with pytest.raises(RegistrationRefused) as refused:
        actions.name_person(hold=hold, participant=of(audit), by=hold.held_by, at=SOON)

    hold.refresh_from_db()
    assert (refused.value.reason, hold.seats) == (Refusal.CEILING, 1)


def test_a_team_that_moves_to_another_department_leaves_room_under_its_ceiling():
    finance, other = make_department(), make_department()
    audit = make_department(parent=finance)
    limit = SeatRuleDraft(pool="room", kind="ceiling", department=finance, seats=1)
    event = under(make_event(capacity=3), rules=(limit,))
    register(event, of(audit))
    waiting = register(event, of(finance))

    accounts.change_department(department=audit, values={"parent": other}, by=make_user(), at=SOON)

    waiting.refresh_from_db()
    assert waiting.status == RegistrationStatus.CONFIRMED


def test_a_held_seat_is_passed_by_and_says_why_until_it_lapses():
    finance, other = make_department(), make_department()
    event = under(make_event(capacity=1), rules=(floor(finance),))
    waiting = register(event, of(other))
    queries.give_reasons([waiting], at=SOON)

    clock.let_lapse(NOW + timedelta(days=2))

    waiting.refresh_from_db()
    assert (waiting.why, waiting.status) == (WhyWaiting.HELD, RegistrationStatus.CONFIRMED)


def test_a_clash_that_is_gone_is_seen_by_the_clock():
    event = under(make_event(capacity=1), clash_rule="refuse")
    rival = make_event()
    seat, waiting = register(event), register(event)
    elsewhere = register(rival, waiting.user)
    actions.cancel(registration=seat, by=None, at=SOON)
    waiting.refresh_from_db()
    was = waiting.why_waiting

    actions.cancel(registration=elsewhere, by=None, at=SOON)
    clock.let_lapse(SOON)

    waiting.refresh_from_db()
    assert (was, waiting.why_waiting, waiting.status) == (WhyWaiting.CLASH, "", RegistrationStatus.CONFIRMED)


def test_a_wider_audience_lifts_what_stood_against_somebody():
    inside, outside = make_department(), make_department()
    event = make_event(capacity=1, audience="departments", departments=(inside,))
    seat, waiting = register(event, of(inside)), register(event, of(inside))
    User.objects.filter(pk=waiting.user_id).update(department=outside)
    actions.follow_people(people=[waiting.user], by=None, at=NOW)
    actions.cancel(registration=seat, by=None, at=SOON)
    waiting.refresh_from_db()
    was = waiting.why_waiting

    draft = event_draft(sessions=(session_draft(pk=event.sessions.get().pk),), seats={"room": 1})
    events.edit(event=event, draft=draft, by=event.roles.get().user, at=SOON)

    waiting.refresh_from_db()
    assert (was, waiting.status) == (WhyWaiting.OUTSIDE_AUDIENCE, RegistrationStatus.CONFIRMED)


def test_a_late_drop_out_s_seat_goes_to_the_same_department_first():
    finance, other = make_department(), make_department()
    event = under(make_event(capacity=1), returns_to_department=True)
    seat = register(event, of(finance))
    register(event, of(other))
    colleague = register(event, of(finance))

    actions.cancel(registration=seat, by=None, at=SOON)

    colleague.refresh_from_db()
    assert colleague.status == RegistrationStatus.CONFIRMED


def test_somebody_who_moves_to_another_department_counts_there_at_once():
    finance, other = make_department(), make_department()
    ceiling = SeatRuleDraft(pool="room", kind="ceiling", department=finance, seats=1)
    event = under(make_event(capacity=3), rules=(ceiling,))
    first, second = register(event, of(finance)), register(event, of(finance))
    User.objects.filter(pk=first.user_id).update(department=other)

    actions.follow_people(people=[first.user], by=None, at=SOON)

    second.refresh_from_db()
    assert second.status == RegistrationStatus.CONFIRMED


def test_online_until_the_room_is_free_is_an_upgrade_that_is_asked_for():
    event = make_event(seats={"room": 1, "online": 1})
    room = event.pools.get(kind="room")
    seat = register(event, pool=room)
    online = actions.register(event=event, participant=make_user(), pool=room, at=NOW, takes_either=True)
    was = online.pool.kind

    actions.cancel(registration=seat, by=None, at=SOON)
    online.refresh_from_db()
    actions.accept(registration=online, by=None, at=SOON)

    online.refresh_from_db()
    taken = dict(event.pools.values_list("kind", "seats_taken"))
    assert (was, online.pool.kind, taken) == ("online", "room", {"room": 1, "online": 0})


def test_a_wish_needs_a_seat_and_time():
    event = make_event(seats={"room": 1, "online": 1})
    room, online = event.pools.get(kind="room"), event.pools.get(kind="online")
    seat = register(event, pool=online)

    said = []
    for at in (event.starts_at, NOW):
        with pytest.raises(RegistrationRefused) as caught:
            actions.wish(registration=seat, pool=room, by=None, at=at)
        said.append(caught.value.reason)
        if len(said) == 1:
            actions.cancel(registration=seat, by=None, at=NOW)

    assert said == [Refusal.STARTED, Refusal.NO_SEAT]


def test_whoever_accepts_a_seat_online_is_still_asked_when_the_room_is_free():
    event = under(make_event(seats={"room": 1, "online": 1}), promotion="offer")
    room, online = event.pools.get(kind="room"), event.pools.get(kind="online")
    seats = [register(event, pool=room), register(event, pool=online)]
    waiting = actions.register(event=event, participant=make_user(), pool=room, at=NOW, takes_either=True)
    actions.cancel(registration=seats[1], by=None, at=SOON)
    accepted = actions.accept(registration=waiting, by=None, at=SOON)
    wished = accepted.wished_pool

    actions.cancel(registration=seats[0], by=None, at=SOON)

    accepted.refresh_from_db()
    assert (accepted.pool, wished, accepted.is_offered_another) == (online, room, True)


def test_whoever_accepts_a_seat_online_is_asked_at_once_where_the_room_came_free_meanwhile():
    event = under(make_event(seats={"room": 1, "online": 1}), promotion="offer")
    room, online = event.pools.get(kind="room"), event.pools.get(kind="online")
    seats = [register(event, pool=room), register(event, pool=online)]
    waiting = actions.register(event=event, participant=make_user(), pool=room, at=NOW, takes_either=True)
    actions.cancel(registration=seats[1], by=None, at=SOON)
    actions.cancel(registration=seats[0], by=None, at=SOON)

    accepted = actions.accept(registration=waiting, by=None, at=SOON)

    assert (accepted.pool, accepted.is_offered_another, recount.differences(at=SOON)) == (online, True, [])


def test_whoever_accepts_their_first_choice_wishes_for_nothing_else():
    event = under(make_event(seats={"room": 1, "online": 0}), promotion="offer")
    room = event.pools.get(kind="room")
    seat = register(event, pool=room)
    waiting = actions.register(event=event, participant=make_user(), pool=room, at=NOW, takes_either=True)
    actions.cancel(registration=seat, by=None, at=SOON)

    accepted = actions.accept(registration=waiting, by=None, at=SOON)

    assert (accepted.pool, accepted.wished_pool) == (room, None)


def test_where_seats_are_held_only_that_department_is_read():
    finance, other = make_department(), make_department()
    event = under(make_event(capacity=1), rules=(floor(finance),))
    for department in (other, other, finance, other, finance):
        register(event, of(department))
    pools = list(event.pools.all())
    scope = {pools[0].pk: Departments(frozenset({finance.pk}), are_excepted=False)}

    read = [place.department for place in seating.WaitingList(event, pools).read(scope, None)]

    assert read == [finance.pk]
