"""The allocation service: the one way in which seats are given, offered, held and given back.

Private to the actions. Every function here is called with the event locked, or two
cancellations promote the same person and two registrations take the same seat.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from django.db.models import F, OuterRef, Q, Subquery

from accounts.models import User
from calendars import actions as calendars
from calendars.models import Revision
from common.changes import Insert
from events import actions as events
from events.enums import Promotion
from events.models import Event, Pool
from registrations import queries
from registrations.allocation import Decision, Hall, Place, Queue, Returned, Scope, allocate, offer_until
from registrations.enums import SEATED, Ending, RegistrationStatus
from registrations.mix import Reason
from registrations.models import Registration, SeatHold
from registrations.queries import seating
from registrations.queries.halls import facts_of

_REGISTRATIONS = Insert(Registration)
_ENDED = ["status", "ending", "why_waiting", "wished_pool", "wished_at", "upgrade_until", "revision"]


class _Alone:
    """A queue of one: nobody else waits, or the event is under way and nobody moves up any more."""

    def __init__(self, line: seating.WaitingList) -> None:
        self._line = line

    def read(self, scope: Scope, after: object) -> Iterator[Place]:
        """The newcomer, if they are in ``scope`` and were not read already."""
        return self._line.newcomer(scope) if after is None else iter(())


def seat_waiting(
    event: Event, *, at: datetime, at_once: Collection[int] = (), returned: Iterable[Returned] = ()
) -> list[Registration]:
    """Give every free seat of ``event`` to whoever is next in line; returns who got one, or is offered one.

    ``at_once``: ids of those who have their seat without being asked again, as they have just asked for it.
    ``returned``: seats that were given back late, for which people of the same department come first.
    """
    if not event.is_published or event.has_started(at):
        return []
    pools = list(event.pools.all())
    decisions = _allocate(event, pools, seating.WaitingList(event, pools), at=at, returned=returned)
    return _write(event, decisions, at_once=at_once, at=at)


def seat_newcomer(newcomer: Registration, before: queries.Line, *, at: datetime) -> list[Registration]:
    """Let somebody who is not on the list yet stand in line, and give every free seat to whoever is next.

    ``before``: the line as they found it. A newcomer never passes who waits. Returns who else got a seat; ``newcomer`` is saved as it was decided.
    """
    event = newcomer.event
    newcomer.status, newcomer.queued_at = RegistrationStatus.WAITLISTED, at
    line = seating.WaitingList(event, before.pools, newcomer=newcomer)
    queue: Queue = _Alone(line) if before.is_empty or event.has_started(at) else line
    rest = []
    for decision in _allocate(event, before.pools, queue, at=at):
        if decision.place.id != seating.NEWCOMER:
            rest.append(decision)
        elif decision.pool is not None:
            _confirm(newcomer, decision.pool, at=at)
    if newcomer.is_waiting:
        newcomer.waitlisted_at = at
    _REGISTRATIONS.write([newcomer])
    return _write(event, rest, at=at)


def _allocate(
    event: Event, pools: list[Pool], queue: Queue, *, at: datetime, returned: Iterable[Returned] = ()
) -> list[Decision]:
    facts = facts_of(pools, event)
    decisions = list(allocate(facts.seats, facts.lines, queue, at=at, returned=returned))
    given = Counter(decision.pool for decision in decisions if decision.pool is not None)
    for pool_id, seats in given.items():
        events.take_seats(pool_id=pool_id, seats=seats)
    return decisions


def _confirm(registration: Registration, pool_id: int, *, at: datetime) -> None:
    """A seat in that pool; whoever would rather have had the other kind keeps their turn for it."""
    wished = registration.pool_id
    registration.status, registration.confirmed_at, registration.why_waiting = RegistrationStatus.CONFIRMED, at, ""
    if pool_id != wished:
        registration.pool_id = pool_id
        registration.wished_pool_id, registration.wished_at = wished, registration.queued_at


def _write(
    event: Event, decisions: Iterable[Decision], *, at: datetime, at_once: Collection[int] = ()
) -> list[Registration]:
    decided = {decision.place.id: decision for decision in decisions}
    if not decided:
        return []
    given = []
    rows = Registration.objects.filter(pk__in=decided).select_related("event", "pool", "user", "guest").order_by("pk")
    for row in rows:
        decision = decided[row.pk]
        if decision.pool is None:
            row.why_waiting = decision.reason or ""
            row.save(update_fields=["why_waiting"])
            continue
        _give(event, row, decision, is_asked=row.pk not in at_once, at=at)
        given.append(row)
    return given


def _give(event: Event, row: Registration, decision: Decision, *, is_asked: bool, at: datetime) -> None:
    assert event.starts_at is not None  # noqa: S101  # held by event_published_has_a_date
    assert decision.pool is not None  # noqa: S101  # the caller has seen to it
    until = offer_until(at=at, starts_at=event.starts_at, hours=event.offer_hours)
    if decision.place.is_upgrade:
        row.upgrade_until = until
    elif is_asked and event.promotion == Promotion.OFFER:
        row.status, row.offered_at, row.offered_until = RegistrationStatus.OFFERED, at, until
        # Whoever is offered the other kind of seat keeps their wish, and is asked again when that is free.
        row.takes_either = row.takes_either and decision.pool != row.pool_id
        row.pool_id = decision.pool
    else:
        _confirm(row, decision.pool, at=at)
    row.revision += 1
    row.save()


def accept(registration: Registration, *, at: datetime) -> None:
    """The seat that is offered becomes theirs; it is counted as taken already. A first choice stays wished for."""
    registration.status, registration.confirmed_at = RegistrationStatus.CONFIRMED, at
    if registration.takes_either:  # the offer was not their first choice
        registration.wished_pool = registration.event.pools.exclude(pk=registration.pool_id).first()
        registration.wished_at = registration.queued_at if registration.wished_pool else None
    registration.revision += 1
    registration.save(update_fields=["status", "confirmed_at", "wished_pool", "wished_at", "revision"])


def accept_upgrade(registration: Registration) -> None:
    """Change to the seat that is held; the one they had is free."""
    events.release_seats(pool_id=registration.pool_id, seats=1)
    registration.pool = registration.wished_pool  # type: ignore[assignment]  # held by the constraint
    forget_wish(registration, is_held=False)


def forget_wish(registration: Registration, *, is_held: bool) -> None:
    """They stay where they are; a seat that was held for them is free."""
    if is_held and registration.wished_pool_id is not None:
        events.release_seats(pool_id=registration.wished_pool_id, seats=1)
    registration.wished_pool = registration.wished_at = registration.upgrade_until = None
    registration.takes_either = False
    registration.revision += 1
    registration.save()


def end(
    registration: Registration, *, status: RegistrationStatus, at: datetime, ending: Ending | None = None
) -> Returned | None:
    """End a registration and count its seats as free; says which seat of which department that was."""
    seat = None
    if registration.status in SEATED:
        events.release_seats(pool_id=registration.pool_id, seats=1)
        if registration.department_id is not None:
            seat = Returned(registration.pool_id, registration.department_id)
    if registration.upgrade_until is not None and registration.wished_pool_id is not None:
        events.release_seats(pool_id=registration.wished_pool_id, seats=1)
    registration.status, registration.ending, registration.why_waiting = status, ending or "", ""
    registration.wished_pool = registration.wished_at = registration.upgrade_until = None
    registration.revision += 1
    dated = f"{status}_at"
    setattr(registration, dated, at)
    registration.save(update_fields=[*_ENDED, dated])
    return seat


def line_up(event: Event, *, at: datetime) -> list[int]:
    """Let every request stand in line from the time at which it was made; returns their ids."""
    requests = Registration.objects.for_event(event).requested()
    asked = list(requests.values_list("pk", flat=True))
    if asked:
        requests.update(status=RegistrationStatus.WAITLISTED, waitlisted_at=at, revision=F("revision") + 1)
    return asked


def end_by_the_start(event: Event, *, at: datetime) -> list[Registration]:
    """Let nothing be asked or held beyond the start of ``event``, which is earlier than it was.

    Returns those who are to be asked again: everybody who is offered a seat at what has changed, and whoever has one
    and less time now to say whether they take the other.
    """
    assert event.starts_at is not None  # noqa: S101  # held by event_published_has_a_date
    until = max(event.starts_at, at)
    rows = Registration.objects.for_event(event).select_related("event", "user", "guest")
    rows.requested().filter(request_until__gt=until).update(request_until=until)
    SeatHold.objects.standing().filter(event=event, until__gt=until, held_at__lt=until).update(until=until)
    asked = list(rows.filter(Q(upgrade_until__gt=until) | Q(status=RegistrationStatus.OFFERED, offered_until__gt=at)))
    for row in asked:
        if row.is_offered and row.offered_until is not None:
            row.offered_until = min(row.offered_until, until)
        else:
            row.upgrade_until = until
        row.revision += 1
        row.save(update_fields=["offered_until", "upgrade_until", "revision"])
    return asked


def forget_obstacles(event: Event) -> None:
    """Let everybody be looked at again, as what stood against them may be gone."""
    Registration.objects.for_event(event).waiting().exclude(why_waiting="").update(why_waiting="")


def why_not(event: Event, *, pool: Pool, department_id: int | None, at: datetime) -> Reason | None:
    """What keeps somebody of a department from a seat in ``pool``; None if they may have one.

    Whoever waits is not asked: they have been given already what they may have.
    """
    return _hall(event, at=at).ledgers[pool.pk].refusal(department_id)


def free_for(event: Event, *, pool: Pool, department_id: int | None, most: int, at: datetime) -> int:
    """How many people of a department could have a seat in ``pool`` now, counted up to ``most``."""
    room = _hall(event, at=at).ledgers[pool.pk].room_for(department_id)
    return most if room is None else min(room, most)


def move(registration: Registration, pool: Pool) -> None:
    """Let a seat be one of the other kind."""
    events.release_seats(pool_id=registration.pool_id, seats=1)
    events.take_seats(pool_id=pool.pk, seats=1)
    registration.pool = pool
    forget_wish(registration, is_held=registration.upgrade_until is not None)


def hold(hold: SeatHold) -> None:
    """Count the seats of a coordinator as taken."""
    hold.save(force_insert=True)
    events.take_seats(pool_id=hold.pool_id, seats=hold.seats)


def name(hold: SeatHold, registration: Registration, *, at: datetime) -> Reason | None:
    """Let somebody have one of the seats that are held; says what speaks against it under the rules, if anything.

    The seat was counted for the department that holds it, and now is for the one they belong to, which may be below.
    """
    hall = _hall(hold.event, at=at, without=(hold.pool_id, hold.department_id))
    if reason := hall.ledgers[hold.pool_id].refusal(registration.department_id):
        return reason
    registration.pool, registration.hold, registration.queued_at = hold.pool, hold, at
    registration.status, registration.confirmed_at = RegistrationStatus.CONFIRMED, at
    _REGISTRATIONS.write([registration])
    hold.seats -= 1
    hold.ended_at = None if hold.seats else at
    hold.save(update_fields=["seats", "ended_at"])
    return None


def release(hold: SeatHold, *, at: datetime) -> None:
    """Count what nobody was named for as free."""
    events.release_seats(pool_id=hold.pool_id, seats=hold.seats)
    hold.seats, hold.ended_at = 0, at
    hold.save(update_fields=["seats", "ended_at"])


def take_over(giver: Registration, taker: Registration, *, at: datetime) -> Reason | None:
    """Let ``taker`` have the seat of ``giver``, which ends; says what speaks against it under the rules, if anything.

    Raises no refusal itself: nothing is written where a reason is returned.
    """
    event = giver.event
    hall = _hall(event, at=at, without=(giver.pool_id, giver.department_id))
    if reason := hall.ledgers[giver.pool_id].refusal(taker.department_id):
        return reason
    end(giver, status=RegistrationStatus.CANCELLED, ending=Ending.HANDED_OVER, at=at)
    events.take_seats(pool_id=giver.pool_id, seats=1)
    taker.pool, taker.queued_at = giver.pool, at
    taker.status, taker.confirmed_at = RegistrationStatus.CONFIRMED, at
    _REGISTRATIONS.write([taker])
    return None


def _hall(event: Event, *, at: datetime, without: tuple[int, int | None] | None = None) -> Hall:
    """The seats as they are; ``without``: one in that pool, of that department, that is given away."""
    facts = facts_of(event.pools.all(), event)
    seats = dict(facts.seats)
    if without is not None:
        pool, department = without
        seats[pool] = seats[pool].without(department if event.rules_set else None)
    return Hall(seats, facts.lines, at=at)


def expect_calendar(registration: Registration, *, at: datetime) -> list[Revision]:
    """Let the participant's calendar hold the sessions of a seat, and nothing without one."""
    meetings = queries.meetings_at(registration.event, registration.participant)
    wanted = {meeting.uid for meeting in meetings} if registration.is_confirmed else set()
    if len(wanted) > 1:
        wanted -= queries.missed_uids(registration)
    return calendars.expect_of(person=registration.participant, meetings=meetings, wanted=wanted, at=at)


def note_lapsed_floors(event: Event, *, at: datetime) -> None:
    """Note that the seats which floors have held are open to everybody now."""
    events.note_lapsed(event=event, at=at)


def follow_department(event: Event, people: Collection[User]) -> None:
    """Let the live places of ``people`` at ``event`` count for the department they belong to now."""
    belongs = User.objects.filter(pk=OuterRef("user")).values("department")
    Registration.objects.for_event(event).live().filter(user__in=people).update(department=Subquery(belongs))
