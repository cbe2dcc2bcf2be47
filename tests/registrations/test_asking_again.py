"""Every way in which a seat comes free or may be had after all: whoever waits is asked for at the end of each.

The stateful test beside this one goes these ways in any order; here they stand one by one, as the list of them.
"""

import ast
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from accounts import actions as accounts
from accounts.models import User
from accounts.sheet import read
from events import actions as events
from events.drafts import SeatingDraft, SeatRuleDraft
from events.models import Event
from registrations import actions, clock, recount
from registrations.actions.seats import give_back
from registrations.enums import RegistrationStatus
from registrations.models import Registration
from tests.factories.accounts import make_department, make_guest, make_user
from tests.factories.events import NOW, event_draft, make_event, session_draft
from tests.factories.registrations import register

pytestmark = pytest.mark.django_db

SOON, TOMORROW, IN_TWO_DAYS = (NOW + timedelta(minutes=5), NOW + timedelta(days=1), NOW + timedelta(days=2))
ACTIONS = Path(actions.__file__).parent

# What takes nothing from anybody and gives nobody anything.
READS = {"seat_waiting", "seat_newcomer", "why_not", "free_for", "expect_calendar"}
ASKS = {"seat_waiting", "seat_newcomer"}
NEVER_ASK = {
    "hold_seats": "it takes seats that nobody who waits may have",
    "let_hold_lapse": "let_lapse() calls it, and asks once for all that lapsed",
    "cancel_all": "the event is called off: nobody waits any more",
    "refuse": "a request takes no seat",
}


class Case:
    """A seat taken by somebody of finance, and somebody of sales behind it; audit is a team of finance."""

    def __init__(self) -> None:
        self.finance, self.sales = make_department("Finance"), make_department("Sales")
        self.audit = make_department("Audit", parent=self.finance)
        self.owner = make_user("Owner", is_staff=True, is_superuser=True)

    def event(self, room: int = 1, online: int | None = 0, **draft: Any) -> Event:
        event = make_event(owner=self.owner, seats={"room": room, "online": online})
        return self.under(event, **draft) if draft else event

    def under(self, event: Event, *rules: SeatRuleDraft, **draft: Any) -> Event:
        return events.set_seating(event=event, draft=SeatingDraft(rules=rules, **draft), by=self.owner, at=NOW)

    def of(self, department: Any) -> User:
        return make_user(department=department)

    def in_line(self, event: Event) -> Registration:
        """Somebody of sales who waits for a seat in the room."""
        waiting = register(event, self.of(self.sales), pool=event.pools.get(kind="room"))
        assert waiting.is_waiting
        return waiting

    def full(self, **draft: Any) -> tuple[Registration, Registration]:
        event = self.event(**draft)
        return register(event, self.of(self.finance), pool=event.pools.get(kind="room")), self.in_line(event)


def floor(department: Any, seats: int = 1) -> SeatRuleDraft:
    return SeatRuleDraft(pool="room", kind="floor", department=department, seats=seats, lapses_at=IN_TWO_DAYS)


def ceiling(department: Any, seats: int = 1) -> SeatRuleDraft:
    return SeatRuleDraft(pool="room", kind="ceiling", department=department, seats=seats)


def cancelled(case: Case) -> Registration:
    seat, waiting = case.full()
    actions.cancel(registration=seat, by=seat.user, at=SOON)
    return waiting


def taken_off(case: Case) -> Registration:
    seat, waiting = case.full()
    actions.remove(registration=seat, message="", by=case.owner, at=SOON)
    return waiting


def declined_in_the_calendar(case: Case) -> Registration:
    seat, waiting = case.full()
    with transaction.atomic():
        Event.objects.lock(seat.event)
        give_back(seat, by=seat.user, at=SOON)
    return waiting


def account_closed(case: Case) -> Registration:
    seat, waiting = case.full()
    accounts.deactivate(user=seat.user, by=case.owner, at=SOON)
    return waiting


def an_offer(case: Case) -> tuple[Registration, Registration]:
    seat, offered = case.full(promotion="offer")
    waiting = case.in_line(seat.event)
    actions.cancel(registration=seat, by=None, at=SOON)
    offered.refresh_from_db()
    assert offered.is_offered
    return offered, waiting


def an_offer_declined(case: Case) -> Registration:
    offered, waiting = an_offer(case)
    actions.decline(registration=offered, by=None, at=SOON)
    return waiting


def an_offer_lapsed(case: Case) -> Registration:
    _offered, waiting = an_offer(case)
    clock.let_lapse(IN_TWO_DAYS)
    return waiting


def an_offer_of_the_other_kind_accepted(case: Case) -> Registration:
    """The room came free while a seat online was offered: it is theirs for the asking from now on."""
    event = case.event(1, 1, promotion="offer")
    room, online = event.pools.get(kind="room"), event.pools.get(kind="online")
    seats = [register(event, pool=online), register(event, pool=room)]
    waiting = actions.register(event=event, participant=make_user(), pool=room, at=NOW, takes_either=True)
    for seat in seats:
        actions.cancel(registration=seat, by=None, at=SOON)
    actions.accept(registration=waiting, by=None, at=SOON)
    return waiting


