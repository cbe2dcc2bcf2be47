"""Series: their rule, their occurrences, and what a further one is made like."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.db.models.functions import Now

from events.enums import EventState
from events.models import Event, Series
from events.models.series import WEEKDAYS
from events.recurrence import Frequency, Rule
from events.repeating import Reach, SeriesDayKind


def rule_of(series: Series) -> Rule:
    """The rule of ``series`` with its exceptions."""
    days = list(series.days.all())
    return Rule(
        starts_on=series.starts_on,
        frequency=Frequency(series.frequency),
        interval=series.interval,
        weekdays=frozenset(day for day in WEEKDAYS if series.weekdays & 2**day),
        place=series.place,
        month_day=series.month_day,
        until=series.until,
        count=series.count,
        without=frozenset(day.on for day in days if day.kind == SeriesDayKind.WITHOUT),
        extra=frozenset(day.on for day in days if day.kind == SeriesDayKind.EXTRA),
    )


def columns_of(rule: Rule) -> dict[str, object]:
    """The same as the values of a series' columns, its exceptions aside."""
    is_by_weekday = rule.frequency in {Frequency.WEEKLY, Frequency.MONTHLY_WEEKDAY}
    return {
        "starts_on": rule.starts_on,
        "frequency": rule.frequency.value,
        "interval": rule.interval,
        "weekdays": sum(2**day for day in rule.weekdays) if is_by_weekday else 0,
        "place": rule.place if rule.frequency == Frequency.MONTHLY_WEEKDAY else 0,
        "month_day": rule.month_day if rule.frequency == Frequency.MONTHLY_DAY else 0,
        "until": rule.until,
        "count": rule.count,
    }


def occurrences(series: Series | int) -> QuerySet[Event]:
    """All events of ``series``, in the order of their days."""
    return Event.objects.filter(series=series).order_by("series_on", "pk")


def standing(series: Series | int) -> QuerySet[Event]:
    """Those that were not called off."""
    return occurrences(series).exclude(state=EventState.CANCELLED)


def version_of_series(series: Series) -> str:
    """What changes with its rule, and with everything that is said of any of its dates."""
    said = [series.changed_at, *standing(series).values_list("pk", "changed_at")]
    return hashlib.sha256(repr(said).encode()).hexdigest()


def called_off(series: Series) -> QuerySet[Event]:
    """The others."""
    return occurrences(series).filter(state=EventState.CANCELLED)


def changeable(series: Series | int, *, at: datetime | Now) -> QuerySet[Event]:
    """Those that can still be changed: not called off and not begun."""
    return standing(series).filter(starts_at__gt=at)


def is_within(reach: Reach, one: Event, this: Event) -> bool:
    """Whether a change of ``this`` date with that reach is for ``one`` of the same series, too."""
    if reach == Reach.ALL or one.pk == this.pk:
        return True
    if reach == Reach.ONE or one.series_on is None or this.series_on is None:
        return False
    return one.series_on > this.series_on


def dates_within(event: Event) -> dict[Reach, int]:
    """For how many dates each reach is, from ``event``, which is one of a series, on; as it is shown, by the database's clock."""
    assert event.series_id is not None  # noqa: S101  # nobody is asked where there is no series
    dates = list(changeable(event.series_id, at=Now()).only("series_on"))
    return {reach: sum(is_within(reach, one, event) for one in dates) for reach in Reach}


def pattern_of(series: Series, events: Iterable[Event]) -> Event | None:
    """Which of ``events``, in the order of their days, a further one is made like.

    The last one that is as the series says; else, where each was changed by hand, the last.
    """
    found = list(events)
    last = found[-1] if found else None
    return next((event for event in reversed(found) if _is_as_ruled(series, event)), last)


def _is_as_ruled(series: Series, event: Event) -> bool:
    first = event.sessions.order_by("starts_at", "pk").first()
    if first is None or event.title != series.title:
        return False
    ruled = (event.series_on, series.starts_wall, series.zone)
    return (first.held_on, first.starts_wall, first.zone) == ruled
