"""Requests that somebody has to say yes to, and who that is."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db.models import Count, Q

from accounts.models import User
from events.enums import EDITING, Approval, EventState
from events.models import Event
from registrations.models import Registration


def requests_for(user: User, *, at: datetime) -> list[Registration]:
    """What waits for the decision of ``user``, what lapses first in front, with its event and its person."""
    rows = Registration.objects.to_be_decided_by(user, at=at)
    rows = rows.select_related("event", "pool", "user__department").prefetch_related("event__sessions")
    return list(rows.order_by("request_until", "pk"))


def requests_by_event(events: Collection[Event]) -> dict[int, int]:
    """How many requests wait for somebody of the team, by the event's id."""
    rows = Registration.objects.requested().filter(event__in=[event.pk for event in events if event.needs_approval])
    by_team = Q(event__approval=Approval.ORGANISER) | Q(user__manager=None)
    return dict(rows.filter(by_team).values_list("event").annotate(number=Count("pk")).order_by())


def deciders(registration: Registration) -> list[User]:
    """Who may say yes or no to a request: the manager and their deputy, or the organisers."""
    active = User.objects.active().exclude(registrations=registration).order_by("pk")
    person, event = registration.user, registration.event
    if event.approval == Approval.MANAGER and person is not None and person.manager_id is not None:
        found = active.filter(Q(pk=person.manager_id) | Q(deputises_for=person.manager_id))
    else:
        found = active.filter(pk__in=event.roles.filter(kind__in=EDITING).values("user"))
    return list(found.distinct())


def clashes_of(requests: Collection[Registration]) -> dict[int, list[Event]]:
    """Other events at which whoever asks has a seat at the same time, by the request's id, with one question."""
    people = [request.user_id for request in requests if request.user_id]
    seats = Registration.objects.filter(user__in=people).seated().filter(event__state=EventState.PUBLISHED)
    taken: dict[int | None, list[Event]] = defaultdict(list)
    for seat in seats.select_related("event").prefetch_related("event__sessions"):
        taken[seat.user_id].append(seat.event)
    return {
        request.pk: [other for other in taken[request.user_id] if _overlap(request.event, other)]
        for request in requests
    }


def _overlap(one: Event, other: Event) -> bool:
    return any(
        mine.starts_at < theirs.ends_at and theirs.starts_at < mine.ends_at
        for mine in one.sessions.all()
        for theirs in other.sessions.all()
    )
