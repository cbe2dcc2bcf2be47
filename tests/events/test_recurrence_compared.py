"""Our rules beside those of an independent implementation: ical.js, with the time zones of node.

Several hundred rules of every kind over five years, in eight zones on both hemispheres, many of them in the small
hours of switch nights. What is compared is the instant of each occurrence, or that there is none. Where the two
differ, decision record 121 says who is right and why.
"""

import json
import random
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

import comparison
from events.recurrence import LAST, Frequency, Rule, days_of, flaw_of
from events.walltime import exists, to_utc
from tests.support import readers
from tests.support.architecture import TOP

pytestmark = pytest.mark.once

SEED, RULES = 20270309, 600
ZONES = (
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "America/Santiago",
    "Australia/Sydney",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Asia/Kathmandu",
)
# In which the clocks of each go forward, and in which they go back.
SWITCH_HOURS = dict(zip(ZONES, [(2, 2), (1, 1), (2, 1), (0, 23), (2, 2), (2, 1), (2, 2), (9, 9)], strict=True))
BY_DAY = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FREQ = {
    Frequency.DAILY: "DAILY",
    Frequency.WEEKLY: "WEEKLY",
    Frequency.MONTHLY_DAY: "MONTHLY",
    Frequency.MONTHLY_WEEKDAY: "MONTHLY",
}
FIVE_YEARS = 5 * 365


@dataclass(frozen=True)
class Case:
    """A rule at a time of day in a zone."""

    rule: Rule
    wall: time
    zone: str

    @property
    def ics(self) -> str:
        """The same as an event without a zone."""
        parts = [f"FREQ={FREQ[self.rule.frequency]}", f"INTERVAL={self.rule.interval}", "WKST=MO"]
        if self.rule.frequency == Frequency.WEEKLY:
            parts.append("BYDAY=" + ",".join(BY_DAY[day] for day in sorted(self.rule.weekdays)))
        elif self.rule.frequency == Frequency.MONTHLY_WEEKDAY:
            parts.append(f"BYDAY={self.rule.place}{BY_DAY[min(self.rule.weekdays)]}")
        elif self.rule.frequency == Frequency.MONTHLY_DAY:
            parts.append(f"BYMONTHDAY={self.rule.month_day}")
        parts.append(f"COUNT={self.rule.count}" if self.rule.count else f"UNTIL={self._stamp(self.rule.until)}")
        lines = ["BEGIN:VEVENT", "UID:1", f"DTSTART:{self._stamp(self.rule.starts_on)}", "RRULE:" + ";".join(parts)]
        lines += [f"EXDATE:{self._stamp(day)}" for day in sorted(self.rule.without)]
        lines += [f"RDATE:{self._stamp(day)}" for day in sorted(self.rule.extra)]
        return "\r\n".join([*lines, "END:VEVENT"])

    @property
    def ours(self) -> list[tuple[str, str | None]]:
        """Each occurrence as wall time and as an instant; none where the clocks jump over it."""
        return [(f"{day}T{self.wall}", self._instant(day)) for day in days_of(self.rule)]

    def _instant(self, day: date) -> str | None:
        if not exists(day, self.wall, self.zone):
            return None
        return to_utc(day, self.wall, self.zone).strftime("%Y-%m-%dT%H:%M:%S.000Z")

    def _stamp(self, day: date) -> str:
        return f"{day:%Y%m%d}T{self.wall:%H%M%S}"


