"""Registering, cancelling, and what the organiser and the event itself do to the list."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from accounts.models import Guest, User
from audit.actions import record
from calendars import actions as calendars
from calendars.models import Revision
from common.questions import attach
from events.drafts import Programme
from events.models import Event, Pool
from events.queries import pools_of
from registrations import notifications, policies, queries
from registrations.actions.service import end, expect_calendar, seat_newcomer, seat_waiting
from registrations.enums import Ending, Refusal, RegistrationStatus
from registrations.exceptions import RegistrationRefused
from registrations.models import Registration


@transaction.atomic
def register(*, event: Event, participant: User, pool: Pool, at: datetime) -> Registration:
    """Give ``participant`` a seat in ``pool``, or the next place on the waiting list."""
    participant = User.objects.lock(participant)
    event, pool = _locked(event, pool)
    live = _live(event, participant)
    if reason := policies.join_refusal(event, participant=participant, pool=pool, at=at, registration=live):
        raise RegistrationRefused(reason)
    if barred := policies.bar(event, participant):
        raise RegistrationRefused(barred.refusal, subject=barred.subject)
    registration = Registration(event=event, pool=pool, user=participant)
    return _join(registration, by=participant, at=at)


@transaction.atomic
def add(*, event: Event, participant: User, pool: Pool, by: User, at: datetime) -> Registration:
    """Put a colleague on the list: a seat where one is free, else the next place in line."""
    participant = User.objects.lock(participant)
    event, pool = _locked(event, pool)
    if not participant.is_active:
        raise RegistrationRefused(Refusal.NO_ACCOUNT)
    if reason := policies.add_refusal(event, at=at, pool=pool, registration=_live(event, participant)):
        raise RegistrationRefused(reason)
    return _join(Registration(event=event, pool=pool, user=participant, added_by=by), by=by, at=at)


@transaction.atomic
def add_guest(*, event: Event, guest: Guest, pool: Pool, by: User, at: datetime) -> Registration:
    """Put somebody from outside on the list; the mail brings them a link to their place."""
    event, pool = _locked(event, pool)
    if reason := policies.add_refusal(event, at=at, pool=pool, registration=_live(event, guest)):
        raise RegistrationRefused(reason)
    return _join(Registration(event=event, pool=pool, guest=guest, added_by=by), by=by, at=at)


@transaction.atomic
def cancel(*, registration: Registration, by: User | None, at: datetime) -> Registration:
    """Give one's own seat or place in line back; whoever is next gets the seat.

    ``by`` is None for a guest, who has no account.
    """
    event = Event.objects.lock(registration.event)
    registration = _fresh(registration)
    if reason := policies.cancel_refusal(registration, at=at):
        raise RegistrationRefused(reason)
    return _leave(event, registration, ending=Ending.BY_PERSON, by=by, at=at)


@transaction.atomic
def remove(*, registration: Registration, message: str, by: User, at: datetime) -> Registration:
    """Take somebody off the list and tell them why; whoever is next gets the seat."""
    event = Event.objects.lock(registration.event)
    registration = _fresh(registration)
    if reason := policies.remove_refusal(registration, at=at):
        raise RegistrationRefused(reason)
    return _leave(event, registration, ending=Ending.BY_ORGANISER, by=by, at=at, message=message)


@transaction.atomic
def follow_people(*, people: Collection[User], by: User | None, at: datetime) -> None:
    """Free every future place of whoever has left, and seat whoever is invited now that they belong elsewhere.

    Events are locked in the order of their ids, as everybody does who locks several. At each of them all
    leave before anybody moves up, or the seat of one who leaves would go to another who leaves.
    """
    places = Registration.objects.filter(user__in=people).live().filter(event__ends_at__gt=at)
    left = places.filter(user__is_active=False)
    concerned = places.filter(Q(user__is_active=False) | Q(status=RegistrationStatus.WAITLISTED))
    for one in Event.objects.filter(pk__in=concerned.values("event")).order_by("pk"):
        event = Event.objects.lock(one)
        for registration in left.filter(event=event).select_related("event", "pool", "user").order_by("pk"):
            _end(registration, ending=Ending.PERSON_LEFT, by=by, at=at)
        _tell_promoted(seat_waiting(event, at=at), by=by, at=at)


@transaction.atomic
def cancel_all(*, event: Event, by: User, at: datetime) -> None:
    """End every place at an event that was called off, tell everybody and clear their calendars."""
    event = Event.objects.lock(event)
    revisions = _by_person(calendars.bring_up_to_date(uids=list(event.sessions.values_list("uid", flat=True)), at=at))
    for registration in Registration.objects.for_event(event).live().select_related("event", "user", "guest"):
        before = registration.status
        end(registration, ending=Ending.EVENT_CANCELLED, at=at)
        notifications.tell_event_cancelled(registration, revisions[registration.participant], at=at)
        _record("registration.ended", registration, before=before, by=by, at=at)


@transaction.atomic
def follow_change(*, event: Event, programme: Programme | None, by: User, at: datetime) -> None:
    """After an event was edited: fill seats that became free, and tell people what moved."""
    event = Event.objects.lock(event)
    if programme is not None:
        _tell_changed(event, programme, at=at)
    _tell_promoted(seat_waiting(event, at=at), by=by, at=at)


def _tell_changed(event: Event, programme: Programme, *, at: datetime) -> None:
    revisions = calendars.bring_up_to_date(uids=[*programme.uids, *programme.dropped], at=at)
    seated = list(Registration.objects.for_event(event).confirmed().select_related("event", "user", "guest"))
    if programme.added:
        people = [registration.participant for registration in seated]
        revisions += calendars.expect_all(people=people, wanted=programme.added, among=programme.added, at=at)
    said = _by_person(revisions)
    for registration in seated:
        for revision in said[registration.participant]:
            notifications.tell_changed(registration, revision, at=at)


def _by_person(revisions: Iterable[Revision]) -> dict[User | Guest, list[Revision]]:
    said: dict[User | Guest, list[Revision]] = defaultdict(list)
    for revision in revisions:
        said[revision.person].append(revision)
    return said


def _join(registration: Registration, *, by: User, at: datetime) -> Registration:
    """Stand in line, and let the service decide at once: a newcomer never passes who waits."""
    _tell_promoted(seat_newcomer(registration, at=at), by=by, at=at)
    _record("registration.made", registration, before="", by=by, at=at)
    notifications.tell_status(registration, expect_calendar(registration, at=at), at=at)
    return registration


def _leave(
    event: Event, registration: Registration, *, ending: Ending, by: User | None, at: datetime, message: str = ""
) -> Registration:
    _end(registration, ending=ending, by=by, at=at, message=message)
    _tell_promoted(seat_waiting(event, at=at), by=by, at=at)
    return registration


def _end(registration: Registration, *, ending: Ending, by: User | None, at: datetime, message: str = "") -> None:
    before = registration.status
    end(registration, ending=ending, at=at)
    _record("registration.ended", registration, before=before, by=by, at=at, message=message)
    notifications.tell_status(registration, expect_calendar(registration, at=at), at=at, message=message)


def _tell_promoted(promoted: Iterable[Registration], *, by: User | None, at: datetime) -> None:
    for registration in promoted:
        _record("registration.promoted", registration, before=RegistrationStatus.WAITLISTED, by=by, at=at)
        notifications.tell_promoted(registration, expect_calendar(registration, at=at), at=at)


def _record(
    verb: str, registration: Registration, *, before: str, by: User | None, at: datetime, message: str = ""
) -> None:
    record(
        verb,
        registration,
        by=by,
        at=at,
        scope=registration.event.scope,
        before={"status": before} if before else None,
        after={"status": registration.status, "ending": registration.ending, "message": message},
    )


def _locked(event: Event, pool: Pool) -> tuple[Event, Pool]:
    """The event, locked, with its pools at hand; and of those the one that is wanted."""
    event = Event.objects.lock(event)
    pools = pools_of(event)
    attach([event], "pools", {event.pk: pools})
    return event, next(one for one in pools if one.pk == pool.pk)


def _live(event: Event, person: User | Guest) -> Registration | None:
    if isinstance(person, User):
        return queries.live_registration(person, event)
    return Registration.objects.for_event(event).of(person).live().first()


def _fresh(registration: Registration) -> Registration:
    """The row as it is now that the event is locked."""
    return Registration.objects.select_related("event", "pool", "user", "guest").get(pk=registration.pk)
