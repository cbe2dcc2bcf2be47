"""The events of an .ics file as entries: rules as we keep them, and what is wrong at its place."""

from datetime import date, datetime
from typing import Any

from calendars import reading
from calendars.found import Found, Repetition, Trouble
from events.importing.entries import (
    LONGEST_LINK,
    LONGEST_PLACE,
    LONGEST_TEXT,
    LONGEST_TITLE,
    Batch,
    Column,
    Entry,
    Fault,
    Note,
    Problem,
    Skip,
    shortened,
)
from events.recurrence import LAST, Flaw, Frequency, Rule, flaw_of

SOURCE = "ics"
COLUMNS = {
    "DTSTART": Column.START,
    "DTEND": Column.END,
    "DURATION": Column.END,
    "RRULE": Column.RULE,
    "RDATE": Column.RULE,
    "EXDATE": Column.RULE,
    "RECURRENCE-ID": Column.RULE,
}
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
Common = dict[str, Any]  # what every kind of rule has
KNOWN_PARTS = {"FREQ", "INTERVAL", "COUNT", "BYDAY", "BYMONTHDAY", "BYSETPOS", "WKST"}


def read(data: bytes, *, zone: str) -> Batch:
    """What an .ics file says; ``zone``: that of whoever imports it."""
    diary = reading.read(data, zone=zone)
    if diary.trouble:
        return Batch(source=SOURCE, problems=[_problem(diary.trouble)])
    return Batch(source=SOURCE, entries=[_entry(found) for found in diary.found])


def _entry(found: Found) -> Entry:
    problems = [_problem(trouble) for trouble in found.troubles]
    notes = [Note(note.value) for note in found.notes]
    if not found.title:
        problems.append(Problem(fault=Fault.MISSING, column=Column.TITLE))
    for column, text, longest in (
        (Column.TITLE, found.title, LONGEST_TITLE),
        (Column.PLACE, found.place, LONGEST_PLACE),
        (Column.LINK, found.link, LONGEST_LINK),
    ):
        if len(text) > longest:
            problems.append(Problem(fault=Fault.TOO_LONG, column=column, value=text[:80], other=str(longest)))
    if len(found.text) > LONGEST_TEXT:
        notes.append(Note.CUT)
    rule = None
    if found.repeats and found.starts:
        rule, problem = _rule(found.repeats, found.starts)
        problems += [problem] if problem else []
    return Entry(
        number=found.number,
        uid=shortened(found.uid),
        recurrence=found.recurrence,
        title=found.title,
        text=found.text[:LONGEST_TEXT],
        place=found.place,
        link=found.link,
        starts=found.starts,
        ends=found.ends,
        zone=found.zone,
        rule=rule,
        topics=found.topics,
        skipped=Skip.CANCELLED if found.is_cancelled else Skip.PRIVATE if found.is_private else None,
        notes=tuple(notes),
        problems=tuple(problems),
    )


def _problem(trouble: Trouble) -> Problem:
    column = COLUMNS.get(trouble.part)
    fault = Fault(trouble.flaw.value)
    return Problem(fault=fault, column=column, value=trouble.value, other=trouble.value if not column else "")


def _rule(repeats: Repetition, starts: datetime) -> tuple[Rule | None, Problem | None]:
    """The same rule in our words, or why there is none."""
    rule = _translated(repeats, starts.date())
    if rule is None:
        return None, Problem(fault=Fault.BROKEN_RULE, column=Column.RULE, value=_said(repeats))
    flaw = flaw_of(rule)
    if flaw is None:
        return rule, None
    fault = {Flaw.ENDLESS: Fault.ENDLESS_RULE, Flaw.TOO_MANY: Fault.LONG_RULE, Flaw.TOO_LONG: Fault.LONG_RULE}
    return None, Problem(fault=fault.get(flaw, Fault.BROKEN_RULE), column=Column.RULE, value=_said(repeats))


def _said(repeats: Repetition) -> str:
    return ";".join(f"{name}={','.join(map(str, values))}" for name, values in repeats.parts.items())[:80]


def _translated(repeats: Repetition, first: date) -> Rule | None:
    """None for a rule of a kind that we have no words for."""
    parts = {name: values for name, values in repeats.parts.items() if name in KNOWN_PARTS}
    exceptions: Common = {"without": repeats.without, "extra": repeats.extra - {first}}
    if not repeats.parts:  # only days that are named one by one
        return Rule(starts_on=first, frequency=Frequency.DAILY, count=1, **exceptions)
    if parts.keys() != repeats.parts.keys():
        return None
    count = parts.get("COUNT", [None])[0]
    common: Common = {
        "starts_on": first,
        "interval": int(str(parts.get("INTERVAL", [1])[0])),
        "until": repeats.until,
        "count": int(str(count)) if count is not None else None,
        **exceptions,
    }
    return _by_frequency(parts, first, common)


def _by_frequency(parts: dict[str, list[object]], first: date, common: Common) -> Rule | None:
    frequency = str(parts.get("FREQ", [""])[0]).upper()
    days = [str(day).upper() for day in parts.get("BYDAY", [])]
    month_days = [int(str(day)) for day in parts.get("BYMONTHDAY", [])]
    positions = [int(str(place)) for place in parts.get("BYSETPOS", [])]
    plain = [WEEKDAYS.index(day) for day in days if day in WEEKDAYS]
    if frequency == "DAILY" and not (days or month_days or positions):
        return _made(common, Frequency.DAILY)
    if frequency == "WEEKLY" and not (month_days or positions) and len(plain) == len(days):
        return _made(common, Frequency.WEEKLY, weekdays=frozenset(plain or [first.weekday()]))
    if frequency != "MONTHLY":
        return None
    if not days and not positions and len(month_days) <= 1:
        return _made(common, Frequency.MONTHLY_DAY, month_day=month_days[0] if month_days else first.day)
    if len(days) == 1 and not month_days:
        return _nth_weekday(common, days[0], positions)
    return None


def _nth_weekday(common: Common, day: str, positions: list[int]) -> Rule | None:
    """Like 2TU, or TU with the place beside it."""
    place, name = day[:-2], day[-2:]
    places = [int(place)] if place.lstrip("+-").isdecimal() else positions
    if name not in WEEKDAYS or len(places) != 1 or not (places[0] == LAST or 1 <= places[0] <= 4):  # noqa: PLR2004  # a fifth is not in every month
        return None
    return _made(common, Frequency.MONTHLY_WEEKDAY, weekdays=frozenset({WEEKDAYS.index(name)}), place=places[0])


def _made(common: Common, frequency: Frequency, **more: Any) -> Rule:
    return Rule(frequency=frequency, **common, **more)
