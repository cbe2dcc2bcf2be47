"""Days that repeat by a rule. What an independent program makes of such rules is compared in test_recurrence_compared."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from events.recurrence import (
    LAST,
    MOST_OCCURRENCES,
    Flaw,
    Frequency,
    Rule,
    RuleRefused,
    days_of,
    flaw_of,
    from_day,
    moved,
)

TUESDAY = date(2027, 3, 9)


def weekly(**values: object) -> Rule:
    values.setdefault("starts_on", TUESDAY)
    values.setdefault("weekdays", frozenset({1}))
    return Rule(frequency=Frequency.WEEKLY, **values)


def days(*texts: str) -> list[date]:
    return [date.fromisoformat(text) for text in texts]


def test_every_second_tuesday_until_a_day_includes_that_day():
    assert days_of(weekly(interval=2, until=date(2027, 4, 6))) == days("2027-03-09", "2027-03-23", "2027-04-06")


def test_weeks_begin_on_monday_where_some_are_skipped():
    rule = weekly(interval=2, weekdays=frozenset({1, 6}), count=4)

    assert days_of(rule) == days("2027-03-09", "2027-03-14", "2027-03-23", "2027-03-28")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"frequency": Frequency.DAILY, "interval": 3}, ("2027-03-09", "2027-03-12", "2027-03-15")),
        (
            {"frequency": Frequency.MONTHLY_WEEKDAY, "weekdays": frozenset({1}), "place": 2},
            ("2027-03-09", "2027-04-13", "2027-05-11"),
        ),
        (
            {
                "frequency": Frequency.MONTHLY_WEEKDAY,
                "starts_on": date(2027, 1, 29),
                "weekdays": frozenset({4}),
                "place": LAST,
            },
            ("2027-01-29", "2027-02-26", "2027-03-26"),
        ),
        (
            {"frequency": Frequency.MONTHLY_DAY, "starts_on": date(2027, 1, 31), "month_day": 31},
            ("2027-01-31", "2027-03-31", "2027-05-31"),
        ),
        (
            {"frequency": Frequency.MONTHLY_DAY, "starts_on": date(2028, 1, 31), "month_day": LAST},
            ("2028-01-31", "2028-02-29", "2028-03-31"),
        ),
    ],
    ids=["daily", "second Tuesday", "last Friday", "31st", "last day"],
)
def test_rules_of_each_kind(values, expected):
    assert days_of(Rule(**({"starts_on": TUESDAY, "count": 3} | values))) == days(*expected)


def test_exceptions_count_and_extra_days_do_not():
    rule = weekly(count=3, without=frozenset({date(2027, 3, 16)}), extra=frozenset({date(2027, 3, 18)}))

    assert days_of(rule) == days("2027-03-09", "2027-03-18", "2027-03-23")


@pytest.mark.parametrize(
    ("values", "flaw"),
    [
        ({}, Flaw.ENDLESS),
        ({"until": TUESDAY, "count": 1}, Flaw.TWO_ENDS),
        ({"until": TUESDAY - timedelta(days=1)}, Flaw.ENDS_FIRST),
        ({"until": TUESDAY + timedelta(days=5000)}, Flaw.TOO_LONG),
        ({"until": TUESDAY + timedelta(weeks=MOST_OCCURRENCES)}, Flaw.TOO_MANY),
        ({"count": MOST_OCCURRENCES + 1}, Flaw.TOO_MANY),
        ({"count": 20, "interval": 52}, Flaw.TOO_LONG),
        ({"count": 0}, Flaw.NEVER),
        ({"count": 1, "without": frozenset({TUESDAY})}, Flaw.NEVER),
        ({"count": 1, "interval": 0}, Flaw.NO_STEP),
        ({"count": 1, "weekdays": frozenset()}, Flaw.NO_WEEKDAY),
        ({"count": 1, "weekdays": frozenset({7})}, Flaw.NO_WEEKDAY),
        ({"count": 1, "weekdays": frozenset({2})}, Flaw.STARTS_ELSEWHERE),
        ({"count": 1, "frequency": Frequency.MONTHLY_WEEKDAY, "place": 5}, Flaw.NO_SUCH_DAY),
        ({"count": 1, "frequency": Frequency.MONTHLY_WEEKDAY, "place": 1, "weekdays": frozenset({1, 2})}, Flaw.NO_WEEKDAY),
        ({"count": 1, "frequency": Frequency.MONTHLY_DAY, "month_day": 32}, Flaw.NO_SUCH_DAY),
        ({"until": date(2030, 1, 1), "frequency": Frequency.MONTHLY_DAY, "month_day": 30, "starts_on": date(2029, 2, 1), "interval": 12}, Flaw.NEVER),
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_is_refused(values, flaw):
    rule = replace(weekly(), **values)

    assert flaw_of(rule) == flaw
    with pytest.raises(RuleRefused) as refused:
        days_of(rule)
    assert refused.value.flaw == flaw


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    starts_on = draw(st.dates(date(2025, 1, 1), date(2031, 12, 31)))
    rule = Rule(
        starts_on=starts_on,
        frequency=draw(st.sampled_from(Frequency)),
        interval=draw(st.integers(1, 5)),
        weekdays=frozenset({starts_on.weekday()}),
        place=draw(st.sampled_from([(starts_on.day - 1) // 7 + 1, LAST])),
        month_day=draw(st.sampled_from([starts_on.day, LAST])),
        count=draw(st.integers(1, 20)),
        without=frozenset({starts_on + timedelta(days=one) for one in draw(st.lists(st.integers(0, 60), max_size=4))}),
        extra=frozenset({starts_on + timedelta(days=one) for one in draw(st.lists(st.integers(0, 60), max_size=4))}),
    )
    if rule.frequency == Frequency.WEEKLY:
        rule = replace(rule, weekdays=rule.weekdays | frozenset(draw(st.sets(st.integers(0, 6), max_size=3))))
    if draw(st.booleans()):
        rule = replace(rule, count=None, until=starts_on + timedelta(days=draw(st.integers(0, 400))))
    assume(flaw_of(rule) is None)
    return rule


@given(rules(), st.integers(-40, 40))
def test_a_moved_rule_gives_the_same_days_later(rule, step):
    later = moved(rule, days=step)

    assume(later is not None)
    assert days_of(later) == [day + timedelta(days=step) for day in days_of(rule)]


@given(rules(), st.integers(0, 400))
def test_what_is_left_of_a_rule_gives_the_days_from_then_on(rule, after):
    day = rule.starts_on + timedelta(days=after)
    expected = [one for one in days_of(rule) if one >= day]

    assume(expected)
    assert days_of(from_day(rule, day=day)) == expected


def test_a_rule_of_the_month_moves_only_where_every_month_has_the_day():
    second = Rule(starts_on=TUESDAY, frequency=Frequency.MONTHLY_WEEKDAY, weekdays=frozenset({1}), place=2, count=3)
    ninth = Rule(starts_on=TUESDAY, frequency=Frequency.MONTHLY_DAY, month_day=9, count=3)

    assert [moved(second, days=step) is None for step in (1, 7, -7, 21)] == [True, False, False, True]
    assert [moved(ninth, days=step) is None for step in (19, 20, -8, -9)] == [False, True, False, True]
