"""What registrations do when an event or the directory has changed."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from accounts.models import Department, Guest, User
from calendars import actions as calendars
from calendars.models import Revision
from events.drafts import Programme
from events.models import Event
from registrations import notifications, policies, queries, wording
from registrations.actions import service
from registrations.actions.telling import ask_anew, note, tell, tell_given
from registrations.enums import Ending, RegistrationStatus
from registrations.models import Registration, SeatHold, SeriesEnrolment


@transaction.atomic
def follow_people(
    *, people: Collection[User], by: User | None, at: datetime, departments: Collection[Department] = ()
) -> None:
    """Free every future place of whoever has left, and let the others count for where they belong now.

    ``departments`` stand elsewhere in the tree, so that other floors and ceilings hold for them. Events are locked in the order of their ids, as everybody does who locks several. At each of them all
    leave before anybody moves up, or the seat of one who leaves would go to another who leaves.
    """
    places = Registration.objects.filter(user__in=people).live().filter(event__ends_at__gt=at)
    left = places.filter(user__is_active=False)
    elsewhere = places.exclude(department=F("user__department")).values("pk")
    concerned = places.filter(Q(user__is_active=False) | Q(status=RegistrationStatus.WAITLISTED) | Q(pk__in=elsewhere))
    events = set(concerned.values_list("event", flat=True))
    if departments:
        events |= queries.waited_for_under_rules(at=at)
    for one in Event.objects.filter(pk__in=events).order_by("pk"):
        event = Event.objects.lock(one)
        service.follow_department(event, people)
        service.forget_obstacles(event)
        for registration in left.filter(event=event).select_related("event", "pool", "user").order_by("pk"):
            before = registration.status
            service.end(registration, status=RegistrationStatus.CANCELLED, ending=Ending.PERSON_LEFT, at=at)
            tell(registration, "registration.ended", before=before, by=by, at=at)
        tell_given(service.seat_waiting(event, at=at), by=by, at=at)
    SeriesEnrolment.objects.filter(user__in=people, user__is_active=False, left_at=None).update(left_at=at)


@transaction.atomic
def cancel_all(*, event: Event, by: User | None, at: datetime) -> None:
    """End every place at an event that was called off, tell everybody and clear their calendars."""
    event = Event.objects.lock(event)
    revisions = _by_person(calendars.bring_up_to_date(uids=list(event.sessions.values_list("uid", flat=True)), at=at))
    for registration in Registration.objects.for_event(event).live().select_related("event", "user", "guest"):
        before = registration.status
        service.end(registration, status=RegistrationStatus.CANCELLED, ending=Ending.EVENT_CANCELLED, at=at)
        notifications.tell_event_cancelled(registration, revisions[registration.participant], at=at)
        note("registration.ended", registration, before=before, by=by, at=at)
    for hold in SeatHold.objects.standing().filter(event=event).select_related("event", "held_by"):
        seats = hold.seats
        service.release(hold, at=at)
        notifications.tell_holder(wording.HOLD_CALLED_OFF, hold, seats=seats, at=at)


@transaction.atomic
def follow_change(*, event: Event, programme: Programme | None, by: User, at: datetime) -> None:
    """After an event or its rules were edited: fill seats that became free, and tell people what moved.

    Requests that nobody has to decide about any more stand in line from the time at which they were made.
    """
    event = Event.objects.lock(event)
    if programme is not None:
        _tell_changed(event, programme, at=at)
        ask_anew(service.end_by_the_start(event, at=at), by=by, at=at)
    service.forget_obstacles(event)
    asked = [] if policies.is_request(event) else service.line_up(event, at=at)
    given = service.seat_waiting(event, at=at, at_once=asked)
    tell_given([one for one in given if one.pk not in asked], by=by, at=at)
    for registration in Registration.objects.filter(pk__in=asked).select_related("event", "pool", "user", "guest"):
        tell(registration, "registration.lined_up", before=RegistrationStatus.REQUESTED, by=by, at=at)


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
