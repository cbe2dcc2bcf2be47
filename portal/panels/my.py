"""My seminars: what comes next, what I wait for, what I am asked, what was."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.contrib.humanize.templatetags.humanize import ordinal
from django.core.paginator import Page, Paginator
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from calendars.panels import Subscription, subscription
from events.enums import PoolKind
from events.models import Series, Session
from feedback.models import Form
from feedback.queries import due_for
from portal.panels.holds import held_for
from portal.panels.teaching import Taught, teaching_of
from registrations import links, policies, queries
from registrations.enums import Ending, Mark, Refusal
from registrations.models import Registration, SeatHold
from registrations.panels import overall
from registrations.panels.joining import here_url

PAGE = 20
HOUR = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Place:
    """One registration of the reader's, in a list."""

    registration: Registration
    at: datetime

    @cached_property
    def sessions(self) -> list[Session]:
        """The programme, in order."""
        return list(self.registration.event.sessions.all())

    @property
    def series(self) -> None:
        """One date stands for itself; see SeriesPlaces."""
        return

    @property
    def session(self) -> Session:
        """The one under way or next; of an event that is over the first."""
        return next((session for session in self.sessions if session.ends_at > self.at), self.sessions[0])

    @property
    def number(self) -> int:
        """Which of the sessions that is."""
        return self.sessions.index(self.session) + 1

    @property
    def where(self) -> str:
        """Where that session is."""
        return self.session.place_name or _("Online")

    @property
    def is_online(self) -> bool:
        return self.registration.pool.kind == PoolKind.ONLINE

    @property
    def join_path(self) -> str:
        """Where it is joined online; empty where it is not, or is for others."""
        return self.session.join_path if queries.lets_in(self.registration) else ""

    @property
    def here_path(self) -> str:
        """Where the reader checks in by themselves, while it is time for that; empty else."""
        return here_url(self.registration, self.registration.event, self.sessions, at=self.at)

    @property
    def code_path(self) -> str:
        """Where the reader sees what to show at the door; empty for a seat online."""
        return links.own_code_path(self.registration)

    @property
    def is_called_off(self) -> bool:
        return self.registration.ending == Ending.EVENT_CANCELLED

    @property
    def is_asked(self) -> bool:
        """Whether a seat is held until the reader says yes or no."""
        return policies.answer_refusal(self.registration, at=self.at) is None

    @property
    def in_line(self) -> str:
        """The place in the waiting list, like "4th"."""
        return str(ordinal(self.registration.place)) if self.registration.place else ""

    @property
    def ahead(self) -> int:
        """How many stand before the reader."""
        return (self.registration.place or 1) - 1

    @property
    def deadline(self) -> datetime:
        """Until when the seat can be given back."""
        return self.sessions[0].starts_at - timedelta(hours=self.registration.event.cancellation_hours)

    @property
    def cancel_refusal(self) -> Refusal | None:
        """Why it can't be given back."""
        return policies.cancel_refusal(self.registration, at=self.at)

    @property
    def lead(self) -> str:
        """How soon it is: "Next, in three days"."""
        days = (timezone.localtime(self.session.starts_at).date() - timezone.localtime(self.at).date()).days
        if self.session.starts_at <= self.at:
            return _("Now")
        if days < 2:  # noqa: PLR2004  # neither today nor tomorrow
            return _("Next, tomorrow") if days else _("Next, today")
        return ngettext("Next, in %(number)d day", "Next, in %(number)d days", days) % {"number": days}

    @property
    def mark(self) -> Mark | None:
        """What was noted about the reader, in one word."""
        return overall([Mark(entry.mark) for entry in self.registration.attendance.all()])

    @property
    def what(self) -> str:
        """How long it was and who hosted it: "2 h, Finance"."""
        hours = number_format(hours_of(self.sessions))
        host = self.registration.event.host_department
        if host is None:
            return _("%(hours)s h") % {"hours": hours}
        return _("%(hours)s h, %(department)s") % {"hours": hours, "department": host.name}


