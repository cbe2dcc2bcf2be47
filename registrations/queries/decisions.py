"""Requests that somebody has to say yes to, and who that is."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db.models import Count, Q

from accounts.models import User
from events.enums import EDITING, EventState
from events.models import Event
from registrations.models import Registration
from registrations.queries.visibility import visible_events


def requests_for(user: User, *, at: datetime) -> list[Registration]:
    """What waits for the decision of ``user``, what lapses first in front, with its event and its person."""
    rows = Registration.objects.to_be_decided_by(user, at=at)
    rows = rows.select_related("event", "pool", "user__department").prefetch_related("event__sessions")
    return list(rows.order_by("request_until", "pk"))


def request_to(user: User, pk: int) -> Registration | None:
    """What ``user`` was asked to decide about, whatever has become of it; None where they were not."""
    return Registration.objects.asked_of(user).select_related("user", "guest").filter(pk=pk).first()


def requests_by_event(events: Collection[Event]) -> dict[int, int]:
    """How many requests wait for somebody of the team, by the event's id."""
    rows = Registration.objects.of_team().filter(event__in=[event.pk for event in events if event.needs_approval])
    return dict(rows.values_list("event").annotate(number=Count("pk")).order_by())


def deciders(registration: Registration) -> list[User]:
    """Who may say yes or no to a request: the manager and their deputy, or the organisers."""
    active = User.objects.active().exclude(registrations=registration).order_by("pk")
    if Registration.objects.of_team().filter(pk=registration.pk).exists():
        return list(active.filter(pk__in=registration.event.roles.filter(kind__in=EDITING).values("user")))
    return list(
        active.filter(Q(reports=registration.user_id) | Q(deputises_for__reports=registration.user_id)).distinct()
    )


def clashes_of(requests: Collection[Registration], reader: User) -> dict[int, list[str]]:
    """At what else whoever asks has a seat at the same time, by the request's id.

    Named by its title where ``reader`` may read about it, and else by an empty text.
    """
    people = [request.user_id for request in requests if request.user_id]
    seats = Registration.objects.filter(user__in=people).seated().filter(event__state=EventState.PUBLISHED)
    taken: dict[int | None, list[Event]] = defaultdict(list)
    for seat in seats.select_related("event").prefetch_related("event__sessions"):
        taken[seat.user_id].append(seat.event)
    clashes = {
        request.pk: [other for other in taken[request.user_id] if _overlap(request.event, other)]
        for request in requests
    }
    other = {event.pk for found in clashes.values() for event in found}
    readable = set(visible_events(reader).filter(pk__in=other).values_list("pk", flat=True)) if other else set()
    return {pk: [event.title if event.pk in readable else "" for event in found] for pk, found in clashes.items()}


def _overlap(one: Event, other: Event) -> bool:
    return any(
        mine.starts_at < theirs.ends_at and theirs.starts_at < mine.ends_at
        for mine in one.sessions.all()
        for theirs in other.sessions.all()
    )
