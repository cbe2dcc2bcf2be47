"""The screen of a room with its changing code, and the page on which people say that they are here."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from common import qr, times
from events.models import Session
from registrations import links, policies, queries, rotating
from registrations.enums import ATTENDED, Refusal
from registrations.models import Attendance, Registration

LOOKS_AGAIN = 5  # seconds: how soon the number of people follows
WAITS = 60  # seconds, before the doors are open


@dataclass(frozen=True, kw_only=True)
class Screen:
    """What the screen of a room shows."""

    session: Session
    refusal: Refusal | None
    code: str
    drawing: SafeString
    address: str
    seconds: int
    arrived: int
    seated: int
    url: str
    back_url: str
    at: datetime

    @property
    def opens(self) -> str:
        """From when on people check in."""
        return times.moment(policies.doors_open_at(self.session))


def screen(session: Session, *, at: datetime) -> Screen:
    """The screen of ``session`` at ``at``."""
    event = session.event
    refusal = policies.screen_refusal(event, session, at=at)
    code = rotating.code_at(links.screen_secret(session), at) if refusal is None else ""
    scan = settings.BASE_URL + reverse("here-scan", args=[session.pk, code]) if code else ""
    marks = Registration.objects.for_event(event).confirmed().count_by_mark(session)
    return Screen(
        session=session,
        refusal=refusal,
        code=f"{code[:3]} {code[3:]}" if code else "",
        drawing=SafeString(qr.inline(scan, title=_("Code to check in"))) if scan else SafeString(),
        address=settings.BASE_URL.partition("://")[2] + reverse("here", args=[session.pk]),
        seconds=min(LOOKS_AGAIN, rotating.seconds_left(at)) if code else WAITS,
        arrived=sum(number for mark, number in marks.items() if mark in ATTENDED),
        seated=sum(marks.values()),
        url=reverse("room-screen", args=[event.slug, session.pk]),
        back_url=reverse("workspace-attendance", args=[event.slug], query={"session": session.pk}),
        at=at,
    )


@dataclass(frozen=True, kw_only=True)
class HerePage:
    """How it stands with somebody who has come, or says so."""

    session: Session
    entry: Attendance | None
    refusal: Refusal | None
    has_seen: bool
    back_url: str

    @property
    def is_here(self) -> bool:
        """Whether they are checked in."""
        return self.entry is not None and self.entry.mark in ATTENDED

    @property
    def since(self) -> str:
        """When they were, by the clock."""
        return times.clock(self.entry.marked_at) if self.entry else ""


def here_page(registration: Registration, session: Session, *, has_seen: bool, key: str = "", at: datetime) -> HerePage:
    """The page for whoever ``registration`` is of; by ``key``, a guest's signed link, their own."""
    entry = queries.attendance_for(registration).get(session.pk)
    return HerePage(
        session=session,
        entry=entry,
        refusal=policies.here_refusal(session.event, session, entry, has_seen=True, at=at),
        has_seen=has_seen,
        back_url=reverse("guest-event", args=[key]) if key else session.event.get_absolute_url(),
    )
