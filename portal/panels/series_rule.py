"""The dates of a rule, before anything is made of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.formats import time_format
from django.utils.translation import gettext as _

from common import times
from events import actions
from events.drafts import SessionDraft
from events.enums import LeftOut
from events.forms import RuleForm
from events.models import Event, Series
from events.queries import called_off, changeable, pattern_of, rule_of, standing
from events.recurrence import Rule, RuleRefused, days_of, from_day
from events.repetition import in_words


@dataclass(frozen=True, kw_only=True)
class PlannedDay:
    """One day of the list: what stands there, or would be made, and what is wrong with it."""

    on: date
    is_out: bool = False
    is_extra: bool = False
    is_fixed: bool = False
    event: Event | None = None
    problem: str = ""

    @property
    def value(self) -> str:
        return self.on.isoformat()

    @property
    def words(self) -> str:
        """Like "Tuesday 9 March 2027"."""
        return times.day(self.on, with_year=True)

    @property
    def note(self) -> str:
        """What becomes of it."""
        if self.is_out:
            return _("is called off") if self.event and not self.event.is_draft else _("left out")
        if self.event is not None:
            return str(self.event.get_state_display())
        return _("new, one more") if self.is_extra else _("new")


@dataclass(frozen=True, kw_only=True)
class RulePreview:
    """All days of a rule in order, what goes, and what can't be."""

    words: str
    time: str
    days: list[PlannedDay]
    dropped: list[Event]
    left_out: list[str]

    @property
    def added(self) -> int:
        """How many would be made."""
        return sum(1 for day in self.days if day.event is None and not day.is_out)

    @property
    def problems(self) -> list[PlannedDay]:
        """Days that can't be."""
        return [day for day in self.days if day.problem and not day.is_out]


def new_series(event: Event, form: RuleForm, *, at: datetime) -> RulePreview | None:
    """What repeating ``event`` would make; nothing while the rule can't be read."""
    return _preview(form, event, {form.anchor: event}, [], at=at) if form.is_bound and form.is_valid() else None


def changed_series(series: Series, form: RuleForm, *, at: datetime) -> RulePreview | None:
    """What another rule would do to ``series``."""
    if not form.is_bound or not form.is_valid():
        return None
    events = list(standing(series).prefetch_related("sessions"))
    pattern = pattern_of(series, events)
    if pattern is None:
        return None
    plan = actions.plan_of(series, form.rule, at=at)
    gone = [event for event in called_off(series) if event.series_on not in form.rule.extra]
    by_day = {event.series_on: event for event in (*gone, *events) if event.series_on}
    return _preview(form, pattern, by_day, list(plan.dropped), at=at)


def anchor_of(series: Series, *, at: datetime) -> tuple[date, Rule]:
    """From which day on the rule may be changed, and what is left of it from then on."""
    first = changeable(series, at=at).first()
    day = first.series_on if first and first.series_on else series.starts_on
    rule = from_day(rule_of(series), day=day)
    return rule.starts_on, rule


def _preview(
    form: RuleForm, pattern: Event, standing_on: Mapping[date, Event], dropped: list[Event], *, at: datetime
) -> RulePreview:
    rule = form.rule
    copy = actions.copy_of(pattern)
    base = pattern.series_on or form.anchor
    days, left_out = [], set()
    for day in _all_days(rule):
        moved = actions.shifted(copy, days=(day - base).days, at=at)
        event = standing_on.get(day)
        if event is None and day not in rule.without:
            left_out |= set(moved.left_out)
        days.append(
            PlannedDay(
                on=day,
                is_out=day in rule.without,
                is_extra=day in rule.extra,
                is_fixed=event is not None and (event.is_cancelled or event.series_id is None),
                event=event,
                problem="" if event else _problem(moved.draft.sessions),
            )
        )
    return RulePreview(
        words=in_words(rule),
        time=_time(copy.draft.sessions),
        days=days,
        dropped=[event for event in dropped if event.series_on not in rule.without],
        left_out=[str(one.label) for one in LeftOut if one in left_out],
    )


def _all_days(rule: Rule) -> list[date]:
    """Those that are left out too, so that they can be put back."""
    try:
        return days_of(replace(rule, without=frozenset()))
    except RuleRefused:
        return days_of(rule)


def _problem(sessions: Iterable[SessionDraft]) -> str:
    missing = [end for session in sessions for end in session.missing]
    if not missing:
        return ""
    _day, wall, zone = missing[0]
    return _("The clocks go forward: %(time)s does not exist in %(zone)s.") % {
        "time": time_format(wall),
        "zone": times.city(zone),
    }


def _time(sessions: tuple[SessionDraft, ...]) -> str:
    first = sessions[0]
    hours = _("%(start)s–%(end)s") % {"start": time_format(first.starts_wall), "end": time_format(first.ends_wall)}
    return f"{hours}, {times.zone_name(first.zone)}"
