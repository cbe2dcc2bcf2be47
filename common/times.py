"""Dates, times and zones in words, in the reader's language and the active zone."""

from datetime import date, datetime, time, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _


def day(on: date | datetime, *, with_year: bool | None = None) -> str:
    """Like "Tuesday 24 November"; the year stands there where it is not the current one."""
    if isinstance(on, datetime):
        on = timezone.localtime(on).date()
    if with_year is None:
        with_year = on.year != timezone.localdate().year
    return _day(on, "DAY_YEAR_FORMAT" if with_year else "DAY_FORMAT", get_language())


@lru_cache(maxsize=4096)
def _day(on: date, form: str, _language: str | None) -> str:
    return date_format(on, form)


def clock(at: datetime) -> str:
    """Like "09:30"."""
    return _clock(timezone.localtime(at).time().replace(second=0, microsecond=0), get_language())


@lru_cache(maxsize=4096)  # a day has 1,440 minutes, and a list says two of them in every row
def _clock(at: time, _language: str | None) -> str:
    return time_format(at, "TIME_FORMAT")


def moment(at: datetime, *, with_year: bool | None = None) -> str:
    """Like "Tuesday 24 November, 09:30"."""
    return _("%(day)s, %(time)s") % {"day": day(at, with_year=with_year), "time": clock(at)}


def short(at: datetime) -> str:
    """Like "24 Nov, 09:30", for tables."""
    return date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT")


def hours(starts_at: datetime, ends_at: datetime) -> str:
    """Like "09:30–11:30"."""
    return _("%(start)s–%(end)s") % {"start": clock(starts_at), "end": clock(ends_at)}


def span(starts_at: datetime, ends_at: datetime, *, with_year: bool | None = None) -> str:
    """Like "Tuesday 24 November, 09:30–11:30", or two moments where it runs over midnight."""
    if is_one_day(starts_at, ends_at):
        return _("%(day)s, %(time)s") % {"day": day(starts_at, with_year=with_year), "time": hours(starts_at, ends_at)}
    start, end = (moment(at, with_year=with_year) for at in (starts_at, ends_at))
    return _("%(start)s to %(end)s") % {"start": start, "end": end}


def is_one_day(starts_at: datetime, ends_at: datetime) -> bool:
    """Whether both fall on one day of the active zone."""
    return timezone.localtime(starts_at).date() == timezone.localtime(ends_at).date()


def city(zone: str | tzinfo) -> str:
    """The readable part of a zone's name: "Buenos Aires" of America/Argentina/Buenos_Aires."""
    return str(zone).rsplit("/", 1)[-1].replace("_", " ")


def is_same_clock(starts_at: datetime, ends_at: datetime, zone: str) -> bool:
    """Whether the zone's clocks show what the reader's clocks show, from start to end."""
    there = ZoneInfo(zone)
    return all(
        timezone.localtime(at).replace(tzinfo=None) == at.astimezone(there).replace(tzinfo=None)
        for at in (starts_at, ends_at)
    )


def zone_note(starts_at: datetime, ends_at: datetime, *, zone: str, place: str = "") -> str:
    """Like "Hamburg time, which is yours too", or what the clocks show there where they differ."""
    name = place or city(zone)
    if is_same_clock(starts_at, ends_at, zone):
        return _("%(city)s time, which is yours too") % {"city": name}
    with timezone.override(ZoneInfo(zone)):
        text = span(starts_at, ends_at)
    return _("In %(city)s: %(when)s") % {"city": name, "when": text}


def zone_name(zone: str | tzinfo | None = None) -> str:
    """Like "Hamburg time", for the active zone unless another is named."""
    return _("%(city)s time") % {"city": city(zone or timezone.get_current_timezone_name())}