def changed_to_the_other_kind(case: Case) -> Registration:
    event = case.event(1, 1)
    seat, waiting = register(event, pool=event.pools.get(kind="room")), case.in_line(event)
    actions.move(registration=seat, pool=event.pools.get(kind="online"), reason="Asked", by=case.owner, at=SOON)
    return waiting


def an_upgrade_accepted(case: Case) -> Registration:
    """Who changes from online to the room leaves a seat online."""
    event = case.event(1, 1)
    room, online = event.pools.get(kind="room"), event.pools.get(kind="online")
    seat, upgrading = register(event, pool=room), register(event, pool=online)
    actions.wish(registration=upgrading, pool=room, by=None, at=NOW)
    waiting = register(event, pool=online)
    actions.cancel(registration=seat, by=None, at=SOON)
    actions.accept(registration=upgrading, by=None, at=SOON)
    return waiting


def a_wish_taken_back(case: Case) -> Registration:
    """The seat in the room was kept free for whoever is asked whether they change."""
    event = case.event(1, 1)
    room = event.pools.get(kind="room")
    seat, upgrading = register(event, pool=room), register(event, pool=event.pools.get(kind="online"))
    actions.wish(registration=upgrading, pool=room, by=None, at=NOW)
    waiting = case.in_line(event)
    actions.cancel(registration=seat, by=None, at=SOON)
    actions.wish(registration=upgrading, pool=None, by=None, at=SOON)
    return waiting


def more_seats(case: Case) -> Registration:
    seat, waiting = case.full()
    session = session_draft(pk=seat.event.sessions.get().pk)
    draft = event_draft(sessions=(session,), seats={"room": 2, "online": 0})
    events.edit(event=seat.event, draft=draft, by=case.owner, at=SOON)
    return waiting


def a_rule_lifted(case: Case) -> Registration:
    event = case.under(case.event(2), floor(case.finance, 2))
    waiting = case.in_line(event)
    case.under(event)
    return waiting


def a_floor_lapsed(case: Case) -> Registration:
    waiting = case.in_line(case.under(case.event(2), floor(case.finance, 2)))
    clock.let_lapse(IN_TWO_DAYS)
    return waiting


def a_request_approved(case: Case) -> Registration:
    event = case.event(approval="organiser")
    asked = register(event, pool=event.pools.get(kind="room"))
    actions.approve(registration=asked, by=case.owner, at=SOON)
    return asked


def nobody_has_to_say_yes_any_more(case: Case) -> Registration:
    event = case.event(approval="organiser")
    asked = register(event, pool=event.pools.get(kind="room"))
    case.under(event)
    return asked


def drawn(case: Case) -> Registration:
    event = case.event(allotment="draw", requests_until=TOMORROW)
    asked = register(event, pool=event.pools.get(kind="room"))
    actions.draw(event=event, by=case.owner, at=TOMORROW)
    actions.publish_draw(event=event, by=case.owner, at=TOMORROW)
    return asked


def held(case: Case, event: Event, seats: int = 1) -> Any:
    pool = event.pools.get(kind="room")
    until = TOMORROW
    return actions.hold_seats(pool=pool, department=case.finance, seats=seats, until=until, by=case.owner, at=NOW)


def held_seats_given_back(case: Case) -> Registration:
    event = case.event()
    hold, waiting = held(case, event), case.in_line(event)
    actions.release_hold(hold=hold, by=case.owner, at=SOON)
    return waiting


def held_seats_without_a_name_in_time(case: Case) -> Registration:
    event = case.event()
    held(case, event)
    waiting = case.in_line(event)
    clock.let_lapse(TOMORROW)
    return waiting


def named_for_a_held_seat(case: Case) -> Registration:
    event = case.under(case.event(2), floor(case.audit))
    hold, waiting = held(case, event), case.in_line(event)
    actions.name_person(hold=hold, participant=case.of(case.audit), by=case.owner, at=SOON)
    return waiting


def given_to_a_colleague(case: Case) -> Registration:
    """Somebody of sales gives theirs to somebody of finance: there is room under the limit of sales."""
    event = case.under(case.event(3), ceiling(case.sales))
    event = events.edit(event=event, draft=_open_handed(event), by=case.owner, at=NOW)
    seat, waiting = register(event, case.of(case.sales), pool=event.pools.get(kind="room")), case.in_line(event)
    actions.hand_over(registration=seat, to=case.of(case.finance), by=seat.user, at=SOON)
    return waiting


def _open_handed(event: Event) -> Any:
    session = session_draft(pk=event.sessions.get().pk)
    return event_draft(sessions=(session,), seats={"room": 3, "online": 0}, hands_over="always")


