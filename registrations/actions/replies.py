"""What an answer from somebody's calendar means for their seat."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from calendars.enums import Answer, AnswerReason
from calendars.exceptions import AnswerRefused
from calendars.models import Entry
from events.models import Event, Session
from registrations import notifications, policies
from registrations.actions.absences import come_after_all, stay_away
from registrations.actions.seats import give_back, register
from registrations.enums import Ending, Refusal
from registrations.exceptions import RegistrationRefused
from registrations.models import Registration

REASONS = {Refusal.TOO_LATE: AnswerReason.TOO_LATE, Refusal.NO_SEAT: AnswerReason.ALREADY}


def hold_for_reply(*, entry: Entry) -> None:
    """Lock the person and the event before the entry is locked, as everybody does who changes seats."""
    session = _session_of(entry)
    if session is None:
        return
    if isinstance(entry.person, User):
        User.objects.lock(entry.person)
    Event.objects.lock(session.event)


@transaction.atomic
def follow_reply(*, entry: Entry, by: User | None, at: datetime) -> None:
    """Give a seat back that was declined in the calendar; of several sessions, miss the one that was declined.

    Whoever accepts what they had declined comes after all. ``by``: whoever of the team has let the answer count,
    whatever the deadline says. Raises AnswerRefused.
    """
    session = _session_of(entry)
    if session is None:  # a meeting that no event has made
        return
    if entry.answer == Answer.DECLINED and entry.for_seat:
        _leave(entry, session, by=by, at=at)
    elif entry.answer != Answer.DECLINED and not entry.is_expected:
        _come_back(entry, session, at=at)


def _leave(entry: Entry, session: Session, *, by: User | None, at: datetime) -> None:
    registration = _place_of(entry, session.event)
    if registration is None:
        raise AnswerRefused(AnswerReason.ALREADY)
    reason = policies.absence_refusal(registration, session, at=at)
    if reason is None:
        stay_away(registration=registration, session=session, by=registration.user, at=at)
        return
    if reason is Refusal.EVERY_SESSION:
        reason = policies.remove_refusal(registration, at=at) if by else policies.cancel_refusal(registration, at=at)
    if reason is not None:
        raise AnswerRefused(REASONS.get(reason, AnswerReason.BEGUN))
    give_back(registration, by=by or registration.user, at=at)


def _come_back(entry: Entry, session: Session, *, at: datetime) -> None:
    """Come to a session after all; or register again, as on the event's page, with what speaks against it there."""
    registration, person = _place_of(entry, session.event), entry.person
    try:
        if registration is not None:
            come_after_all(registration=registration, session=session, by=registration.user, at=at)
            return
        last = Registration.objects.of(person).for_event(session.event).order_by("pk").last()
        if last is None or last.ending != Ending.BY_CALENDAR or not isinstance(person, User):
            raise AnswerRefused(AnswerReason.LEFT)
        register(event=session.event, participant=person, pool=last.pool, takes_either=last.takes_either, at=at)
    except RegistrationRefused as refused:
        raise AnswerRefused(AnswerReason.LEFT) from refused


@transaction.atomic
def say_what_stands(*, entry: Entry, reason: AnswerReason, at: datetime) -> None:
    """Tell somebody who has declined after the deadline that the seat is still theirs, once as long as it stands so."""
    session = _session_of(entry) if reason is AnswerReason.TOO_LATE else None
    registration = _place_of(entry, session.event) if session else None
    if registration is not None:
        notifications.tell_declined_too_late(registration, at=at)


def _session_of(entry: Entry) -> Session | None:
    return Session.objects.select_related("event").filter(uid=entry.meeting.uid).first()


def _place_of(entry: Entry, event: Event) -> Registration | None:
    places = Registration.objects.confirmed().of(entry.person).select_related("event", "pool", "user", "guest")
    return places.for_event(event).first()