@dataclass(frozen=True, kw_only=True)
class SeriesPlaces:
    """Several dates of one series at which the reader has a seat, as one; ``is_whole``: later ones follow."""

    series: Series
    places: Sequence[Place]
    is_whole: bool

    @property
    def first(self) -> Place:
        """The next of them."""
        return self.places[0]

    @property
    def more(self) -> int:
        """How many follow it."""
        return len(self.places) - 1


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What the reader did this year."""

    year: int
    events: int
    hours: float
    departments: int

    @property
    def hours_note(self) -> str:
        """Like "14.5 hours"."""
        number = 1 if self.hours == 1 else 2  # languages count halves as many
        return ngettext("%(hours)s hour", "%(hours)s hours", number) % {"hours": number_format(self.hours)}


@dataclass(frozen=True, kw_only=True)
class MySeminars:
    """The whole page."""

    asked: Sequence[Place]
    following: Place | None
    coming: Sequence[Place | SeriesPlaces]
    waiting: Sequence[Place]
    requested: Sequence[Place]
    held: Sequence[SeatHold]
    taught: Sequence[Taught]
    to_decide: int
    due: Sequence[Form]
    earlier: Page[Registration]
    subscription: Subscription
    figures: Figures | None
    at: datetime

    @property
    def past(self) -> list[Place]:
        """One page of what was."""
        return [Place(registration=registration, at=self.at) for registration in self.earlier]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing of the reader's at all."""
        return not (
            self.asked
            or self.following
            or self.coming
            or self.waiting
            or self.requested
            or self.held
            or self.taught
            or self.to_decide
            or self.due
            or self.earlier.paginator.count
        )


def my_seminars(person: User, *, page: str, at: datetime) -> MySeminars:
    """Everything about ``person``; ``page``: of what was, as typed."""
    to_come = list(queries.places_to_come(person, at=at))
    queries.give_reasons([found for found in to_come if found.is_waiting], at=at)
    places = [Place(registration=found, at=at) for found in to_come]
    seated = _by_date(place for place in places if place.registration.is_confirmed)
    called_off = [place for place in places if place.is_called_off]
    return MySeminars(
        asked=[place for place in places if place.is_asked],
        following=seated[0] if seated else None,
        coming=_by_series(_by_date([*seated[1:], *called_off]), person),
        waiting=[place for place in places if place.registration.is_waiting],
        requested=[place for place in places if place.registration.is_requested],
        held=held_for(person, at=at),
        taught=teaching_of(person, at=at),
        to_decide=Registration.objects.to_be_decided_by(person, at=at).count(),
        due=due_for(person, at=at),
        earlier=Paginator(queries.places_gone_by(person, at=at), PAGE).get_page(page),
        subscription=subscription(person),
        figures=_figures(person, at=at),
        at=at,
    )


def _by_date(places: Iterable[Place]) -> list[Place]:
    return sorted(places, key=lambda place: place.session.starts_at)


def _by_series(places: Sequence[Place], person: User) -> list[Place | SeriesPlaces]:
    """Several dates of a series as one, where the first of them stands."""
    found: dict[int, list[Place]] = defaultdict(list)
    for place in places:
        found[place.registration.event.series_id or -place.registration.pk].append(place)
    whole = queries.series_joined(person) if any(len(group) > 1 for group in found.values()) else set()
    rows: list[Place | SeriesPlaces] = []
    for key, group in found.items():
        series = group[0].registration.event.series
        if series is None or len(group) == 1:
            rows.extend(group)
        else:
            rows.append(SeriesPlaces(series=series, places=group, is_whole=key in whole))
    return rows


def hours_of(sessions: Sequence[Session]) -> float:
    """How long ``sessions`` are together, to half an hour."""
    total = sum((session.ends_at - session.starts_at for session in sessions), timedelta())
    hours = round(total / HOUR * 2) / 2
    return int(hours) if hours == int(hours) else hours


def _figures(person: User, *, at: datetime) -> Figures | None:
    new_year = timezone.localtime(at).replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    attended = queries.sessions_attended(person, since=new_year)
    events = {session.event_id for session in attended}
    if not events:
        return None
    return Figures(
        year=new_year.year,
        events=len(events),
        hours=hours_of(attended),
        departments=queries.departments_met(person, events=events),
    )
