"""A series as its organisers see it: every date, how it stands, and what can be done with all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common import exports
from common.components.drawings import STATES
from common.exports import Sheet
from common.spreadsheets import Row
from events import policies
from events.models import Event, Pool, Series
from events.queries import occurrences, rule_of
from events.repetition import in_words
from portal.panels.schedule import Schedule, event_state
from registrations.queries import waiting_by_event


@dataclass(frozen=True, kw_only=True)
class Occurrence:
    """One date of the list."""

    event: Event
    state: str
    schedule: Schedule
    waiting: int
    can_change: bool
    own_title: str = ""

    @property
    def pools(self) -> list[Pool]:
        """Its seats, by kind."""
        return list(self.event.pools.all())

    @property
    def place(self) -> str:
        """Where it is, in words."""
        return self.schedule.place or (_("Online") if self.schedule.is_online else _("In several places"))

    @property
    def more(self) -> str:
        """How many meetings follow the first; empty where it is the only one."""
        number = len(self.schedule.sessions) - 1
        return ngettext("and %(n)d more session", "and %(n)d more sessions", number) % {"n": number} if number else ""

    @property
    def url(self) -> str:
        """Where it is worked on."""
        return reverse("workspace", args=[self.event.slug])


@dataclass(frozen=True, kw_only=True)
class SeriesDesk:
    """The page of a series for its organisers."""

    series: Series
    words: str
    occurrences: Sequence[Occurrence]

    @property
    def drafts(self) -> int:
        """How many are still to be published."""
        return sum(1 for one in self.occurrences if one.event.is_draft)


def series_sheet(desk: SeriesDesk) -> Sheet:
    """The dates as an export says them."""
    names = [exports.moment_name(_("Starts")), exports.moment_name(_("Ends")), _("Title"), _("Place"), _("State")]
    return Sheet.of_lines(
        title=_("Dates, %(series)s") % {"series": desk.series.title},
        names=[*names, _("Seats"), _("Seats taken"), _("Waiting")],
        lines=[_line(one) for one in desk.occurrences],
    )


def _line(one: Occurrence) -> Row:
    capacities = [pool.capacity for pool in one.pools]
    seats = sum(number for number in capacities if number is not None) if None not in capacities else None
    taken = sum(pool.seats_taken for pool in one.pools)
    dates = [one.event.starts_at, one.event.ends_at]
    return [*dates, one.event.title, one.place, str(STATES[one.state]), seats, taken, one.waiting]


def series_desk(series: Series, *, at: datetime) -> SeriesDesk:
    """The series with all its dates."""
    events = list(occurrences(series).prefetch_related("sessions__room__location", "pools"))
    waiting = waiting_by_event(events)
    return SeriesDesk(
        series=series,
        words=in_words(rule_of(series)),
        occurrences=[
            Occurrence(
                event=event,
                state=event_state(event, at=at),
                schedule=Schedule.of(sorted(event.sessions.all(), key=lambda one: (one.starts_at, one.pk))),
                waiting=waiting.get(event.pk, 0),
                can_change=not event.has_started(at) and policies.edit_refusal(event, at=at) is None,
                own_title=event.title if event.title != series.title else "",
            )
            for event in events
        ],
    )


def for_dates(number: int) -> str:
    """What is said after a change of so many dates; empty where it was of one."""
    if number == 1:
        return ""
    return ngettext("Saved for %(number)d date.", "Saved for %(number)d dates.", number) % {"number": number}
