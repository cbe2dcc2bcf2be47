"""Who waits, loaded for the allocation core. Called with the event locked."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, Value, When

from accounts.models import Guest, User
from common.questions import Question, Slot
from events.enums import Audience, ClashRule
from events.models import Event, Pool, Session
from events.queries import invited_departments
from registrations.allocation import Order, Place, Scope
from registrations.enums import SEATED, WhyWaiting
from registrations.mix import Departments, Reason
from registrations.models import Registration
from registrations.queries import eligibility
from registrations.querysets import RegistrationQuerySet

READ_AHEAD = 100
NEWCOMER = 0  # no row has this id


@dataclass(frozen=True)
class Line:
    """The seats of an event as somebody meets them who is about to stand in line.

    ``is_empty``: nobody waits for a seat who could have one, and nobody wishes for another.
    """

    pools: list[Pool]
    has_place: bool
    is_empty: bool


_AT_EVENT = Registration.objects.filter(event=Slot("event"))
_LINE = Question(
    lambda whose: (
        Pool.objects.filter(event=Slot("event"))
        .annotate(
            has_place=Exists(_AT_EVENT.live().filter(**{whose: Slot("person")})),
            is_waited_for=Exists(_AT_EVENT.waiting().filter(why_waiting="")),
            is_wished_for=Exists(_AT_EVENT.confirmed().wishing_in_order()),
        )
        .order_by("pk")
    )
)


def line_before(event: Event, person: User | Guest) -> Line:
    """The seats of ``event``, whether ``person`` is on its list already, and whether anybody stands before them."""
    rows: list[Any] = _LINE.ask("user" if isinstance(person, User) else "guest", event=event.pk, person=person.pk)
    return Line(
        pools=rows,
        has_place=any(pool.has_place for pool in rows),
        is_empty=not any(pool.is_waited_for or pool.is_wished_for for pool in rows),
    )


class WaitingList:
    """The queue of ``event`` for the core, with somebody who is about to join it if there is one.

    Whoever has an obstacle that is known already is not read: it is taken away as soon as it may be gone.
    """

    def __init__(self, event: Event, pools: Sequence[Pool], *, newcomer: Registration | None = None) -> None:
        self._event = event
        self._pools = [pool.pk for pool in pools]
        self._newcomer = newcomer

    def read(self, scope: Scope, after: Order | None) -> Iterator[Place]:
        """Those in ``scope`` behind ``after``, first in line first."""
        lines = [self._waiting(scope, after)]
        if len(self._pools) > 1:
            lines.append(self._wishing(scope, after))
        lines.append(place for place in self.newcomer(scope) if after is None or place.order > after)
        yield from merge(*lines, key=lambda place: place.order)

    def newcomer(self, scope: Scope) -> Iterator[Place]:
        """Whoever is about to join, if they are in ``scope``."""
        place = None if self._newcomer is None else self._place(self._newcomer, None)
        if place is not None and place.is_in(scope):
            yield place

    def _waiting(self, scope: Scope, after: Order | None) -> Iterator[Place]:
        rows = Registration.objects.for_event(self._event).waiting_in_order().filter(why_waiting="")
        rows = rows.filter(self._in(scope), _behind("queued_at", after))
        for row in with_obstacles(rows, self._event).iterator(chunk_size=READ_AHEAD):
            yield self._place(row, row.obstacle)

    def _wishing(self, scope: Scope, after: Order | None) -> Iterator[Place]:
        rows = Registration.objects.for_event(self._event).confirmed().wishing_in_order()
        wished = Q()
        for pool, departments in scope.items():
            wished |= Q(wished_pool=pool) & _of(departments)
        for row in rows.filter(wished, _behind("wished_at", after)):
            assert row.wished_at is not None  # noqa: S101  # held by registration_wishes_for_another_seat
            assert row.wished_pool_id is not None  # noqa: S101  # likewise
            order = (-row.priority, row.wished_at, row.pk)
            yield Place(row.pk, order, row.department_id, (row.wished_pool_id,), is_upgrade=True)

    def _place(self, row: Registration, obstacle: str | None) -> Place:
        order = (-row.priority, row.queued_at, row.pk or math.inf)
        pools = (row.pool_id, *(pk for pk in self._pools if row.takes_either and pk != row.pool_id))
        return Place(row.pk or NEWCOMER, order, row.department_id, pools, Reason(obstacle) if obstacle else None)

    def _in(self, scope: Scope) -> Q:
        if all(not departments.ids for departments in scope.values()) and set(scope) == set(self._pools):
            return Q()  # open to everybody
        if len(self._pools) == 1:
            return _of(scope[self._pools[0]])
        found = Q(pk__in=())
        for pool, departments in scope.items():
            found |= (Q(pool=pool) | Q(takes_either=True)) & _of(departments)
        return found


def _of(departments: Departments) -> Q:
    if not departments.are_excepted:
        return Q(department__in=departments.ids)
    return ~Q(department__in=departments.ids) if departments.ids else Q()


def _behind(time: str, after: Order | None) -> Q:
    if after is None:
        return Q()
    priority, queued_at, pk = -after[0], after[1], after[2]
    tied = Q(**{time: queued_at}) if math.isinf(pk) else Q(**{time: queued_at, "pk__gt": pk})
    return Q(priority__lt=priority) | (Q(priority=priority) & (Q(**{f"{time}__gt": queued_at}) | tied))


def with_obstacles(rows: RegistrationQuerySet, event: Event) -> Any:
    """Each of ``rows`` of ``event`` with what stands against that person alone as ``obstacle``; "" for nothing."""
    # Guests, and whoever the team has put on the list, are welcome whatever the event asks of people.
    by_themselves = Q(user__isnull=False, added_by=None)
    cases = []
    if event.audience == Audience.DEPARTMENTS:
        invited = invited_departments(event) or set()
        cases.append(When(~Q(department__in=invited) & by_themselves, then=Value(WhyWaiting.OUTSIDE_AUDIENCE)))
    if event.is_restricted:
        cases.append(When(eligibility.is_elsewhere(event) & by_themselves, then=Value(WhyWaiting.ELSEWHERE)))
        cases.append(When(eligibility.lacks_a_need(event) & by_themselves, then=Value(WhyWaiting.NOT_ATTENDED)))
    if event.clash_rule == ClashRule.REFUSE:
        cases.append(When(_has_a_clash(event), then=Value(WhyWaiting.CLASH)))
    return rows.annotate(obstacle=Case(*cases, default=Value("")) if cases else Value(""))


def _has_a_clash(event: Event) -> Exists:
    """A seat elsewhere at the time of a session of ``event``."""
    sessions = Session.objects.filter(
        event=event.pk, starts_at__lt=OuterRef("ends_at"), ends_at__gt=OuterRef("starts_at")
    )
    seats = Registration.objects.filter(user=OuterRef(OuterRef("user")), status__in=SEATED)
    other = Session.objects.filter(Exists(sessions), event__in=seats.values("event")).exclude(event=event.pk)
    return Exists(other)


def stale_obstacles(event: Event) -> RegistrationQuerySet:
    """Places on the waiting list whose stored obstacle does not stand any more, or is another one now."""
    waiting = Registration.objects.for_event(event).waiting().exclude(why_waiting="")
    found: RegistrationQuerySet = with_obstacles(waiting, event).exclude(obstacle=F("why_waiting"))
    return found
