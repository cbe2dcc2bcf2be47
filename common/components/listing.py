"""Events in a list, as the catalogue shows them.

Written in Python rather than as a template, and kept for whoever reads the same next: no page is opened more often, and
twenty rows of a template cost more than everything else of that page together.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from common import marks
from common.components.drawings import cover, dept, state
from common.components.seating import meter_line
from common.components.words import when
from common.markup import format_html, format_html_join

register = template.Library()

KEPT = 2_000  # rows, of a few kilobytes each


class Seats(Protocol):
    """The seats of one kind: None is unlimited."""

    @property
    def capacity(self) -> int | None: ...
    @property
    def seats_taken(self) -> int: ...


class ListedEvent(Protocol):
    """What a row is told of an event; the words are in the reader's language already.

    `title` and `excerpt`: in parts, each with whether it is marked as what was looked for; `excerpt` may be empty.
    `series`: what the series is called that it belongs to, whose page is `series_to`; empty where it stands alone.
    `has_day`: whether the row says its day, because no heading does.
    `state`: a key of STATES for what concerns the reader or the event ("confirmed", "waitlisted",
    "called-off"), with `state_text` to say it more closely; "begun" or "" where the seats are shown.
    `note`: a remark below. `seats`: None where none are offered. `image`: address of a picture, empty where it is drawn.
    """

    @property
    def to(self) -> str: ...
    @property
    def title(self) -> Sequence[tuple[str, bool]]: ...
    @property
    def excerpt(self) -> Sequence[tuple[str, bool]]: ...
    @property
    def has_day(self) -> bool: ...
    @property
    def series(self) -> str: ...
    @property
    def series_to(self) -> str: ...
    @property
    def key(self) -> object: ...
    @property
    def kind(self) -> str: ...
    @property
    def image(self) -> str: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...
    @property
    def sessions(self) -> int: ...
    @property
    def place(self) -> str: ...
    @property
    def speaker(self) -> str: ...
    @property
    def department(self) -> marks.Marked | None: ...
    @property
    def state(self) -> str: ...
    @property
    def state_text(self) -> str: ...
    @property
    def note(self) -> str: ...
    @property
    def seats(self) -> Seats | None: ...
    @property
    def waiting(self) -> int: ...


@register.simple_tag
def event_list(*, rows: Iterable[ListedEvent]) -> SafeString:
    """Events one below the other: cover, title, when, where, who, and how it stands. `rows`: see ListedEvent."""
    reader = str(get_language()), timezone.get_current_timezone_name(), timezone.localdate()
    drawn = ((_row(_told(row), *reader),) for row in rows)
    return format_html('<ul class="list">{}</ul>', format_html_join("", "{}", drawn))


class _Seats(NamedTuple):
    capacity: int | None
    seats_taken: int


class _Told(NamedTuple):
    """All that a row is told, as plain values: two that are equal look the same."""

    to: str
    title: tuple[tuple[str, bool], ...]
    excerpt: tuple[tuple[str, bool], ...]
    has_day: bool
    series: str
    series_to: str
    key: object
    kind: str
    image: str
    starts_at: datetime
    ends_at: datetime
    sessions: int
    place: str
    speaker: str
    department: marks.Marked | None
    state: str
    state_text: str
    note: str
    seats: _Seats | None
    waiting: int


def _told(row: ListedEvent) -> _Told:
    said: dict[str, Any] = {name: getattr(row, name) for name in _Told._fields}
    seats = said["seats"]
    said["title"], said["excerpt"] = tuple(said["title"]), tuple(said["excerpt"])
    said["seats"] = _Seats(seats.capacity, seats.seats_taken) if seats else None  # as they are now
    return _Told(**said)


@lru_cache(maxsize=KEPT)
def _row(row: _Told, _language: str, _zone: str, _today: date) -> SafeString:
    """The row as HTML: the same for all who read it in one language and zone on one day, which decides whether the year is said."""
    return format_html(
        '<li><article class="item">{}<div class="item__body"><h3><a href="{}">{}</a></h3>'
        '<p class="meta"><span>{}{}</span> <span>{}</span> {}{}</p>{}</div><div class="item__side">{}{}</div></article></li>',
        cover(key=row.key, kind=row.kind, size="thumb", image=row.image),
        row.to,
        _marked(row.title),
        when(starts_at=row.starts_at, ends_at=row.ends_at, part="" if row.has_day else "hours"),
        _sessions(row.sessions),
        row.place,
        dept(of=row.department, text=row.speaker) if row.speaker else "",
        _series(row),
        format_html('<p class="excerpt">{}</p>', _marked(row.excerpt)) if row.excerpt else "",
        _standing(row),
        format_html(' <span class="xs faint">{}</span>', row.note) if row.note else "",
    )


def _marked(parts: Sequence[tuple[str, bool]]) -> SafeString:
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", part) if is_hit else part,) for part, is_hit in parts)
    )


def _series(row: _Told) -> SafeString:
    if not row.series:
        return SafeString("")
    text = _("Part of the series “%(title)s”") % {"title": row.series}
    return format_html(' <a class="item__more" href="{}">{}</a>', row.series_to, text)


def _sessions(number: int) -> str:
    if number == 1:
        return ""
    return ngettext(", %(n)d session", ", %(n)d sessions", number) % {"n": number}


def _standing(row: _Told) -> SafeString:
    if row.state == "begun":
        return format_html('<span class="quiet">{}</span>', _("Has begun"))
    if row.state:
        return state(of=row.state, text=row.state_text)
    if row.seats is None:
        return format_html('<span class="quiet">{}</span>', _("No seats offered"))
    return meter_line(capacity=row.seats.capacity, taken=row.seats.seats_taken, waiting=row.waiting)
