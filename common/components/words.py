"""Dates and times in the reader's language and zone."""

import re
from datetime import datetime
from functools import lru_cache

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from common import times
from common.markup import format_html

register = template.Library()


def _times(starts_at: datetime, ends_at: datetime) -> SafeString:
    return format_html('<span class="nowrap">{}</span>', times.hours(starts_at, ends_at))


def _stamped(at: datetime, text: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', at.isoformat(), text)


@lru_cache(maxsize=4096)
def _whole(day: str) -> str:
    """A day that no line breaks between its number and its month."""
    return re.sub(r"(?<=\d) (?=[^\W\d]{3})", "\N{NO-BREAK SPACE}", day)


@register.simple_tag
def when(*, starts_at: datetime, ends_at: datetime, part: str = "") -> SafeString:
    """A session's time in the reader's zone: "Tuesday 24 November, 09:30–11:30".

    `part`: "day" or "hours" for one part of it. The year stands there where it is not this one.
    """
    zone = timezone.get_current_timezone()
    starts_at, ends_at = starts_at.astimezone(zone), ends_at.astimezone(zone)
    if part == "day":
        return _stamped(starts_at, _whole(times.day(starts_at)))
    if starts_at.date() != ends_at.date():
        return _stamped(starts_at, _whole(times.span(starts_at, ends_at)))
    hours = _times(starts_at, ends_at)
    if part == "hours":
        return _stamped(starts_at, hours)
    return _stamped(starts_at, format_html(_("{day}, {time}"), day=_whole(times.day(starts_at)), time=hours))


@register.simple_tag
def zone_note(*, starts_at: datetime, ends_at: datetime, zone: str, place: str = "") -> str:
    """Like "Hamburg time, which is yours too", or the time there. `zone`: the event's; `place`: its name in words."""
    return times.zone_note(starts_at, ends_at, zone=zone, place=place)


@register.simple_tag
def moment(*, at: datetime, part: str = "") -> SafeString:
    """One moment: "Tuesday 24 November, 18:00". `part`: "day" or "clock"; "short" for tables: "24 Nov, 18:00"."""
    text = {"day": times.day(at), "clock": times.clock(at), "short": times.short(at)}.get(part) or times.moment(at)
    return _stamped(timezone.localtime(at), _whole(text))


@register.simple_tag
def zone_name(*, zone: str = "") -> str:
    """Like "Hamburg time": the reader's zone, or the one named."""
    return times.zone_name(zone or None)
