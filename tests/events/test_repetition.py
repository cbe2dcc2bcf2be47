"""A rule in words."""

from datetime import date

import pytest
from django.utils import translation

from events.recurrence import LAST, Frequency, Rule
from events.repetition import in_words

TUESDAY = date(2027, 3, 9)


def rule(frequency: Frequency, **values: object) -> Rule:
    if "until" not in values:
        values.setdefault("count", 4)
    return Rule(starts_on=TUESDAY, frequency=frequency, **values)


@pytest.mark.parametrize(
    ("said", "english", "german"),
    [
        (rule(Frequency.DAILY), "every day, 4 dates", "täglich, 4 Termine"),
        (rule(Frequency.DAILY, interval=3, count=1), "every 3 days, 1 date", "alle 3 Tage, 1 Termin"),
        (
            rule(Frequency.WEEKLY, weekdays=frozenset({1}), interval=2, until=date(2041, 5, 12)),
            "every second Tuesday until Sunday 12 May 2041",
            "jeden zweiten Dienstag bis Sonntag, 12.\N{NO-BREAK SPACE}Mai 2041",
        ),
        (
            rule(Frequency.WEEKLY, weekdays=frozenset({1, 3})),
            "every Tuesday and Thursday, 4 dates",
            "jeden Dienstag und Donnerstag, 4 Termine",
        ),
        (
            rule(Frequency.WEEKLY, weekdays=frozenset({1, 3}), interval=2),
            "every 2 weeks on Tuesday and Thursday, 4 dates",
            "alle 2 Wochen am Dienstag und Donnerstag, 4 Termine",
        ),
        (
            rule(Frequency.MONTHLY_WEEKDAY, weekdays=frozenset({4}), place=LAST),
            "every month on the last Friday, 4 dates",
            "jeden Monat am letzten Freitag, 4 Termine",
        ),
        (
            rule(Frequency.MONTHLY_DAY, month_day=15, interval=3),
            "every 3 months on day 15, 4 dates",
            "alle 3 Monate am 15., 4 Termine",
        ),
        (
            rule(Frequency.MONTHLY_DAY, month_day=LAST),
            "every month on its last day, 4 dates",
            "jeden Monat an seinem letzten Tag, 4 Termine",
        ),
    ],
)
def test_a_rule_is_said_in_the_readers_language(said, english, german):
    with translation.override("en"):
        in_english = in_words(said)
    with translation.override("de"):
        in_german = in_words(said)

    assert (in_english, in_german) == (english, german)
