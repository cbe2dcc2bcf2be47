"""What would become of each row of a file, compared with what was imported before."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from events.importing.entries import Batch, Column, Entry, Fault, Note, Order, Problem, Skip
from events.recurrence import Rule, days_of, from_day
from events.walltime import NonexistentTimeError, to_utc

MOST_DRAFTS = 300  # what one transaction makes while somebody waits


class Fate(StrEnum):
    """What happens to a row."""

    NEW = "new"
    CHANGE = "change"
    SAME = "same"
    KEPT = "kept"
    ELSEWHERE = "elsewhere"
    SKIPPED = "skipped"
    WRONG = "wrong"


DONE = (Fate.NEW, Fate.CHANGE)


@dataclass(frozen=True, kw_only=True)
class Known:
    """An event that was made of a row before. ``is_own``: by whoever imports now.

    ``is_untouched``: still the draft that it was then, so that it may follow its file.
    """

    event: int
    digest: str
    is_own: bool
    is_untouched: bool


@dataclass(frozen=True, kw_only=True)
class Step:
    """One row and what becomes of it. ``room``: the id of the one that its place names; ``dates``: how many it makes."""

    entry: Entry
    fate: Fate
    room: int | None = None
    event: int | None = None
    dates: int = 1


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Everything that a file would do, and what is wrong with the whole of it."""

    source: str
    steps: list[Step] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    order: Order | None = None

    @property
    def drafts(self) -> int:
        """How many drafts it would make."""
        return sum(step.dates for step in self.steps if step.fate == Fate.NEW)

    @property
    def does_something(self) -> bool:
        """Whether any row is new or follows its file."""
        return not self.problems and any(step.fate in DONE for step in self.steps)

    @property
    def digest(self) -> str:
        """The same for two plans that do the same."""
        rows = [
            (step.entry.uid, step.entry.recurrence, step.entry.digest, step.fate, step.room, step.event, step.dates)
            for step in self.steps
        ]
        return hashlib.sha256(repr((self.problems, rows)).encode(errors="surrogatepass")).hexdigest()


def make_plan(
    batch: Batch,
    *,
    known: Mapping[tuple[str, str], Known],
    room: Callable[[str], int | None],
    at: datetime,
) -> Plan:
    """What ``batch`` would do; ``room`` finds the id of a room by what a file calls it."""
    entries = [checked(entry, at=at) for entry in batch.entries]
    steps = [_step(entry, known.get((entry.uid, entry.recurrence)), room) for entry in entries]
    plan = Plan(source=batch.source, steps=steps, problems=batch.problems, unknown=batch.unknown, order=batch.order)
    if plan.drafts > MOST_DRAFTS:
        return replace(plan, problems=[Problem(fault=Fault.TOO_MANY_DRAFTS, other=str(MOST_DRAFTS))])
    return plan


def _step(entry: Entry, known: Known | None, room: Callable[[str], int | None]) -> Step:
    found = room(entry.place) if entry.place else None
    if not (found or entry.place or entry.link):
        entry = replace(entry, notes=(*entry.notes, Note.NO_PLACE))
    dates = len(days_of(entry.rule)) if entry.rule else 1
    return Step(entry=entry, fate=_fate(entry, known), room=found, event=known.event if known else None, dates=dates)


def _fate(entry: Entry, known: Known | None) -> Fate:
    if known and not known.is_own:
        return Fate.ELSEWHERE
    if known and known.digest == entry.digest:
        return Fate.SAME
    if entry.skipped:
        return Fate.SKIPPED
    if entry.problems:
        return Fate.WRONG
    if known:
        return Fate.CHANGE if known.is_untouched and entry.rule is None else Fate.KEPT
    return Fate.NEW


def checked(entry: Entry, *, at: datetime) -> Entry:
    """``entry`` with what is wrong about its times; of a series what is over is left away."""
    if entry.problems or entry.skipped or entry.starts is None or entry.ends is None:
        return entry
    today = at.astimezone(ZoneInfo(entry.zone)).date()
    days = days_of(entry.rule) if entry.rule else [entry.starts.date()]
    length = entry.ends - entry.starts
    if problem := _wrong_time(entry, days, length):
        return replace(entry, problems=(problem,))
    if entry.rule is None:
        ends_at = to_utc(entry.ends.date(), entry.ends.time(), entry.zone)
        return replace(entry, skipped=Skip.OVER) if ends_at <= at else entry
    to_come = [day for day in days if day > today]
    if not to_come:
        return replace(entry, skipped=Skip.OVER)
    return _begun(entry, from_day(entry.rule, day=to_come[0]), length)


def _begun(entry: Entry, rule: Rule, length: timedelta) -> Entry:
    """The series from a day on."""
    if rule.starts_on in rule.without or entry.starts is None:
        return replace(entry, problems=(Problem(fault=Fault.BROKEN_RULE, column=Column.RULE),))
    starts = datetime.combine(rule.starts_on, entry.starts.time())
    return replace(entry, rule=rule, starts=starts, ends=starts + length)


def _wrong_time(entry: Entry, days: Iterable[date], length: timedelta) -> Problem | None:
    """Why it can't take place on each of ``days``."""
    if entry.starts is None or length <= timedelta():
        value = f"{entry.ends:%Y-%m-%d %H:%M}" if entry.ends else ""
        return Problem(fault=Fault.ENDS_FIRST, column=Column.END, value=value)
    for day in days:
        starts = datetime.combine(day, entry.starts.time())
        instants = []
        for column, wall in ((Column.START, starts), (Column.END, starts + length)):
            try:
                instants.append(to_utc(wall.date(), wall.time(), entry.zone))
            except NonexistentTimeError:
                return Problem(
                    fault=Fault.MISSING_TIME, column=column, value=f"{wall:%Y-%m-%d %H:%M}", other=entry.zone
                )
        if instants[1] <= instants[0]:
            return Problem(fault=Fault.ENDS_FIRST, column=Column.END, value=f"{starts + length:%Y-%m-%d %H:%M}")
    return None