def rules(dice: random.Random) -> Iterator[Rule]:
    """Rules of every kind without end, each of which some occurrence may fall on a switch night."""
    while True:
        frequency = dice.choice(list(Frequency))
        start = date(dice.randint(2024, 2029), dice.choice([1, 3, 4, 9, 10, 11, 12]), 1) + timedelta(
            dice.randint(0, 30)
        )
        if dice.random() < 0.7:  # a Sunday, when most clocks are moved, or the Saturday before
            start += timedelta((dice.choice([6, 6, 5]) - start.weekday()) % 7)
        last = (start + timedelta(days=1)).month != start.month
        rule = Rule(
            starts_on=start,
            frequency=frequency,
            interval=dice.choice([1, 1, 1, 2, 3, 4, 5, 12]),
            weekdays=frozenset({start.weekday()}),
            place=LAST if (start + timedelta(7)).month != start.month else (start.day - 1) // 7 + 1,
            month_day=dice.choice([start.day, LAST]) if last else start.day,
            until=start + timedelta(days=dice.randint(0, FIVE_YEARS)),
        )
        if frequency == Frequency.WEEKLY:
            rule = replace(rule, weekdays=rule.weekdays | frozenset(dice.sample(range(7), dice.randint(0, 3))))
        if dice.random() < 0.5:
            rule = replace(rule, until=None, count=dice.randint(1, 100))
        if flaw_of(rule) is None and days_of(rule)[-1] - start <= timedelta(days=FIVE_YEARS):
            yield _with_exceptions(rule, dice)


def _with_exceptions(rule: Rule, dice: random.Random) -> Rule:
    days = days_of(rule)
    without = frozenset(dice.sample(days, min(len(days) - 1, dice.randint(0, 3))))
    extra = {days[0] + timedelta(days=dice.randint(1, 400)) for _ in range(dice.choice([0, 0, 1, 2]))}
    return replace(rule, without=without, extra=frozenset(extra - set(days)))


def cases() -> list[Case]:
    dice, made = random.Random(SEED), []
    for number, rule in enumerate(rules(dice)):
        if number == RULES:
            return made
        zone = ZONES[number % len(ZONES)]
        hour = dice.choice(SWITCH_HOURS[zone]) if dice.random() < 0.7 else dice.randint(0, 23)
        made.append(Case(rule, time(hour, dice.choice([0, 15, 30, 59])), zone))
    return made


@pytest.fixture(scope="module")
def programs() -> comparison.Programs:
    return readers.programs()


@pytest.fixture(scope="module")
def compared(programs) -> list[tuple[Case, list[tuple[str, str | None]]]]:
    """Each rule with what ical.js makes of it."""
    made = cases()
    asked = json.dumps([{"ics": case.ics, "zone": case.zone} for case in made])
    command = [programs.node, TOP / "tests" / "support" / "expand.mjs", programs.ical]
    done = subprocess.run(command, input=asked, capture_output=True, text=True, check=True, timeout=120)
    return [(case, [tuple(one) for one in each]) for case, each in zip(made, json.loads(done.stdout), strict=True)]


def test_every_rule_comes_out_as_ical_js_has_it(compared):
    wrong = [(case, case.ours, theirs) for case, theirs in compared if case.ours != theirs]

    assert [f"{case.ics}\n{case.zone}\n{ours}\n{theirs}" for case, ours, theirs in wrong] == []


def test_the_rules_are_of_every_kind_and_meet_both_switch_nights_on_both_hemispheres(compared):
    made = [case for case, _theirs in compared]

    assert {(case.rule.frequency, case.rule.count is None) for case in made} == {
        (frequency, has_day) for frequency in Frequency for has_day in (True, False)
    }
    assert sum(bool(case.rule.without) for case in made) > 100
    assert sum(bool(case.rule.extra) for case in made) > 100
    jumped = {case.zone for case in made for _wall, instant in case.ours if instant is None}
    twice = {case.zone for case in made for day in days_of(case.rule) if _comes_twice(day, case.wall, case.zone)}
    assert (jumped, twice) == (set(ZONES[:7]), set(ZONES[:7]))
    assert max(days_of(case.rule)[-1] - case.rule.starts_on for case in made) > timedelta(days=1700)


def _comes_twice(day: date, wall: time, zone: str) -> bool:
    first = datetime.combine(day, wall, tzinfo=ZoneInfo(zone))
    return exists(day, wall, zone) and first.utcoffset() != first.replace(fold=1).utcoffset()
