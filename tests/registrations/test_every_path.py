"""Every path by which seats change, in any order, on the database. After each step everything is counted again."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Q
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from accounts import actions as accounts
from accounts.models import User
from events import actions as events
from events.drafts import SeatingDraft, SeatRuleDraft
from events.exceptions import EventRefused
from events.models import Event, Pool
from registrations import actions, clock, queries, recount
from registrations.allocation import Hall, Place
from registrations.enums import OBSTACLES, RegistrationStatus
from registrations.exceptions import RegistrationRefused
from registrations.mix import Reason
from registrations.models import Registration, SeatHold
from registrations.queries import seating
from tests.factories.accounts import make_department, make_guest, make_user
from tests.factories.events import NOW, event_draft, make_event, session_draft
from tests.support.reasons import lifted

pytestmark = pytest.mark.django_db

PEOPLE, EXAMPLES, STEPS = 9, 25, 40
choices = st.integers(0, 99)
ways = st.sampled_from(
    [{}, {"promotion": "offer"}, {"promotion": "offer"}, {"approval": "organiser"}, {"clash_rule": "refuse"}]
)
FLOORS = {"kind": "floor", "lapses_at": NOW + timedelta(days=2)}


class Seminar(RuleBasedStateMachine):
    """One event with room and online seats, another at the same time, and nine people of three departments."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.at = NOW
        top, other = make_department(), make_department()
        below = make_department(parent=top)
        self.departments = [top, below, other]
        self.owner = make_user("Owner", is_staff=True, is_superuser=True)
        self.people = [make_user(department=[*self.departments, None][number % 4]) for number in range(PEOPLE)]
        self.event = make_event(owner=self.owner, seats={"room": 3, "online": 2})
        self.rival = make_event(owner=self.owner, capacity=3)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def do(self, act: Callable[..., Any], **values: Any) -> None:
        """Somebody tries; whether they may is what policies say, and no business of this test."""
        with suppress(RegistrationRefused, EventRefused), transaction.atomic():
            act(at=self.at, **values)

    def person(self, number: int) -> User:
        return User.objects.get(pk=self.people[number % PEOPLE].pk)

    def pool(self, number: int, event: Event | None = None) -> Pool:
        pools = list((event or self.event).pools.order_by("pk"))
        return pools[number % len(pools)]

    def one_of(self, rows: Any, number: int) -> Any:
        found = list(rows.order_by("pk"))
        return found[number % len(found)] if found else None

    def places(self) -> Any:
        return Registration.objects.filter(event=self.event)

    def asked(self) -> Any:
        return self.places().filter(Q(status=RegistrationStatus.OFFERED) | Q(upgrade_until__isnull=False))

    def holds(self) -> Any:
        return SeatHold.objects.standing().filter(event=self.event)

    def act_on(self, act: Callable[..., Any], rows: Any, number: int, **values: Any) -> None:
        row = self.one_of(rows, number)
        if row is not None:
            self.do(act, registration=row, **values)

    @initialize(seed=choices, ways=ways)
    def begin(self, seed: int, ways: dict[str, str]) -> None:
        """Rules from the first day, and a rush for the seats."""
        self.set_rules(1 + seed % 2, 1 + seed % 3, None, ways, seed)
        for who in range(PEOPLE - 2):
            self.register(who + seed, (seed >> who % 5) % 2, either=(who + seed) % 3 == 0)

    @rule(who=choices, where=choices, either=st.booleans())
    def register(self, who: int, where: int, *, either: bool) -> None:
        person = self.person(who)
        self.do(actions.register, event=self.event, participant=person, pool=self.pool(where), takes_either=either)

    @rule(who=choices, where=choices)
    def organiser_adds(self, who: int, where: int) -> None:
        values = {"event": self.event, "pool": self.pool(where), "by": self.owner}
        if who % 5:
            self.do(actions.add, participant=self.person(who), **values)
        else:
            self.do(actions.add_guest, guest=make_guest(), **values)

    @rule(which=choices)
    def cancel(self, which: int) -> None:
        self.act_on(actions.cancel, self.places().live(), which, by=None)

    @rule(which=choices)
    def remove(self, which: int) -> None:
        self.act_on(actions.remove, self.places().live(), which, message="", by=self.owner)

    @rule(which=choices, where=choices)
    def move(self, which: int, where: int) -> None:
        self.act_on(actions.move, self.places().live(), which, pool=self.pool(where), by=self.owner)

    @rule(which=choices, place=st.integers(1, 4))
    def reorder(self, which: int, place: int) -> None:
        self.act_on(actions.reorder, self.places().waiting(), which, place=place, reason="Asked", by=self.owner)

    @precondition(lambda self: self.asked().exists())
    @rule(which=choices, is_yes=st.booleans())
    def answer(self, which: int, *, is_yes: bool) -> None:
        self.act_on(actions.accept if is_yes else actions.decline, self.asked(), which, by=None)

    @rule(which=choices, where=choices)
    def wish(self, which: int, where: int) -> None:
        pool = None if where % 3 == 0 else self.pool(where)
        self.act_on(actions.wish, self.places().confirmed(), which, pool=pool, by=None)

    @precondition(lambda self: self.places().requested().exists())
    @rule(which=choices, is_yes=st.booleans())
    def decide(self, which: int, *, is_yes: bool) -> None:
        act = actions.approve if is_yes else actions.refuse
        self.act_on(act, self.places().requested(), which, by=self.owner, note="")

    @rule(who=choices, where=choices, seats=st.integers(1, 2))
    def hold(self, who: int, where: int, seats: int) -> None:
        department = self.departments[who % len(self.departments)]
        until = self.at + timedelta(days=1)
        values = {"department": department, "seats": seats, "until": until, "by": self.owner}
        self.do(actions.hold_seats, pool=self.pool(where), **values)

    @precondition(lambda self: self.holds().exists())
    @rule(which=choices, who=choices)
    def name_or_release(self, which: int, who: int) -> None:
        hold = self.one_of(self.holds(), which)
        if hold is not None and who % 4:
            self.do(actions.name_person, hold=hold, participant=self.person(who), by=self.owner)
        elif hold is not None:
            self.do(actions.release_hold, hold=hold, by=self.owner)

    @rule(room=st.integers(0, 6), online=st.none() | st.integers(0, 3), audience=choices)
    def edit(self, room: int, online: int | None, audience: int) -> None:
        invited = self.departments[: audience % 3 + 1]
        who = {"audience": "departments", "departments": tuple(invited)} if audience % 4 == 0 else {}
        session = session_draft(pk=self.event.sessions.get().pk)
        draft = event_draft(sessions=(session,), seats={"room": room, "online": online}, **who)
        self.do(events.edit, event=self.event, draft=draft, by=self.owner)

    @rule(
        floor=st.none() | st.integers(1, 2),
        ceiling=st.none() | st.integers(1, 3),
        percent=st.none() | st.sampled_from([34, 50]),
        ways=ways,
        which=choices,
    )
    def set_rules(
        self, floor: int | None, ceiling: int | None, percent: int | None, ways: dict[str, str], which: int
    ) -> None:
        department, pool = self.departments[which % 3], ["room", "online"][which % 2]
        rules = []
        if floor:
            rules.append(SeatRuleDraft(pool=pool, department=department, seats=floor, **FLOORS))
        if ceiling:
            rules.append(SeatRuleDraft(pool=pool, kind="ceiling", department=department, seats=ceiling))
        if percent:
            rules.append(SeatRuleDraft(pool=pool, kind="ceiling", percent=percent))
        draft = SeatingDraft(rules=tuple(rules), returns_to_department=which % 2 == 0, **ways)
        self.do(events.set_seating, event=self.event, draft=draft, by=self.owner)

    @rule(who=choices)
    def is_busy_elsewhere(self, who: int) -> None:
        """The same person takes a seat at the other event, or gives it back."""
        person = self.person(who)
        seat = Registration.objects.filter(event=self.rival, user=person).live().first()
        if seat:
            self.do(actions.cancel, registration=seat, by=person)
        else:
            self.do(actions.register, event=self.rival, participant=person, pool=self.pool(0, self.rival))

    @rule(who=choices, where=choices)
    def directory_changes(self, who: int, where: int) -> None:
        """Somebody belongs elsewhere, leaves, or comes back."""
        person = self.person(who)
        if where % 3:
            department = [*self.departments, None][where % 4]
            self.do(accounts.administer, user=person, values={"department": department}, by=self.owner)
        else:
            act = accounts.deactivate if person.is_active else accounts.reactivate
            self.do(act, user=person, by=self.owner)

    @rule(hours=st.sampled_from([1, 13, 30]))
    def time_passes(self, hours: int) -> None:
        self.at = min(self.at + timedelta(hours=hours), self.event.starts_at - timedelta(hours=3))

    @precondition(lambda self: self.at > NOW + timedelta(days=1))
    @rule(chance=choices)
    def is_called_off(self, chance: int) -> None:
        if chance % 20 == 0:
            self.do(events.cancel, event=self.event, message="", by=self.owner)

    @invariant()
    def everything_is_as_promised(self) -> None:
        clock.let_lapse(self.at)

        assert recount.differences(at=self.at) == []
        self.every_reason_is_true()

    def every_reason_is_true(self) -> None:
        event = Event.objects.get(pk=self.event.pk)
        if not event.is_published:
            return
        pools, lines = list(event.pools.all()), seating.department_lines()
        seats = seating.seats_of(pools, event)
        waiting = list(self.places().waiting().select_related("event"))
        queries.give_reasons(waiting, at=self.at)
        for row in waiting:
            if row.why in OBSTACLES:
                assert row.why == seating.with_obstacles(self.places(), event).get(pk=row.pk).obstacle
                continue
            place = Place(row.pk, (0, row.queued_at, row.pk), row.department_id, (row.pool_id,))
            without = {**seats, row.pool_id: lifted(seats[row.pool_id], Reason(row.why))}
            assert Hall(seats, lines, at=self.at).why(place) == row.why
            assert Hall(without, lines, at=self.at).why(place) != row.why


def test_no_order_of_changes_oversells_strands_or_tells_an_untrue_reason():
    run_state_machine_as_test(Seminar, settings=settings(max_examples=EXAMPLES, stateful_step_count=STEPS))
