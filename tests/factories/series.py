"""Series through their own actions."""

from datetime import date, datetime

from django.db.models import QuerySet

from accounts.models import User
from events import actions
from events.models import Event, Series
from events.recurrence import Frequency, Rule
from tests.factories.events import DAY, NOW, make_draft, session_draft

WEDNESDAY = DAY.weekday()


def weekly(starts_on: date = DAY, **values: object) -> Rule:
    """Every week on the weekday of ``starts_on``, four times unless it is said otherwise."""
    if "until" not in values:
        values.setdefault("count", 4)
    values.setdefault("weekdays", frozenset({starts_on.weekday()}))
    return Rule(starts_on=starts_on, frequency=Frequency.WEEKLY, **values)


def make_series(
    *, rule: Rule | None = None, owner: User | None = None, publish: bool = True, **values: object
) -> Series:
    """A series of events with ten seats each, of which all dates are published."""
    rule = rule or weekly()
    values.setdefault("sessions", (session_draft(rule.starts_on),))
    event = make_draft(owner=owner, **values)
    by = event.roles.get().user
    series = actions.repeat(event=event, rule=rule, by=by, at=NOW)
    if publish:
        actions.publish_all(series=series, by=by, at=NOW)
    return series


def repeated(event: Event, *, at: datetime) -> Series:
    """A series of three weeks from the draft ``event`` on, the last of which is still a draft."""
    by, first = event.roles.get(kind="owner").user, event.sessions.order_by("starts_at")[0].held_on
    series = actions.repeat(event=event, rule=weekly(first, count=3), by=by, at=at)
    for one in events_of(series)[:2]:
        actions.publish(event=one, by=by, at=at)
    return series


def events_of(series: Series) -> QuerySet[Event]:
    return Event.objects.filter(series=series).order_by("series_on", "pk")


def owner_of(series: Series) -> User:
    return events_of(series)[0].roles.get(kind="owner").user


def days_of(series: Series) -> list[date]:
    """On which days its events begin that were not called off, in wall time."""
    return [
        event.sessions.order_by("starts_at")[0].held_on
        for event in events_of(series).exclude(state="cancelled").order_by("starts_at")
    ]
