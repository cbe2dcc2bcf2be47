"""What was said of one person's attendance, entry by entry."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Department
from events.models import Event, Session
from registrations.enums import Source
from registrations.models import Attendance, Registration


@dataclass(frozen=True, kw_only=True)
class Said:
    """One entry, in words. ``counts``: nothing has corrected it."""

    entry: Attendance
    what: str
    who: str
    counts: bool

    @property
    def look(self) -> str:
        """How the mark looks; what was taken back, like what was called off."""
        return str(self.entry.mark) if self.entry.is_known else "cancelled"

    @property
    def at(self) -> datetime:
        return self.entry.marked_at


@dataclass(frozen=True, kw_only=True)
class MarkingHistory:
    """One person, session by session, what was said last first."""

    name: str
    department: Department | None
    sessions: list[tuple[Session, list[Said]]]
    back_url: str


def history_of(registration: Registration, event: Event) -> MarkingHistory:
    """Everything that was said of ``registration``."""
    entries = list(
        Attendance.objects.filter(registration=registration)
        .select_related("marked_by", "correction")
        .order_by("-marked_at", "-pk")
    )
    return MarkingHistory(
        name=registration.participant.name,
        department=registration.user.department if registration.user else None,
        sessions=[
            (session, [_said(one) for one in _of(entries, session)])
            for session in event.sessions.order_by("starts_at", "pk")
        ],
        back_url=reverse("workspace-attendance", args=[event.slug]),
    )


def _of(entries: Iterable[Attendance], session: Session) -> list[Attendance]:
    return [one for one in entries if one.session_id == session.pk]


def _said(entry: Attendance) -> Said:
    return Said(entry=entry, what=in_words(entry), who=signed(entry), counts=getattr(entry, "correction", None) is None)


def in_words(entry: Attendance) -> str:
    """The mark, with the minutes where they are known."""
    mark = str(entry.get_mark_display())
    return _("%(mark)s, %(minutes)d min") % {"mark": mark, "minutes": entry.minutes} if entry.minutes else mark


def briefly(entry: Attendance) -> str:
    """Who has said so, or how it is known where they said it of themselves."""
    return str(entry.get_source_display()) if entry.source == Source.SELF else signed(entry)


def signed(entry: Attendance) -> str:
    """Who has said so; how it is known, where nobody has."""
    return entry.marked_by.name if entry.marked_by else str(entry.get_source_display())
