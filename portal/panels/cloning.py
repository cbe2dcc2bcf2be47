"""What a clone would be: its sessions before and after, and what it goes without."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import time_format
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from common import times
from common.markup import format_html
from events.drafts import SessionDraft
from events.forms import CloneForm, SeriesCloneForm, missing_time
from events.models import Event, Series


@dataclass(frozen=True, kw_only=True)
class ClonedSession:
    """One session: when it was, when it would be, and why it can't."""

    number: int
    before: SafeString
    after: SafeString
    place: str
    problem: str


@dataclass(frozen=True, kw_only=True)
class Cloning:
    """The page on which an event or a series is cloned. ``series``: of which an event is one date."""

    title: str
    sessions: list[ClonedSession]
    left_out: list[str | Promise]
    series: Series | None = None


def cloning(event: Event, form: CloneForm) -> Cloning:
    """What ``form`` would make of ``event``."""
    copy = form.copy
    return Cloning(
        title=event.title,
        sessions=_sessions(zip(form.source.draft.sessions, copy.draft.sessions, strict=True)),
        left_out=[reason.label for reason in copy.left_out],
        series=event.series,
    )


def cloning_series(series: Series, form: SeriesCloneForm) -> Cloning:
    """What ``form`` would make of each date of ``series``."""
    anew = form.anew
    pairs = list(anew.sessions) if anew else []
    return Cloning(title=series.title, sessions=_sessions(pairs), left_out=[])


def _sessions(pairs: Iterable[tuple[SessionDraft, SessionDraft]]) -> list[ClonedSession]:
    return [
        ClonedSession(
            number=number,
            before=when(before),
            after=when(after),
            place=str(after.room or after.place or _("Online")),
            problem=missing_time(after),
        )
        for number, (before, after) in enumerate(pairs, start=1)
    ]


def when(session: SessionDraft) -> SafeString:
    """Like "Tuesday 24 November 2026, 09:30–11:30", by the clock of its zone."""
    return clocks(
        datetime.combine(session.held_on, session.starts_wall), datetime.combine(session.ends_on, session.ends_wall)
    )


def clocks(starts: datetime, ends: datetime) -> SafeString:
    """The same of what the clocks show, wherever that is; what they show never breaks over lines."""
    first, last = (times.day(moment.date(), with_year=True) for moment in (starts, ends))
    start, end = (time_format(moment.time(), "TIME_FORMAT") for moment in (starts, ends))
    if first == last:
        hours = format_html('<span class="nowrap">{}</span>', _("%(start)s–%(end)s") % {"start": start, "end": end})
        return format_html(_("{day}, {time}"), day=first, time=hours)
    begin, over = (_("%(day)s, %(time)s") % {"day": day, "time": wall} for day, wall in ((first, start), (last, end)))
    return format_html("{}", _("%(start)s to %(end)s") % {"start": begin, "end": over})
