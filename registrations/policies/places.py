"""May somebody have, keep, give or lose a place? The first reason against it, or None."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.conf import settings

from accounts.models import User
from accounts.queries import departments_below
from common import times
from events.enums import OPEN, ClashRule, HandOver
from events.models import Event, Pool, Session
from events.queries import is_interested
from outbox.models import Message
from registrations import queries, wording
from registrations.enums import GroupRefusal, Refusal
from registrations.mix import Reason
from registrations.models import Circular, Draw, Registration, SeatHold
from registrations.queries import Requirement

# What the allocation core says against a seat, as a refusal.
REFUSED = {
    Reason.CLOSED: Refusal.POOL_CLOSED,
    Reason.CEILING: Refusal.CEILING,
    Reason.FULL: Refusal.FULL,
    Reason.HELD: Refusal.HELD,
}
FEWEST_IN_GROUPS, MOST_IN_GROUPS = 2, 1_000
MOST_WRITTEN, MOST_TESTS = 10, 20  # to groups of one event in a day; to oneself in an hour


def register_refusal(event: Event, *, at: datetime) -> Refusal | None:
    """Why nobody can register for ``event`` at ``at``."""
    if event.is_cancelled:
        return Refusal.EVENT_CANCELLED
    if not event.is_published:
        return Refusal.NOT_OPEN
    if event.has_started(at):
        return Refusal.STARTED
    return _window_refusal(event, at=at) if event.is_drawn else None


def _window_refusal(event: Event, *, at: datetime) -> Refusal | None:
    if queries.is_drawn_and_published(event):
        return None
    if event.requests_from is not None and at < event.requests_from:
        return Refusal.REQUESTS_NOT_YET
    if event.requests_until is not None and at >= event.requests_until:
        return Refusal.REQUESTS_CLOSED
    return None


def is_request(event: Event) -> bool:
    """Whether registering for ``event`` is a request, which holds no seat, and not a place in line."""
    return event.needs_approval or (event.is_drawn and not queries.is_drawn_and_published(event))


def request_until(event: Event, *, at: datetime) -> datetime | None:
    """Until when somebody has to say yes to a request made now; None where it waits for the draw."""
    if not event.needs_approval or event.starts_at is None:
        return None
    return min(at + timedelta(days=event.approval_days), event.starts_at)


def join_refusal(event: Event, *, participant: User, pool: Pool, at: datetime, has_place: bool) -> Refusal | None:
    """Why ``participant`` can't take a seat in ``pool``; ``has_place``: they are on the list already."""
    if reason := register_refusal(event, at=at):
        return reason
    if not participant.is_active:
        return Refusal.NO_ACCOUNT
    if has_place:
        return Refusal.ALREADY_REGISTERED
    if pool.capacity == 0:
        return Refusal.POOL_CLOSED
    return eligibility_refusal(event, participant)


def eligibility_refusal(event: Event, participant: User) -> Refusal | None:
    """Why ``event`` is nothing for ``participant``, whoever else comes."""
    return None if _is_open_to(participant, event) else Refusal.OUTSIDE_AUDIENCE


class Bar(NamedTuple):
    """A reason against one person's seat, with what it speaks of."""

    reason: Refusal
    subject: object

    def __str__(self) -> str:
        return str(self.reason.label) % {"subject": self.subject}


def bar(
    event: Event,
    participant: User,
    *,
    at: datetime,
    asked: Sequence[Requirement] | None = None,
    clashing: Sequence[Event] | None = None,
) -> Bar | None:
    """The first reason for which ``event`` takes nothing from ``participant``, who registers by themselves.

    ``asked``: what it asks of them, and ``clashing``: their seats at that time, where that is known already.
    """
    asked = queries.requirements(event, participant) if asked is None else asked
    if unmet := next((one for one in asked if not one.is_met), None):
        return Bar(unmet.refusal, unmet.subject)
    if event.clash_rule == ClashRule.REFUSE:
        clashing = queries.clashes(participant, event) if clashing is None else clashing
        if clashing:
            return Bar(Refusal.CLASH, clashing[0].title)
    most = settings.MOST_REGISTRATIONS
    if most and queries.registrations_to_come(participant, at=at) >= most:
        return Bar(Refusal.TOO_MANY, most)
    return None