def moved_to_another_department(case: Case) -> Registration:
    event = case.under(case.event(3), ceiling(case.sales))
    seat, waiting = register(event, case.of(case.sales), pool=event.pools.get(kind="room")), case.in_line(event)
    values = {"department": case.finance, "location": None}
    accounts.administer(user=seat.user, values=values, by=case.owner, at=SOON)
    return waiting


def a_team_under_the_limit(case: Case) -> Registration:
    """Somebody of a team of sales has the one seat of sales."""
    team = make_department("Sales team", parent=case.sales)
    event = case.under(case.event(3), ceiling(case.sales))
    register(event, case.of(team), pool=event.pools.get(kind="room"))
    return case.in_line(event)


def a_department_moved_in_the_tree(case: Case) -> Registration:
    waiting = a_team_under_the_limit(case)
    team = case.sales.children.get()
    accounts.change_department(department=team, values={"parent": case.finance}, by=case.owner, at=SOON)
    return waiting


def a_department_moved_by_a_file(case: Case) -> Registration:
    waiting = a_team_under_the_limit(case)
    team = case.sales.children.get()
    text = f"key,email,name,department,department key\n1,a@x.org,Ana,Finance / {team.name},{team.key}\n"
    sheet = read(text.encode(), languages=("en", "de"))
    accounts.import_people(sheet=sheet, is_complete=False, by=case.owner, at=SOON, accepts_many=False, expected="")
    return waiting


def put_first_by_the_organiser(case: Case) -> Registration:
    """It changes who is next, and nothing is free: whoever is first gets the next seat."""
    seat, first = case.full()
    second = case.in_line(seat.event)
    actions.reorder(registration=second, place=1, reason="Speaks", by=case.owner, at=SOON)
    actions.cancel(registration=seat, by=None, at=SOON)
    assert Registration.objects.get(pk=first.pk).is_waiting
    return second


def a_guest_put_on_the_list(case: Case) -> Registration:
    event = case.event()
    pool = event.pools.get(kind="room")
    return actions.add_guest(event=event, guest=make_guest(), pool=pool, by=case.owner, at=SOON)


WAYS: dict[str, Callable[[Case], Registration]] = {
    "cancelled": cancelled,
    "taken off by the organiser": taken_off,
    "declined in the calendar": declined_in_the_calendar,
    "account closed": account_closed,
    "offer declined": an_offer_declined,
    "offer lapsed": an_offer_lapsed,
    "offer of the other kind accepted": an_offer_of_the_other_kind_accepted,
    "moved to the other kind by the organiser": changed_to_the_other_kind,
    "upgrade accepted": an_upgrade_accepted,
    "wish for the other kind taken back": a_wish_taken_back,
    "more seats": more_seats,
    "rule lifted": a_rule_lifted,
    "floor lapsed": a_floor_lapsed,
    "request approved": a_request_approved,
    "approval no longer asked for": nobody_has_to_say_yes_any_more,
    "drawn": drawn,
    "held seats given back": held_seats_given_back,
    "held seats without a name in time": held_seats_without_a_name_in_time,
    "named for a held seat": named_for_a_held_seat,
    "given to a colleague": given_to_a_colleague,
    "moved to another department": moved_to_another_department,
    "a department moved in the tree": a_department_moved_in_the_tree,
    "a department moved by a file": a_department_moved_by_a_file,
    "put first in line by the organiser": put_first_by_the_organiser,
    "guest put on the list": a_guest_put_on_the_list,
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_whoever_waits_has_the_seat_that_comes_free(way):
    waiting = way(Case())

    waiting.refresh_from_db()
    has_it = waiting.is_offered or (waiting.is_confirmed and (waiting.wished_pool_id is None or waiting.upgrade_until))
    assert (bool(has_it), recount.differences(at=SOON)) == (True, [])


def test_where_the_event_is_called_off_nobody_keeps_a_seat_or_waits():
    case = Case()
    seat, waiting = case.full()

    events.cancel(event=seat.event, message="", by=case.owner, at=SOON)

    rows = Registration.objects.filter(pk__in=[seat.pk, waiting.pk])
    assert {row.status for row in rows} == {RegistrationStatus.CANCELLED}
    assert list(seat.event.pools.filter(seats_taken__gt=0)) == []


def _service_calls(function: ast.FunctionDef) -> set[str]:
    return {
        call.func.attr
        for call in ast.walk(function)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "service"
    }


def test_every_action_that_moves_a_seat_asks_who_is_next():
    moves, silent = set(), set()
    for path in sorted(ACTIONS.glob("*.py")):
        for function in ast.parse(path.read_text()).body:
            if isinstance(function, ast.FunctionDef) and _service_calls(function) - READS:
                moves.add(function.name)
                silent |= set() if _service_calls(function) & ASKS else {function.name}

    assert silent == set(NEVER_ASK)
    assert {"cancel", "accept", "name_person"} - moves == {"cancel"}, "cancel() leaves it to _leave()"
