"""Events that repeat: making a series, and changing the rule that it follows.

A series is locked before its events, and those in the order of their ids.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import ProtectedError

from accounts.models import User
from audit.actions import record
from common.art import sibling_of
from events import policies
from events.actions.addresses import save_under_new_address
from events.actions.claims import wait_for_turn
from events.actions.copying import copy_of, shifted
from events.actions.covers import put_cover
from events.actions.making import Making, make_all
from events.actions.publishing import cancel
from events.actions.reaching import lock_all
from events.actions.search import renew_things
from events.actions.teaching import drop
from events.enums import Refusal
from events.exceptions import EventRefused, OccurrenceRefused, TimesMissing
from events.models import Event, Series, SeriesDay
from events.queries import called_off, changeable, columns_of, pattern_of, rule_of, standing, version_of_series
from events.recurrence import Rule, days_of
from events.repeating import SeriesDayKind


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a rule would do to the occurrences that stand: days that come new, events that go."""

    added: tuple[date, ...] = ()
    dropped: tuple[Event, ...] = ()


@transaction.atomic
def repeat(*, event: Event, rule: Rule, by: User, at: datetime) -> Series:
    """Make a series of ``event``, which is the first of its dates; the others are drafts like it, of the same team."""
    wait_for_turn()  # or somebody who publishes the event would not know of the series
    event = Event.objects.lock(event)
    if reason := policies.repeat_refusal(event, at=at) or policies.rule_refusal(rule):
        raise EventRefused(reason)
    first = event.sessions.order_by("starts_at", "pk")[0]
    if first.held_on != rule.starts_on:
        raise EventRefused(Refusal.SERIES_STARTS_ELSEWHERE)
    series = Series(title=event.title, created_at=at, changed_at=at, **columns_of(rule))
    series.zone, series.starts_wall, series.ends_wall = first.zone, first.starts_wall, first.ends_wall
    save_under_new_address(series, is_secret=event.is_unlisted)
    put_rule(series, rule, at=at)
    Event.objects.filter(pk=event.pk).update(series=series, series_on=rule.starts_on)
    event.refresh_from_db()
    record("series.made", series, by=by, at=at, scope=series.scope, after=snapshot(series))
    record("event.repeated", event, by=by, at=at, scope=event.scope, after={"series": series.slug})
    _add(series, event, [day for day in days_of(rule) if day != rule.starts_on], by=by, at=at)
    return series


@transaction.atomic
def change_rule(*, series: Series, rule: Rule, message: str, by: User, at: datetime, seen: str = "") -> Plan:
    """Let ``series`` follow another rule from ``rule.starts_on`` on.

    New dates are drafts. Of those that the rule gives no longer drafts are gone, and the others are called off
    with ``message``. What has begun, and what stands before the rule starts, stays. ``seen``: the version of the series
    that was looked at; where another one stands by now, nothing is done.
    """
    series = Series.objects.lock(series.pk)
    events = lock_all(standing(series))
    if seen and seen != version_of_series(series):
        raise EventRefused(Refusal.CHANGED_MEANWHILE)
    if reason := policies.rule_refusal(rule):
        raise EventRefused(reason)
    if reason := policies.reach_refusal([event for event in events if not event.has_started(at)], by=by):
        raise EventRefused(reason)
    plan = plan_of(series, rule, at=at)
    before = snapshot(series)
    put_rule(series, rule, at=at)
    pattern = pattern_of(series, events)
    if pattern is not None:
        _add(series, pattern, plan.added, by=by, at=at)
    for event in plan.dropped:
        _drop(event, message=message, by=by, at=at)
    record("series.rule_changed", series, by=by, at=at, scope=series.scope, before=before, after=snapshot(series))
    return plan


def plan_of(series: Series, rule: Rule, *, at: datetime) -> Plan:
    """What ``rule`` would add to the occurrences of ``series`` and what it would drop; raises RuleRefused.

    A day that was called off comes back only where the rule names it as one more.
    """
    wanted, today = set(days_of(rule)), at.astimezone(ZoneInfo(series.zone)).date()
    taken = set(standing(series).values_list("series_on", flat=True))
    taken |= set(called_off(series).values_list("series_on", flat=True)) - rule.extra
    to_come = changeable(series, at=at).filter(series_on__gte=rule.starts_on)
    return Plan(
        added=tuple(day for day in sorted(wanted - taken) if day > today),
        dropped=tuple(event for event in to_come if event.series_on not in wanted),
    )


def put_rule(series: Series, rule: Rule, *, at: datetime) -> None:
    """Let ``series`` say what ``rule`` says, exceptions included. Call it with the series locked."""
    for name, value in columns_of(rule).items():
        setattr(series, name, value)
    series.changed_at = at
    series.save()
    renew_things(series=[series.pk])
    series.days.all().delete()
    kinds = dict.fromkeys(rule.extra, SeriesDayKind.EXTRA) | dict.fromkeys(rule.without, SeriesDayKind.WITHOUT)
    SeriesDay.objects.bulk_create(SeriesDay(series=series, on=day, kind=kind) for day, kind in sorted(kinds.items()))


def snapshot(series: Series) -> dict[str, object]:
    """What an audit line keeps of a series."""
    rule = rule_of(series)
    said = {name: value.isoformat() if isinstance(value, date) else value for name, value in columns_of(rule).items()}
    exceptions = {name: sorted(day.isoformat() for day in getattr(rule, name)) for name in ("without", "extra")}
    times = [series.zone, f"{series.starts_wall:%H:%M}", f"{series.ends_wall:%H:%M}"]
    return {"title": series.title, "times": times, **said, **exceptions}


def _add(series: Series, pattern: Event, days: Iterable[date], *, by: User, at: datetime) -> None:
    """Make an occurrence like ``pattern`` on each of ``days``; none where a time does not exist on one of them."""
    assert pattern.series_on is not None  # noqa: S101  # held by event_of_a_series_has_its_day
    copy, team = copy_of(pattern), list(pattern.roles.order_by("pk"))
    copies = {day: shifted(copy, days=(day - pattern.series_on).days, at=at) for day in days}
    if missing := [end for one in copies.values() for session in one.draft.sessions for end in session.missing]:
        raise TimesMissing(missing)
    makings = [
        Making(source=pattern, copy=one, series_on=day, event_id=sibling_of(pattern.uuid))
        for day, one in copies.items()
    ]
    make_all(makings, series=series, team=team, by=by, at=at)


def _drop(event: Event, *, message: str, by: User, at: datetime) -> None:
    """Call off what was published; a draft, which only its team has seen, is gone."""
    if not event.is_draft:
        cancel(event=event, message=message, by=by, at=at)
        return
    record("event.dropped", event, by=by, at=at, scope=event.scope, before={"title": event.title})
    put_cover(event, None)
    drop(event, at=at)
    try:
        event.delete()
    except ProtectedError as protected:
        assert event.series_on is not None  # noqa: S101  # held by event_of_a_series_has_its_day
        reason = policies.drop_refusal(protected.protected_objects)
        raise OccurrenceRefused(EventRefused(reason), on=event.series_on) from None
