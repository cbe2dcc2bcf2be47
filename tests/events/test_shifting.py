"""The day that is proposed when something is cloned."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.shifting import in_week_of, proposed

DAYS = st.dates(date(2015, 1, 1), date(2045, 12, 31))


@pytest.mark.parametrize(
    ("first", "today", "day"),
    [
        ("2025-10-14", "2026-08-03", "2026-10-13"),  # Tuesday of week 42, a year later
        ("2026-03-12", "2026-11-27", "2027-03-18"),  # Thursday of week 11, in the next year
        ("2026-11-10", "2026-11-27", "2026-12-01"),  # of this month: the next Tuesday
        ("2026-11-20", "2026-11-27", "2026-12-04"),  # not today
        ("2026-12-01", "2026-11-27", "2026-12-08"),  # still to come: a week after it
        ("2020-12-31", "2026-11-27", "2026-12-31"),  # week 53, which 2026 has too
        ("2020-12-31", "2027-11-26", "2028-01-06"),  # and 2027 has not
    ],
)
def test_the_same_week_of_the_year_where_it_is_near_else_the_next_such_weekday(first, today, day):
    assert proposed(date.fromisoformat(first), today=date.fromisoformat(today)).isoformat() == day


@given(DAYS, DAYS)
def test_it_is_always_to_come_and_on_the_same_weekday(first, today):
    day = proposed(first, today=today)

    assert (day > today, day.weekday()) == (True, first.weekday())


@given(DAYS, st.integers(2015, 2045))
def test_a_week_53_that_a_year_does_not_have_is_the_first_of_the_next(day, year):
    week, weekday = day.isocalendar()[1:]
    same = (year, week, weekday)

    assert in_week_of(day, year=year).isocalendar() in ((same,) if week <= 52 else (same, (year + 1, 1, weekday)))