def head_start_bar(event: Event, participant: User, *, at: datetime) -> Bar | None:
    """Why ``participant`` can't register by themselves yet: those come first who were interested."""
    until = event.head_start_until
    if until is None or not event.is_in_head_start(at) or is_interested(event, participant):
        return None
    return Bar(Refusal.HEAD_START, times.moment(until))


def own_bar(event: Event, participant: User, *, at: datetime, **known: Any) -> Bar | None:
    """The first reason against a seat that ``participant`` takes by themselves; ``known``: see bar()."""
    return head_start_bar(event, participant, at=at) or bar(event, participant, at=at, **known)


def _is_open_to(participant: User, event: Event) -> bool:
    """Whether a colleague may read about a published event; asked only where not all of them may."""
    return event.audience in OPEN or Event.objects.visible_to(participant).filter(pk=event.pk).exists()


def add_refusal(event: Event, *, at: datetime, pool: Pool, has_place: bool) -> Refusal | None:
    """Why the team can't put somebody on the list; ``has_place``: the person is on it already."""
    if event.is_cancelled:
        return Refusal.EVENT_CANCELLED
    if not event.is_published:
        return Refusal.NOT_OPEN
    if event.is_over(at):
        return Refusal.OVER
    if has_place:
        return Refusal.PERSON_REGISTERED
    if pool.capacity == 0:
        return Refusal.POOL_CLOSED
    return None


def walk_in_refusal(event: Event, *, participant: User, pool: Pool, at: datetime, has_place: bool) -> Refusal | None:
    """Why nobody at the door can let ``participant`` in who has no seat; ``has_place``: they wait for one already."""
    if not participant.is_active:
        return Refusal.NO_ACCOUNT
    if reason := add_refusal(event, at=at, pool=pool, has_place=has_place):
        return reason
    if is_request(event):
        return Refusal.WALK_IN_ASKS
    return Refusal.COLLEAGUE_CANT if _could_not_register(event, participant, at=at) else None


def cancel_refusal(registration: Registration, *, at: datetime) -> Refusal | None:
    """Why a participant can't give their own place back; leaving the waiting list is always free."""
    event = registration.event
    if not registration.is_live:
        return Refusal.NOT_LIVE
    if event.is_over(at):
        return Refusal.OVER
    if not registration.is_confirmed or event.starts_at is None:
        return None
    if event.starts_at <= at:
        return Refusal.STARTED
    if at > event.starts_at - timedelta(hours=event.cancellation_hours):
        return Refusal.TOO_LATE
    return None


def remove_refusal(registration: Registration, *, at: datetime) -> Refusal | None:
    """Why an organiser can't take somebody off the list."""
    if not registration.is_live:
        return Refusal.NOT_LIVE
    if registration.event.is_over(at):
        return Refusal.OVER
    return None


def move_refusal(registration: Registration, *, pool: Pool, reason: str, at: datetime) -> Refusal | None:
    """Why somebody can't be moved to the other kind of seat."""
    if not (registration.is_confirmed or registration.is_waiting):
        return Refusal.NOT_LIVE
    if registration.event.is_over(at):
        return Refusal.OVER
    if pool.pk == registration.pool_id:
        return Refusal.NO_OTHER_SEAT
    if pool.capacity == 0:
        return Refusal.POOL_CLOSED
    return None if reason else Refusal.MOVE_NEEDS_REASON


def reorder_refusal(registration: Registration, *, reason: str, at: datetime) -> Refusal | None:
    """Why somebody's place in line can't be changed."""
    if not registration.is_waiting:
        return Refusal.NOT_WAITING
    if registration.event.has_started(at):
        return Refusal.STARTED
    return None if reason else Refusal.MOVE_NEEDS_REASON


