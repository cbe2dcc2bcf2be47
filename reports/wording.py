"""What an attendance summary says around its list, in the active language and zone."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from common import charts, times
from registrations.enums import Mark
from reports import paper, periods
from reports.paper import Detail
from reports.periods import Period
from reports.summary import Belonging, Header, Meeting, Outcome, Share, Summary

MOST_BARS = 20  # departments in a chart: more say nothing at a glance, and the list below names each


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure with its name and a remark."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One line of a chart."""

    of: Outcome | Belonging | None
    name: str
    drawing: SafeString
    text: str


@dataclass(frozen=True, kw_only=True)
class Head:
    """The head of a column of attendance."""

    label: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class MeetingLine:
    """One session in the table of sessions."""

    number: int
    when: str
    place: str
    speakers: str
    attended: str


def word(outcome: Outcome) -> str:
    """How people call it."""
    return _("Not marked") if outcome == Outcome.UNMARKED else str(Mark(outcome.value).label)


def listed(items: Iterable[str]) -> str:
    """Several in one line."""
    return pgettext("between the items of a list", ", ").join(dict.fromkeys(filter(None, items)))


def hours(minutes: int) -> str:
    """Like "42", "42.5" or "0.75", which is how certificates say them."""
    number = in_hours(minutes)
    return number_format(int(number) if number.is_integer() else number, force_grouping=True)


def in_hours(minutes: int) -> float:
    """The same for tables; a number that is told to fewer places would be cut off, not rounded."""
    return round(minutes / 60, 2)


def when(meeting: Meeting) -> str:
    """The time of a session in the active zone, and on the clocks of the place where those differ."""
    here = times.span(meeting.starts_at, meeting.ends_at, with_year=True)
    if times.is_same_clock(meeting.starts_at, meeting.ends_at, meeting.zone):
        return here
    with timezone.override(ZoneInfo(meeting.zone)):
        there = times.span(meeting.starts_at, meeting.ends_at, with_year=True)
    return _("%(here)s (in %(city)s: %(there)s)") % {"here": here, "city": times.city(meeting.zone), "there": there}


def place(meeting: Meeting) -> str:
    """The room, the link, or both."""
    if not meeting.place:
        return _("Online")
    name = paper.printable(meeting.place)
    return _("%(place)s, and online") % {"place": name} if meeting.is_online else name


def speakers(meetings: Iterable[Meeting]) -> str:
    """Whoever teaches, with their departments."""
    people = [
        _("%(name)s (%(department)s)") % {"name": name, "department": department} if department else name
        for meeting in meetings
        for name, department in meeting.speakers
    ]
    return paper.printable(listed(people))


def lines(header: Header) -> list[str]:
    """When, where, who teaches and which departments host it, below the title."""
    hosted = [_("Hosted by: %(names)s") % {"names": listed(header.hosts)}] if header.hosts else []
    return [*meeting_words(header.meetings), *hosted]


def meeting_words(meetings: Sequence[Meeting]) -> list[str]:
    """When, where and who teaches, in a few lines."""
    if not meetings:
        return []
    if len(meetings) == 1:
        found = [_in_zone(when(meetings[0])), place(meetings[0])]
    else:
        number = ngettext("%(number)d session", "%(number)d sessions", len(meetings))
        days = _("%(first)s to %(last)s") % {
            "first": times.day(meetings[0].starts_at, with_year=True),
            "last": times.day(meetings[-1].ends_at, with_year=True),
        }
        found = [number % {"number": len(meetings)}, _in_zone(days)]
    taught = speakers(meetings)
    return [*found, *([_("Speakers: %(names)s") % {"names": taught}] if taught else [])]


def _in_zone(text: str) -> str:
    return _("%(when)s, %(zone)s") % {"when": text, "zone": times.zone_name()}


def standing(header: Header) -> str:
    """Whether the figures may still change."""
    if header.is_cancelled:
        return _("This event was cancelled.")
    if header.closed_at is None:
        return _("Preliminary: the attendance list is not closed yet.")
    return _("The attendance list was closed on %(when)s.") % {"when": times.moment(header.closed_at, with_year=True)}


def data_of(header: Header) -> str:
    """When the data were taken, and in which zone times are given; stands on every page."""
    if header.is_preliminary:
        words = {"when": times.moment(header.taken_at, with_year=True), "zone": times.zone_name()}
        return _("Preliminary. As of %(when)s, %(zone)s. For internal use.") % words
    return as_of(header.taken_at)


def as_of(taken_at: datetime) -> str:
    """When the data of a document were taken that is for colleagues alone."""
    words = {"when": times.moment(taken_at, with_year=True), "zone": times.zone_name()}
    return _("As of %(when)s, %(zone)s. For internal use.") % words


def as_of_for_all(taken_at: datetime) -> str:
    """The same of what may be read by whoever passes."""
    return _("As of %(when)s, %(zone)s.") % {"when": times.moment(taken_at, with_year=True), "zone": times.zone_name()}


def period(of: Period) -> str:
    """Like "Quarter 3, 2026"."""
    if of.number is None:
        return str(of.year)
    return _("Quarter %(number)d, %(year)d") % {"number": of.number, "year": of.year}


def about(title: str, options: Mapping[str, Any]) -> str:
    """Like "Finance, Quarter 3, 2026": what a document is about, and of which period."""
    chosen = periods.of_options(options)
    return ", ".join(filter(None, (title, period(chosen) if chosen else "")))


