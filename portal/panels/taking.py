"""What can be taken along of pages that are no tables: the catalogue, one's own seminars, the library."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from accounts.models import User
from common.exports import Sheet, moment_name
from common.spreadsheets import Row
from events.enums import EventKind
from events.listings import Listing, listings
from portal.panels.filters import Filters
from portal.panels.found import fitting
from portal.panels.library import library_page
from portal.panels.my import Place
from registrations import queries

BATCH = 200  # events that are read at once


def catalogue_sheet(person: User | AnonymousUser, filters: Filters, *, at: datetime) -> Sheet:
    """All events that fit, soonest first."""
    ids = fitting(person, filters, at=at).ids
    moments = [moment_name(_("Starts")), moment_name(_("Ends"))]
    names = [_("Title"), *moments, _("Kind"), _("Place"), _("Speaker"), _("Department"), _("Series")]
    return Sheet(
        title=_("Catalogue"), names=[*names, _("Seats"), _("Seats taken")], count=len(ids), rows=lambda: _events(ids)
    )


def my_sheet(person: User, *, at: datetime) -> Sheet:
    """Seats and places in line, then what was, latest first."""
    names = [_("Title"), moment_name(_("Starts")), moment_name(_("Ends")), _("State"), _("Attendance")]
    coming = [_own(Place(registration=one, at=at)) for one in queries.places_to_come(person, at=at)]
    gone = [_gone_by(Place(registration=one, at=at)) for one in queries.places_gone_by(person, at=at)]
    return Sheet.of_lines(title=_("My seminars"), names=names, lines=[*coming, *gone])


def library_sheet(person: User, query: Mapping[str, str], *, at: datetime) -> Sheet:
    """All materials that fit, those of the newest event first."""
    found = library_page(person, query, at=at).found.paginator
    names = [_("Title"), _("Kind"), _("Event"), moment_name(_("Starts"))]

    def rows() -> Iterator[Row]:
        for one in found.object_list:
            yield [one.title, str(one.get_kind_display()), one.event.title, one.event.starts_at]

    return Sheet(title=_("Library"), names=names, count=found.count, rows=rows)


def _events(ids: Sequence[int]) -> Iterator[Row]:
    for start in range(0, len(ids), BATCH):
        yield from map(_event, listings(ids[start : start + BATCH]))


def _event(event: Listing) -> Row:
    capacities = [pool.capacity for pool in event.pools]
    teacher = event.teacher
    return [
        event.title,
        event.starts_at,
        max(session.ends_at for session in event.sessions),
        str(EventKind(event.kind).label),
        "; ".join(dict.fromkeys(session.place or _("Online") for session in event.sessions)),
        teacher.name if teacher else "",
        teacher.department.name if teacher and teacher.department else "",
        event.series,
        None if None in capacities else sum(number or 0 for number in capacities),
        sum(pool.seats_taken for pool in event.pools),
    ]


def _gone_by(place: Place) -> Row:
    return [*list(_own(place))[:-1], str(place.mark.label) if place.mark else ""]


def _own(place: Place) -> Row:
    event = place.registration.event
    return [event.title, event.starts_at, event.ends_at, str(place.registration.get_status_display()), ""]