def answer_refusal(registration: Registration, *, at: datetime) -> Refusal | None:
    """Why nobody can say yes or no to an offer any more."""
    until = registration.answer_until
    if until is None or until <= at or not (registration.is_offered or registration.is_confirmed):
        return Refusal.NOT_OFFERED
    return Refusal.STARTED if registration.event.has_started(at) else None


def wish_refusal(registration: Registration, *, at: datetime) -> Refusal | None:
    """Why somebody can't wait for a seat of the other kind while they keep theirs."""
    if not registration.is_confirmed:
        return Refusal.NO_SEAT
    return Refusal.STARTED if registration.event.has_started(at) else None


def answers_refusal(registration: Registration, *, at: datetime) -> Refusal | None:
    """Why what somebody answered can't be changed."""
    if not registration.is_live:
        return Refusal.NOT_LIVE
    if registration.event.is_cancelled:
        return Refusal.EVENT_CANCELLED
    return Refusal.ANSWERS_FIXED if registration.event.has_started(at) else None


def decide_refusal(registration: Registration, *, at: datetime) -> Refusal | None:
    """Why a request can't be approved or declined."""
    if not registration.is_requested or registration.event.is_drawn:
        return Refusal.NOT_REQUESTED
    if registration.request_until is not None and registration.request_until <= at:
        return Refusal.REQUEST_LAPSED
    return Refusal.STARTED if registration.event.has_started(at) else None


def draw_refusal(event: Event, draw: Draw | None, *, at: datetime) -> Refusal | None:
    """Why the seats of ``event`` can't be drawn; ``draw`` is the one that was made of it."""
    if reason := _undrawable(event, at=at):
        return reason
    return Refusal.DRAWN if draw is not None else None


def publish_draw_refusal(event: Event, draw: Draw | None, *, at: datetime) -> Refusal | None:
    """Why the result of a draw can't be published."""
    if draw is None:
        return _undrawable(event, at=at) or Refusal.NOT_DRAWN
    return Refusal.DRAW_PUBLISHED if draw.is_published else _undrawable(event, at=at)


def _undrawable(event: Event, *, at: datetime) -> Refusal | None:
    if event.is_cancelled:
        return Refusal.EVENT_CANCELLED
    if not event.is_drawn:
        return Refusal.NOT_A_DRAW
    if not event.is_published:
        return Refusal.NOT_OPEN
    if event.has_started(at):
        return Refusal.STARTED
    return Refusal.REQUESTS_OPEN if event.requests_until is None or at < event.requests_until else None


def hold_refusal(hold: SeatHold, *, at: datetime) -> Refusal | None:
    """Why these seats can't be held."""
    if reason := register_refusal(hold.event, at=at):
        return reason
    if hold.pool.capacity == 0:
        return Refusal.POOL_CLOSED
    if hold.until <= at:
        return Refusal.HOLD_IN_PAST
    return Refusal.HOLD_TOO_LONG if hold.event.starts_at is None or hold.until > hold.event.starts_at else None


def name_refusal(
    hold: SeatHold, *, participant: User, at: datetime, registration: Registration | None
) -> Refusal | None:
    """Why one of the seats that are held can't be ``participant``'s; ``registration`` is their live one."""
    if hold.ended_at is not None or hold.until <= at:
        return Refusal.NO_HOLD
    if hold.event.has_started(at):
        return Refusal.STARTED
    if not participant.is_active:
        return Refusal.NO_ACCOUNT
    if registration is not None:
        return Refusal.PERSON_REGISTERED
    if participant.department_id not in departments_below([hold.department.key]):
        return Refusal.NOT_OF_DEPARTMENT
    return Refusal.COLLEAGUE_CANT if _could_not_register(hold.event, participant, at=at) else None


def give_refusal(registration: Registration, *, at: datetime) -> Refusal | None:
    """Why a seat can't be given to any colleague; whoever waits comes first unless the organisers say otherwise."""
    event = registration.event
    if event.is_cancelled:
        return Refusal.EVENT_CANCELLED
    if not registration.is_confirmed:
        return Refusal.NO_SEAT
    return Refusal.STARTED if event.has_started(at) else _handing_refusal(registration, at=at)


