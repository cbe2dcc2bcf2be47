"""Rows of this app as iCalendar."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext

from calendars import ical
from calendars.enums import Method
from calendars.models import Meeting, Revision
from common import site


@dataclass(frozen=True)
class Part:
    """The calendar part of one mail, and the only address that mail may come from."""

    method: str
    content: bytes
    organiser_address: str


def part(revision: Revision) -> Part:
    """The iMIP part that says ``revision``; the same bytes whenever it is asked for."""
    told, method = revision.told, Method(revision.method)
    item = ical.Item(
        uid=revision.entry.meeting.uid,
        details=told.details,
        sequence=revision.sequence,
        stamped_at=revision.stamped_at,
        revised_at=told.revised_at,
        is_cancelled=method is Method.CANCEL,
        organiser=ical.Party(site.name(), revision.organiser_address),
        attendee=ical.Party(told.name, told.address),
        answer=told.answer,
    )
    return Part(method.value, ical.invitation(item, method), revision.organiser_address)


def download(meetings: Iterable[Meeting]) -> bytes:
    """A file of ``meetings`` for whoever may see them."""
    organiser = ical.Party(site.name(), settings.MAIL_ADDRESS)
    return ical.download([replace(_item(meeting), organiser=organiser) for meeting in meetings])


def feed(meetings: Iterable[Meeting], *, name: str, alarm: timedelta | None = None) -> bytes:
    """What a subscription to ``meetings`` reads, in the language that is active."""
    return ical.feed([_item(meeting) for meeting in meetings], name=name, alarm=alarm)


def _item(meeting: Meeting) -> ical.Item:
    details = meeting.details
    if meeting.is_cancelled:
        # Some programs strike a cancelled event out, some show nothing but the title.
        details = replace(details, title=gettext("Cancelled: %(title)s") % {"title": details.title})
    return ical.Item(
        uid=meeting.uid,
        details=details,
        sequence=meeting.sequence,
        stamped_at=meeting.revised_at,
        revised_at=meeting.revised_at,
        is_cancelled=meeting.is_cancelled,
    )
