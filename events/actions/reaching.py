"""Which dates of a series a change of one of them is for, and doing something to all of them or to none.

For actions alone, those of apps above among them.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction

from accounts.models import User
from events import policies
from events.enums import Refusal
from events.exceptions import DatesRefused, EventRefused, OccurrenceRefused
from events.models import Event, Series
from events.queries import changeable, is_within, standing
from events.repeating import Reach


def reached(event: Event, reach: Reach, *, by: User, at: datetime) -> tuple[Series, list[Event]]:
    """The series of ``event`` and those of its dates that ``reach`` names, in the order of their days, as they are now.

    Locks the series, then all its events in the order of their ids. What has begun is never among them.
    """
    if event.series_id is None:
        raise EventRefused(Refusal.SERIES_NO_DATE)
    series = Series.objects.lock(event.series_id)
    events = {one.pk: one for one in lock_all(standing(series))}
    concerned = [events[one.pk] for one in changeable(series, at=at) if is_within(reach, one, event)]
    if event.pk not in {one.pk for one in concerned}:
        raise EventRefused(policies.edit_refusal(event, at=at) or Refusal.SERIES_BEGUN)
    if reason := policies.reach_refusal(concerned, by=by):
        raise EventRefused(reason)
    return series, concerned


def on_each(events: Iterable[Event], verb: Callable[[Event], object], *, this: Event) -> None:
    """Do it to each date, ``this`` one first. Where it can't be done to some, it is done to none, and each says why."""
    refused: list[OccurrenceRefused] = []
    for one in sorted(events, key=lambda each: each.pk != this.pk):
        try:
            with transaction.atomic():
                verb(one)
        except EventRefused as reason:
            if one.pk == this.pk or one.series_on is None:  # said at the field
                raise
            refused.append(OccurrenceRefused(reason, on=one.series_on))
    if refused:
        raise refused[0] if len(refused) == 1 else DatesRefused(refused)


def lock_all(events: Iterable[Event]) -> list[Event]:
    """``events`` as they are now, locked in the order of their ids; in the order in which they were named."""
    named = [event.pk for event in events]
    locked = {
        event.pk: event for event in Event.objects.select_for_update(of=("self",)).filter(pk__in=named).order_by("pk")
    }
    return [locked[pk] for pk in named if pk in locked]