def _handing_refusal(registration: Registration, *, at: datetime) -> Refusal | None:
    """Why the event lets no seat, or not this one, be given to a colleague, whosever it is."""
    event = registration.event
    if event.hands_over == HandOver.NEVER:
        return Refusal.HANDS_OVER_NEVER
    if event.needs_approval:
        return Refusal.APPROVED_ONE_BY_ONE
    if event.hands_over == HandOver.NOBODY_WAITS and queries.would_go_to_somebody(registration, at=at):
        return Refusal.SOMEBODY_WAITS
    return None


def hand_over_refusal(
    registration: Registration, *, to: User, at: datetime, live: Registration | None
) -> Refusal | None:
    """Why a seat can't be given to the colleague ``to``, whose place at the event is ``live``."""
    event = registration.event
    if reason := give_refusal(registration, at=at):
        return reason
    if to.pk == registration.user_id:
        return Refusal.NOT_TO_ONESELF
    if live is not None:
        return Refusal.PERSON_REGISTERED
    return Refusal.COLLEAGUE_CANT if not to.is_active or _could_not_register(event, to, at=at) else None


def _could_not_register(event: Event, person: User, *, at: datetime) -> bool:
    """Whether the event's rules stand in the way of a colleague for whom somebody else asks."""
    return bool(eligibility_refusal(event, person) or bar(event, person, at=at))


def return_refusal(registration: Registration, session: Session, *, at: datetime) -> Refusal | None:
    """Why somebody can't say that they come to ``session`` after all."""
    if registration.event.is_cancelled:
        return Refusal.EVENT_CANCELLED
    if not registration.is_confirmed:
        return Refusal.NO_SEAT
    return Refusal.SESSION_BEGUN if session.starts_at <= at else None


def absence_refusal(registration: Registration, session: Session, *, at: datetime) -> Refusal | None:
    """Why somebody can't stay away from ``session`` and keep their seat."""
    if reason := return_refusal(registration, session, at=at):
        return reason
    others = Session.objects.filter(event=registration.event_id).exclude(pk=session.pk)
    if not others.exclude(absences__registration=registration).exists():
        return Refusal.EVERY_SESSION
    return None


def write_refusal(event: Event, *, number: int, at: datetime) -> Refusal | None:
    """Why nothing can be written to ``number`` people of ``event``."""
    if event.published_at is None:
        return Refusal.NOT_YET_PUBLISHED
    if number == 0:
        return Refusal.NOBODY_MEANT
    written = Circular.objects.filter(event=event, sent_at__gt=at - timedelta(days=1)).count()
    return Refusal.WRITTEN_OFTEN if written >= MOST_WRITTEN else None


def test_refusal(by: User, *, at: datetime) -> Refusal | None:
    """Why ``by`` can't send themself another test."""
    tests = Message.objects.filter(user=by, kind=wording.WRITTEN_TEST, queued_at__gt=at - timedelta(hours=1)).count()
    return Refusal.TESTED_OFTEN if tests >= MOST_TESTS else None


def door_refusal(door: queries.Door, *, at: datetime) -> Refusal | None:
    """Why nobody gets through ``door`` to a session online at ``at``."""
    if door.session.event.is_cancelled:
        return Refusal.EVENT_CANCELLED
    if door.session.ends_at <= at:
        return Refusal.JOIN_OVER
    if not door.session.join_url:
        return Refusal.NO_LINK
    return Refusal.JOIN_LATER if door.opens_at and door.opens_at > at else None


def groups_refusal(session: Session, *, at: datetime) -> GroupRefusal | None:
    """Why the groups of ``session`` can't be made or changed."""
    if session.event.is_cancelled:
        return GroupRefusal.EVENT_CANCELLED
    if not session.event.is_published:
        return GroupRefusal.NOT_OPEN
    return GroupRefusal.OVER if session.ends_at <= at else None


def mix_refusal(people: int) -> GroupRefusal | None:
    """Why so many people can't be divided into groups."""
    if people < FEWEST_IN_GROUPS:
        return GroupRefusal.TOO_FEW
    return GroupRefusal.TOO_MANY if people > MOST_IN_GROUPS else None
