"""Editing several occurrences of a series at once: only what this edit changes, and never what has begun."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from audit.actions import record
from common import locks
from events.actions.claims import wait_for_turn
from events.actions.copying import drafts_of
from events.actions.editing import edit
from events.actions.merging import first_day, merged, said_there
from events.actions.reaching import reached
from events.actions.search import renew_things
from events.actions.series import put_rule, snapshot
from events.drafts import EventDraft
from events.enums import Refusal
from events.exceptions import EventRefused, OccurrenceRefused, TimesMissing
from events.models import Event, Series
from events.queries import rule_of, standing
from events.recurrence import from_day, moved
from events.repeating import Reach

TIMES = ("zone", "starts_wall", "ends_wall")


@dataclass(frozen=True, kw_only=True)
class EditedDates:
    """What was changed, and which of the others had said something there that most did not, and say it no longer."""

    events: list[Event]
    overruled: list[Event]


@transaction.atomic
def edit_series(
    *, event: Event, draft: EventDraft, reach: Reach, by: User, at: datetime, seen: str = ""
) -> EditedDates:
    """Bring an occurrence to what ``draft`` says, and those within ``reach`` in all that this changes.

    Days move by as many days as this one's do. What has begun stays.
    ``seen``: the version of ``event`` that the change was made from, see edit().
    """
    if not draft.sessions:
        raise EventRefused(Refusal.SERIES_NO_DATE)
    wait_for_turn()
    if draft.rules.needs:
        locks.one_at_a_time(locks.NEEDS)  # before the events: see edit()
    series, concerned = reached(event, reach, by=by, at=at)
    if seen and any(one.pk == event.pk and one.version != seen for one in concerned):
        raise EventRefused(Refusal.CHANGED_MEANWHILE)
    standing_drafts = drafts_of(concerned)
    before = standing_drafts[event.pk]
    drafts = {pk: merged(before, draft, other) for pk, other in standing_drafts.items()} | {event.pk: draft}
    said = {pk: said_there(before, draft, other) for pk, other in standing_drafts.items()}
    usual = max([said[event.pk], *said.values()], key=[*said.values()].count)
    if missing := [end for each in drafts.values() for one in each.sessions for end in one.missing]:
        raise TimesMissing(missing)
    if reach != Reach.ONE:
        _follow(series, concerned, before, draft, by=by, at=at)
    # Whoever moves ahead makes room for whoever follows: all of them may be in one room.
    order = reversed(concerned) if first_day(draft) > first_day(before) else concerned
    edited = [_edited(one, drafts[one.pk], is_this=one.pk == event.pk, by=by, at=at) for one in order]
    return EditedDates(
        events=edited, overruled=[one for one in edited if one.pk != event.pk and said[one.pk] not in (usual, None)]
    )


def _edited(event: Event, draft: EventDraft, *, is_this: bool, by: User, at: datetime) -> Event:
    try:
        return edit(event=event, draft=draft, by=by, at=at)
    except EventRefused as refused:
        if is_this or event.series_on is None:  # said at the field
            raise
        raise OccurrenceRefused(refused, on=event.series_on) from refused


def _follow(
    series: Series, events: Sequence[Event], before: EventDraft, after: EventDraft, *, by: User, at: datetime
) -> None:
    """Let the series say what its occurrences have become, so that further ones are like them."""
    was = snapshot(series)
    step = first_day(after) - first_day(before)
    if step:
        _move(series, events, step, at=at)
    if before.title != after.title:
        series.title = after.title
    for name in TIMES:
        if getattr(before.sessions[0], name) != getattr(after.sessions[0], name):
            setattr(series, name, getattr(after.sessions[0], name))
    now = snapshot(series)
    if was != now:
        series.changed_at = at
        series.save()
        renew_things(series=[series.pk])
        record("series.edited", series, by=by, at=at, scope=series.scope, before=was, after=now)


def _move(series: Series, events: Sequence[Event], step: timedelta, *, at: datetime) -> None:
    """Let the rule, and the days that it gave, move along."""
    days = {event.pk: event.series_on for event in events if event.series_on is not None}
    rule = moved(from_day(rule_of(series), day=min(days.values())), days=step.days)
    if rule is None:
        raise EventRefused(Refusal.SERIES_NOT_SHIFTED)
    others = set(standing(series).exclude(pk__in=days).values_list("series_on", flat=True))
    if others & {day + step for day in days.values()}:
        raise EventRefused(Refusal.SERIES_DAY_TAKEN)
    put_rule(series, rule, at=at)
    # In such an order that no day is taken twice on the way.
    for event in sorted(events, key=lambda one: days[one.pk], reverse=step > timedelta()):
        event.series_on = days[event.pk] + step
        event.save(update_fields=["series_on"])
