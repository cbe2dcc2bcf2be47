"""The seat meter, as pips or as a line, with its words."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from common import seats, times
from common.components.drawings import drawn
from common.markup import format_html

register = template.Library()
KeyRow = tuple[SafeString, str]


def _taken(number: int) -> str:
    return ngettext("%(number)d taken", "%(number)d taken", number) % {"number": number}


def _free(number: int, *, is_some_held: bool) -> str:
    if is_some_held:
        text = ngettext("%(number)d free for everyone", "%(number)d free for everyone", number)
    else:
        text = ngettext("%(number)d free", "%(number)d free", number)
    return text % {"number": number}


def _waiting(number: int) -> str:
    return ngettext("%(number)d waiting", "%(number)d waiting", number) % {"number": number}


def _held(held: seats.Held) -> str:
    until: datetime | None = getattr(held, "until", None)
    values = {"number": held.seats, "department": held.department.name}
    if until is None:
        return ngettext("%(number)d held for %(department)s", "%(number)d held for %(department)s", held.seats) % values
    return ngettext(
        "%(number)d held for %(department)s until %(time)s",
        "%(number)d held for %(department)s until %(time)s",
        held.seats,
    ) % {**values, "time": times.moment(until)}


def _rows(shown: seats.Seats) -> Iterable[KeyRow]:
    if others := shown.taken - (1 if shown.mine else 0):
        yield drawn(seats.key("taken")), _taken(others)
    if shown.mine:
        yield drawn(seats.key("mine")), _("yours")
    for held in shown.held:
        yield drawn(seats.key("held", department=held.department)), _held(held)
    if shown.free:
        yield drawn(seats.key("free")), _free(shown.free, is_some_held=bool(shown.held))
    if shown.waiting:
        yield drawn(seats.key("wait")), _waiting(shown.waiting)
    if shown.you:
        yield drawn(seats.key("you")), _("you, number %(place)d") % {"place": shown.you}


def sentence(shown: seats.Seats) -> str:
    """Everything the drawing shows, for whoever does not see it."""
    parts = [_taken(shown.taken), *map(_held, shown.held)]
    if shown.capacity is not None:
        parts.append(_free(shown.free, is_some_held=bool(shown.held)))
    if shown.mine:
        parts.append(_("one of them is yours"))
    if shown.waiting:
        parts.append(_waiting(shown.waiting))
    if shown.you:
        parts.append(_("you are number %(place)d") % {"place": shown.you})
    listed = pgettext("between the items of a list", ", ").join(parts)
    if shown.capacity is None:
        return _("No limit: %(list)s") % {"list": listed}
    return ngettext("%(number)d seat: %(list)s", "%(number)d seats: %(list)s", shown.capacity) % {
        "number": shown.capacity,
        "list": listed,
    }


@register.inclusion_tag("components/meter.html")
def meter(  # noqa: PLR0913  # each number is one fact of the drawing
    *,
    capacity: int | None,
    taken: int,
    held: Sequence[seats.Held] = (),
    waiting: int = 0,
    mine: int | None = None,
    you: int | None = None,
    per_row: int = 12,
    heading: str = "",
    heading_id: str = "",
    with_key: bool = True,
) -> dict[str, object]:
    """The seats of a pool, one pip each, with heading and key; a line from 49 seats on or without a limit.

    `capacity`: None is unlimited. `held`: objects with `department`, `seats` and perhaps `until`.
    `mine`: which seat is the reader's, `you`: the reader's place in the waiting list, both from one.
    """
    shown = seats.Seats(capacity=capacity, taken=taken, held=held, waiting=waiting, mine=mine, you=you)
    if not shown.is_line:
        drawing = seats.meter(shown, label=sentence(shown), per_row=per_row)
    elif capacity:
        drawing = seats.line(capacity=capacity, taken=taken, held=shown.held_seats)
    else:
        drawing = ""
    return {
        "drawing": drawn(drawing),
        "is_line": shown.is_line,
        "sentence": sentence(shown),
        "rows": list(_rows(shown)) if with_key else [],
        "heading": heading,
        "heading_id": heading_id,
    }


@register.simple_tag
def meter_line(*, capacity: int | None, taken: int, waiting: int = 0, held: int = 0) -> SafeString:
    """The seats of a pool in a list: a short line, and the words "7 of 24 seats left" or "Full, 3 waiting"."""
    if capacity is None:
        coming = ngettext("%(n)d coming", "%(n)d coming", taken) % {"n": taken}
        return format_html('<span class="quiet">{}</span>', coming)
    drawing = drawn(seats.line(capacity=capacity, taken=taken, held=held)) if capacity else ""
    return format_html(
        '<span class="quiet meter--line">{}</span> {}', drawing, _left(capacity - taken, capacity, waiting)
    )


def _left(left: int, capacity: int, waiting: int) -> SafeString:
    if waiting:
        full = ngettext("Full, %(n)d waiting", "Full, %(n)d waiting", waiting) % {"n": waiting}
        return format_html('<span class="quiet">{}</span>', full)
    if left <= 0:
        return format_html('<span class="quiet">{}</span>', _("Full"))
    words = ngettext("{n} of {capacity} seats left", "{n} of {capacity} seats left", left)
    number = format_html('<span class="strong">{}</span>', left)
    return format_html("<span>{}</span>", format_html(words, n=number, capacity=capacity))
