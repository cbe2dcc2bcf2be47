"""Closing the attendance list: what is not marked yet, and what follows."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from events.models import Event, Session
from registrations import policies, queries
from registrations.enums import Refusal
from registrations.models import Registration


@dataclass(frozen=True, kw_only=True)
class SessionToClose:
    """One session, and how much of its list is kept. ``excused``: unmarked, and have said that they can't come."""

    session: Session
    seated: int
    marked: int
    excused: int

    @property
    def unmarked(self) -> int:
        """Of whom nothing is known."""
        return self.seated - self.marked - self.excused

    @property
    def is_kept(self) -> bool:
        """Whether somebody has marked anything, so that who is missing on it was missing."""
        return self.marked > 0


@dataclass(frozen=True, kw_only=True)
class ClosePage:
    """What closing the list of ``event`` would do."""

    event: Event
    sessions: list[SessionToClose]
    refusal: Refusal | None

    @property
    def unmarked(self) -> int:
        """How many marks are missing on lists that were kept."""
        return sum(one.unmarked for one in self.sessions if one.is_kept)

    @property
    def whom_is_asked(self) -> str:
        """For whom feedback opens."""
        if any(one.is_kept for one in self.sessions):
            return _("Feedback opens for those who were there.")
        return _("Nothing is marked, so feedback opens for everybody with a seat.")


def close_page(event: Event, *, at: datetime) -> ClosePage:
    """What stands on the lists of ``event`` at ``at``."""
    seated = Registration.objects.for_event(event).confirmed().count()
    marked, absent = queries.marked_by_session([event]), queries.absences_unmarked(event)
    return ClosePage(
        event=event,
        sessions=[
            SessionToClose(
                session=session,
                seated=seated,
                marked=marked.get(session.pk, 0),
                excused=len(absent.get(session.pk, ())),
            )
            for session in event.sessions.order_by("starts_at", "pk")
        ],
        refusal=policies.close_refusal(event, at=at),
    )