def figures(summary: Summary) -> list[Figure]:
    """The row of figures."""
    seats = len(summary.rows)
    if not summary.is_marked:
        guests = sum(1 for row in summary.rows if row.person.is_guest)
        return [
            Figure(label=_("Confirmed seats"), value=number_format(seats, force_grouping=True)),
            Figure(label=_("Departments"), value=number_format(len(summary.departments))),
            Figure(label=_("Guests"), value=number_format(guests)),
        ]
    of_seats = ngettext("of %(number)s person with a seat", "of %(number)s people with a seat", seats)
    of_departments = ngettext("of %(number)s", "of %(number)s", len(summary.departments))
    present, partial = summary.by_outcome[Outcome.PRESENT], summary.by_outcome[Outcome.PARTIAL]
    single = len(summary.header.meetings) == 1
    return [
        Figure(
            label=word(Outcome.PRESENT),
            value=number_format(present, force_grouping=True),
            note=of_seats % {"number": number_format(seats, force_grouping=True)},
        ),
        Figure(
            label=word(Outcome.PARTIAL),
            value=number_format(partial, force_grouping=True),
            note=_("counted for half of the time") if single else _("not at every session, or not to its end"),
        ),
        Figure(
            label=_("Departments"),
            value=number_format(summary.departments_attending),
            note=of_departments % {"number": number_format(len(summary.departments))},
        ),
        Figure(label=_("Hours learned"), value=hours(summary.minutes), note=_("by all together")),
    ]


def bars_by_department(summary: Summary) -> list[Bar]:
    """How many came from each department, of those with a seat; of very many, the smaller ones together."""
    listed = [share for share in summary.by_department if share.department]
    unlisted = [share for share in summary.by_department if not share.department]
    shown = len(listed) if len(listed) <= MOST_BARS else MOST_BARS - 1
    bars = bars_of([*listed[:shown], *unlisted], is_marked=summary.is_marked)
    if others := listed[shown:]:
        name = _("%(number)s other departments") % {"number": number_format(len(others))}
        bars.insert(
            shown, Bar(of=None, name=name, drawing=SafeString(""), text=_came(others, is_marked=summary.is_marked))
        )
    return bars


def bars_of(shares: Iterable[Share], *, is_marked: bool) -> list[Bar]:
    """The same for any number of events."""
    shares = list(shares)
    most = max((share.seats for share in shares), default=0)
    bars = []
    for share in shares:
        name = share.department.name if share.department else _("Guests") if share.is_guests else _("No department")
        text = _came([share], is_marked=is_marked)
        drawing = charts.bar_on_paper(
            charts.percent(share.attended, most),
            within=charts.percent(share.seats, most),
            title=_percent(share.attended, share.seats) if is_marked else text,
        )
        bars.append(
            Bar(
                of=share.department,
                name=paper.printable(name),
                drawing=SafeString(drawing),
                text=text,
            )
        )
    return bars


def _came(shares: Collection[Share], *, is_marked: bool) -> str:
    """How many came of how many with a seat, or how many have one."""
    seats, attended = (
        sum(numbers) for numbers in zip(*((share.seats, share.attended) for share in shares), strict=True)
    )
    if not is_marked:
        return number_format(seats)
    return _("%(number)s of %(all)s") % {"number": number_format(attended), "all": number_format(seats)}


def bars_by_outcome(summary: Summary) -> list[Bar]:
    """How many were present, and so on, over all sessions."""
    return [
        Bar(
            of=outcome,
            name=word(outcome),
            drawing=SafeString(
                charts.bar_on_paper(
                    charts.percent(number, len(summary.rows)),
                    colour="#0b5864",
                    title=_percent(number, len(summary.rows)),
                )
            ),
            text=number_format(number, force_grouping=True),
        )
        for outcome, number in summary.by_outcome.items()
        if number or outcome != Outcome.UNMARKED
    ]


def _percent(part: int, whole: int) -> str:
    return _("%(number)s %%") % {"number": number_format(round(charts.percent(part, whole)))}


def meeting_lines(summary: Summary) -> list[MeetingLine]:
    """The sessions of an event with several."""
    return [
        MeetingLine(
            number=number,
            when=when(meeting),
            place=place(meeting),
            speakers=speakers([meeting]),
            attended=number_format(counts[Outcome.PRESENT] + counts[Outcome.PARTIAL], force_grouping=True),
        )
        for number, (meeting, counts) in enumerate(
            zip(summary.header.meetings, summary.by_meeting, strict=True), start=1
        )
    ]


def heads(meetings: Sequence[Meeting], layout: paper.Layout) -> list[Head]:
    """The heads of the columns with the attendance."""
    if layout.detail == Detail.COUNT:
        return [Head(label=_("Sessions"))]
    if len(meetings) == 1:
        return [Head(label=_("Attendance"))]
    if layout.detail == Detail.SIGNS:
        return [Head(label=str(number)) for number, _meeting in enumerate(meetings, start=1)]
    return [
        Head(
            label=_("Session %(number)d") % {"number": number},
            note=date_format(timezone.localtime(meeting.starts_at), "SHORT_DATETIME_FORMAT"),
        )
        for number, meeting in enumerate(meetings, start=1)
    ]
