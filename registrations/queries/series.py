"""Series as one person meets them: what they are registered for, and what stands against a date."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, Q, QuerySet

from accounts.models import User
from events.enums import EventState
from events.models import Event, Pool, Series, Session
from registrations.models import Registration, SeriesEnrolment
from registrations.queries.visibility import visible_events


def enrolment_of(user: User | AnonymousUser, series: Series) -> SeriesEnrolment | None:
    """The enrolment of ``user`` that holds; None without one."""
    if not isinstance(user, User):
        return None
    return SeriesEnrolment.objects.filter(series=series, user=user, left_at=None).first()


def enrolments(series: Series | int) -> QuerySet[SeriesEnrolment]:
    """Those that hold, in the order in which people came."""
    found = SeriesEnrolment.objects.filter(series=series, left_at=None).select_related("user")
    return found.order_by("enrolled_at", "pk")


def series_joined(user: User) -> set[int]:
    """Ids of the series for all of which ``user`` is registered."""
    return set(SeriesEnrolment.objects.filter(user=user, left_at=None).values_list("series", flat=True))


def readable_series(user: User | AnonymousUser, slug: str) -> Series | None:
    """The series at that address, if ``user`` may read about any of its dates."""
    found = visible_events(user).filter(series__slug=slug).values("series")
    return Series.objects.filter(pk__in=found).first()


def dates_of(series: Series, user: User | AnonymousUser) -> QuerySet[Event]:
    """The dates of ``series`` that ``user`` may read about, drafts of their own included, soonest first.

    A date that is kept to its link is no part of the list, unless all of them are: then so is the series.
    """
    is_listed = Q(is_unlisted=False) | ~Q(Exists(_listed(series)))
    found = visible_events(user).filter(is_listed, series=series).order_by("starts_at", "pk")
    return found.prefetch_related("sessions__room__location", "pools")


def is_for_the_series(event: Event) -> bool:
    """Whether ``event`` is one of the dates for which people register who register for its whole series."""
    return not event.is_unlisted or not _listed(event.series_id or 0).exists()


def _listed(series: Series | int) -> QuerySet[Event]:
    return Event.objects.filter(series=series, is_unlisted=False)


def open_dates(series: Series, user: User | AnonymousUser, *, at: datetime) -> QuerySet[Event]:
    """Of those the published ones that have not begun."""
    return dates_of(series, user).filter(state=EventState.PUBLISHED, starts_at__gt=at)


def pool_for(pools: Collection[Pool], kind: str) -> Pool | None:
    """The seats of that kind, or else what is offered instead."""
    offered = [pool for pool in sorted(pools, key=lambda one: one.pk) if pool.capacity != 0]
    wanted = (pool for pool in offered if pool.kind == kind)
    return next(wanted, offered[0] if offered else None)


def clashes_by_event(user: User, events: Collection[Event]) -> dict[int, list[str]]:
    """What else ``user`` has a seat at while each of ``events`` takes place, by the event's id."""
    spans = [(event.pk, one.starts_at, one.ends_at) for event in events for one in event.sessions.all()]
    if not spans:
        return {}
    seats = Registration.objects.of(user).confirmed().exclude(event__in=[event.pk for event in events])
    first, last = min(start for _pk, start, _end in spans), max(end for _pk, _start, end in spans)
    elsewhere = Session.objects.filter(
        Q(event__in=seats.values("event")), starts_at__lt=last, ends_at__gt=first
    ).values_list("starts_at", "ends_at", "event__title")
    found: dict[int, list[str]] = defaultdict(list)
    for starts_at, ends_at, title in elsewhere.order_by("starts_at", "pk"):
        for pk, start, end in spans:
            if starts_at < end and start < ends_at and title not in found[pk]:
                found[pk].append(title)
    return found
