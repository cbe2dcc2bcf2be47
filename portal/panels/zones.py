"""One meeting in several offices: what their clocks show, when those change, and how the bad hours are shared."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils.timezone import override
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from common import times
from events.models import Event, Session
from events.queries import standing
from events.rotation import DAY, ClockChange, Office, clock_changes, rank_of, shared
from events.walltime import NonexistentTimeError, to_utc
from registrations.queries import offices_of

MOST_DATES, MOST_OFFICES = 60, 8  # in the table; the largest offices
MOST_SHARED = 12  # dates among which the hours are shared at once
CANDIDATES = [time(hour) for hour in range(7, 21)]


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What the clocks of one office show, and what is to be said of it there: another day, a holiday, bad hours."""

    office: Office
    text: str
    remarks: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Row:
    """One meeting, as every office sees it. ``changes``: clocks that went another way since the one before."""

    starts_at: datetime
    ends_at: datetime
    zone: str
    cells: Sequence[Cell]
    changes: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Load:
    """What an office bears: as it is, and as it would be."""

    office: Office
    now: str
    then: str


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """Other times for the drafts among the next meetings, and what each office would bear."""

    rows: Sequence[Row]
    loads: Sequence[Load]
    is_exact: bool
    is_better: bool
    starts: dict[int, time] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Zones:
    """The page about the clocks of the offices."""

    offices: Sequence[Office]
    rows: Sequence[Row]
    changes: Sequence[str]
    can_share: bool
    proposal: Proposal | None = None


def zones(event: Event, *, by: User, asks: bool, at: datetime) -> Zones:
    """The meetings of ``event``, or of all events of its series, that are still to come; ``asks``: for other times."""
    sessions = sessions_to_come(event, by=by, at=at)[:MOST_DATES]
    if not sessions:
        return Zones(offices=(), rows=(), changes=(), can_share=False)
    first, last = sessions[0].starts_at, sessions[-1].ends_at
    offices = offices_of(event, since=first, until=last)[:MOST_OFFICES]
    turns = [change for office in offices for change in clock_changes(office, first, last)]
    turns.sort(key=lambda change: (change.day, change.office.name))
    drafts = any(session.event.is_draft for session in sessions[:MOST_SHARED])
    return Zones(
        offices=offices,
        rows=_rows([(one.starts_at, one.ends_at, one.zone) for one in sessions], offices, turns),
        changes=[_turn(change) for change in turns],
        can_share=drafts and len(offices) > 1,
        proposal=propose(sessions, offices) if asks and drafts and len(offices) > 1 else None,
    )


def sessions_to_come(event: Event, *, by: User, at: datetime) -> list[Session]:
    """The sessions of ``event``, or of those events of its series that ``by`` may edit, with their events."""
    events = [event.pk]
    if event.series is not None:
        events = list(standing(event.series).filter(pk__in=Event.objects.editable_by(by)).values_list("pk", flat=True))
    found = Session.objects.filter(event__in=events, starts_at__gt=at).select_related("event")
    return list(found.order_by("starts_at", "pk"))


def propose(sessions: Sequence[Session], offices: Sequence[Office]) -> Proposal:
    """Share the hours of the next meetings among ``offices``; what is published stays as it is, and counts."""
    near = list(sessions[:MOST_SHARED])
    choices = [_choices(session) for session in near]
    costs = [[tuple(office.cost(begin, end) for office in offices) for _wall, begin, end in each] for each in choices]
    found = shared(costs)
    taken = [each[number] for each, number in zip(choices, found.chosen, strict=True)]
    return Proposal(
        rows=_rows([(begin, end, one.zone) for (_w, begin, end), one in zip(taken, near, strict=True)], offices, []),
        loads=[
            Load(
                office=office,
                now=_load(sum(each[0][number] for each in costs)),
                then=_load(sum(each[chosen][number] for each, chosen in zip(costs, found.chosen, strict=True))),
            )
            for number, office in enumerate(offices)
        ],
        is_exact=found.is_exact,
        is_better=found.rank < rank_of([0] * len(near), costs),
        starts={one.pk: wall for one, (wall, _b, _e) in zip(near, taken, strict=True) if wall != one.starts_wall},
    )


def _choices(session: Session) -> list[tuple[time, datetime, datetime]]:
    """The times at which it may begin, by its own clock, its own first; nothing else where it is published."""
    length = session.ends_at - session.starts_at
    own = (session.starts_wall, session.starts_at, session.ends_at)
    if not session.event.is_draft:
        return [own]
    found = [own]
    for wall in CANDIDATES:
        try:
            begin = to_utc(session.held_on, wall, session.zone)
        except NonexistentTimeError:
            continue
        found.append((wall, begin, begin + length))
    return found


def _rows(
    meetings: Sequence[tuple[datetime, datetime, str]], offices: Sequence[Office], turns: Sequence[ClockChange]
) -> list[Row]:
    rows: list[Row] = []
    before: datetime | None = None
    for begin, end, zone in meetings:
        since = [one for one in turns if before and before.date() < one.day <= begin.date()]
        rows.append(
            Row(
                starts_at=begin,
                ends_at=end,
                zone=zone,
                cells=[_cell(office, begin, end, of=begin.astimezone(ZoneInfo(zone)).date()) for office in offices],
                changes=[_turn(one) for one in since],
            )
        )
        before = begin
    return rows


def _cell(office: Office, begin: datetime, end: datetime, *, of: date) -> Cell:
    """By the clocks of ``office`` what is held on the day ``of`` elsewhere."""
    zone = ZoneInfo(office.zone)
    day = begin.astimezone(zone).date()
    with override(zone):
        text = times.hours(begin, end)
    remarks = [times.day(day)] if day != of else []
    if office.is_off(day):
        remarks.append(_("public holiday") if day in office.days_off else _("weekend"))
    elif office.cost(begin, end):
        remarks.append(_("outside hours"))
    return Cell(office=office, text=text, remarks=remarks)


def _turn(change: ClockChange) -> str:
    text = (
        _("%(place)s: clocks go forward on %(day)s")
        if change.minutes > 0
        else _("%(place)s: clocks go back on %(day)s")
    )
    return text % {"place": change.office.name, "day": times.day(change.day)}


def _load(minutes: int) -> str:
    """Like "3 h 30 min", days off apart."""
    days, rest = divmod(minutes, DAY)
    said = [ngettext("%(number)d day off", "%(number)d days off", days) % {"number": days}] if days else []
    hours, left = divmod(rest, 60)
    if hours or not said:
        said.append(_("%(hours)d h") % {"hours": hours})
    if left:
        said.append(_("%(minutes)d min") % {"minutes": left})
    return " ".join(said)
