"""A rule in words, in the reader's language: "every second Tuesday until 12 May"."""

from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common import times
from common.words import listed
from events.recurrence import LAST, Frequency, Rule

EVERY: dict[int, str | Promise] = {
    1: gettext_lazy("every %(day)s"),
    2: gettext_lazy("every second %(day)s"),
    3: gettext_lazy("every third %(day)s"),
    4: gettext_lazy("every fourth %(day)s"),
}
PLACES: dict[int, str | Promise] = {
    1: gettext_lazy("on the first %(day)s"),
    2: gettext_lazy("on the second %(day)s"),
    3: gettext_lazy("on the third %(day)s"),
    4: gettext_lazy("on the fourth %(day)s"),
    LAST: gettext_lazy("on the last %(day)s"),
}


def in_words(rule: Rule) -> str:
    """How often and for how long, without the exceptions."""
    values = {"rhythm": rhythm(rule), "n": rule.count or 0}
    if rule.until is not None:
        return _("%(rhythm)s until %(day)s") % {**values, "day": times.day(rule.until)}
    return ngettext("%(rhythm)s, %(n)d date", "%(rhythm)s, %(n)d dates", rule.count or 0) % values


def rhythm(rule: Rule) -> str:
    """How often: "every second Tuesday"."""
    if rule.frequency == Frequency.DAILY:
        return ngettext("every day", "every %(n)d days", rule.interval) % {"n": rule.interval}
    if rule.frequency == Frequency.WEEKLY:
        return _weekly(rule)
    text = ngettext("every month %(day)s", "every %(n)d months %(day)s", rule.interval)
    return text % {"n": rule.interval, "day": place_in_month(rule)}


def place_in_month(rule: Rule) -> str:
    """Which day of the month: "on the last Friday"."""
    if rule.frequency == Frequency.MONTHLY_WEEKDAY:
        return str(PLACES[rule.place]) % {"day": _names(rule)}
    if rule.month_day == LAST:
        return _("on its last day")
    return _("on day %(day)d") % {"day": rule.month_day}


def _weekly(rule: Rule) -> str:
    is_named = rule.interval in EVERY and (len(rule.weekdays) == 1 or rule.interval == 1)
    text = EVERY[rule.interval] if is_named else _("every %(n)d weeks on %(day)s")
    return str(text) % {"n": rule.interval, "day": _names(rule)}


def _names(rule: Rule) -> str:
    return listed([str(WEEKDAYS[day]) for day in sorted(rule.weekdays)])
