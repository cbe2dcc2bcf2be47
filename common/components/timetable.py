"""Weeks of days with what is on, as a table: the month and week views.

Written in Python rather than as a template for the reason that listing.py gives: some hundred and
fifty entries would cost more than the rest of the page.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol

from django import template
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common import icons
from common.components.drawings import STATE_ICONS, STATES, drawn
from common.markup import format_html, format_html_join

register = template.Library()


class Entry(Protocol):
    """What stands in a day; the words are in the reader's language already.

    `state`: a key of STATES for what concerns the reader or the event, or "". `place` may be empty.
    """

    @property
    def to(self) -> str: ...
    @property
    def time(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def is_past(self) -> bool: ...


class Day(Protocol):
    """One day: what is shown of it, how many more there are, and where all of them stand."""

    @property
    def on(self) -> date: ...
    @property
    def is_outside(self) -> bool: ...
    @property
    def is_today(self) -> bool: ...
    @property
    def entries(self) -> Sequence[Entry]: ...
    @property
    def more(self) -> int: ...
    @property
    def to(self) -> str: ...


@register.simple_tag
def timetable(*, weeks: Sequence[Sequence[Day]], title: str, earlier: str, later: str, look: str = "") -> SafeString:
    """Weeks of days (see Day) as a table named `title`; `earlier` and `later`: addresses of those around it.

    `look`: "week" for one week in full. Script lets arrow keys move from day to day.
    """
    heads = format_html_join(
        "",
        '<th scope="col"><span aria-hidden="true">{}</span><span class="hush">{}</span></th>',
        ((date_format(day.on, "D"), date_format(day.on, "l")) for day in weeks[0]),
    )
    return format_html(
        '<table class="{}" data-earlier="{}" data-later="{}"><caption class="hush">{}</caption><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table>",
        f"month month--{look}" if look else "month",
        earlier,
        later,
        title,
        heads,
        format_html_join("", "<tr>{}</tr>", ((_days(week),) for week in weeks)),
    )


def _days(week: Iterable[Day]) -> SafeString:
    return format_html_join("", "{}", ((_day(day),) for day in week))


def _day(day: Day) -> SafeString:
    classes = " ".join(name for name, holds in (("out", day.is_outside), ("today", day.is_today)) if holds)
    full = date_format(day.on, "DAY_FORMAT")
    return format_html(
        '<td id="d-{}"{}{}><time class="n" id="n-d-{}" datetime="{}"><span class="hush">{}</span>'
        '<span aria-hidden="true"><span class="phone">{} </span>{}</span></time>{}</td>',
        day.on.isoformat(),
        format_html(' class="{}"', classes) if classes else "",
        SafeString(' aria-current="date"') if day.is_today else "",
        day.on.isoformat(),
        day.on.isoformat(),
        _spoken(day, full),
        date_format(day.on, "D"),
        day.on.day,
        _entries(day, full) if day.entries else "",
    )


def _spoken(day: Day, full: str) -> str:
    """The day, and how much is on: what a screen reader says first."""
    number = len(day.entries) + day.more
    if not number:
        return full
    events = ngettext("%(number)d event", "%(number)d events", number) % {"number": number}
    return _("%(day)s, %(events)s") % {"day": full, "events": events}


def _entries(day: Day, full: str) -> SafeString:
    rows = format_html_join("", "<li>{}</li>", ((timetable_entry(of=one),) for one in day.entries))
    if not day.more:
        return format_html("<ul>{}</ul>", rows)
    more = ngettext("%(number)d more", "%(number)d more", day.more) % {"number": day.more}
    return format_html(
        '<ul>{}<li><a class="more" href="{}">+{}<span class="hush">, {}</span></a></li></ul>', rows, day.to, more, full
    )


@register.simple_tag
def timetable_entry(*, of: Entry) -> SafeString:
    """What is on, as a link (see Entry), in a timetable or in a list."""
    one = of
    classes = f"on {one.state}{' past' if one.is_past else ''}"
    return format_html(
        '<a class="{}" href="{}">{}<span class="time">{}</span> <span class="what">{}</span>{}{}</a>',
        classes,
        one.to,
        drawn(icons.icon(STATE_ICONS.get(one.state, one.state))) if one.state else "",
        one.time,
        one.title,
        format_html('<span class="where">{}</span>', one.place) if one.place else "",
        format_html('<span class="hush">, {}</span>', STATES[one.state]) if one.state else "",
    )


@register.simple_tag
def timetable_key(*, states: Iterable[str]) -> SafeString:
    """What the signs in a timetable mean. `states`: keys of STATES."""
    meant = {
        "confirmed": _("You have a seat"),
        "waitlisted": _("You are waiting"),
        "offered": _("A seat is offered to you"),
    }
    rows = (
        (state, drawn(icons.icon(STATE_ICONS.get(state, state))), meant.get(state, STATES[state])) for state in states
    )
    key = format_html_join("", '<li><span class="state state--bare" data-s="{}">{}{}</span></li>', rows)
    return format_html('<ul class="key">{}</ul>', key) if key else key
