"""When and where an event takes place, on one line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from events.models import Event, Session


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """The sessions of an event at a glance."""

    sessions: Sequence[Session]

    @classmethod
    def of(cls, sessions: Sequence[Session]) -> "Schedule":
        """The schedule of ``sessions``, which stand in their order."""
        return cls(sessions=sessions)

    @property
    def first(self) -> Session | None:
        """The first session; None for an event without a date."""
        return self.sessions[0] if self.sessions else None

    @property
    def last(self) -> Session | None:
        """The last session."""
        return self.sessions[-1] if self.sessions else None

    @property
    def is_online(self) -> bool:
        """Whether no session has a room or a place."""
        return bool(self.sessions) and not any(session.place_name for session in self.sessions)

    @property
    def place(self) -> str:
        """Where all sessions are; empty where they differ or are only online."""
        places = {session.place_name for session in self.sessions}
        return places.pop() if len(places) == 1 else ""


def event_state(event: Event, *, at: datetime) -> str:
    """The word for where an event stands, as the state component knows it."""
    if event.is_archived:
        return "archived"
    if event.is_cancelled:
        return "called-off"
    if event.is_draft:
        return "scheduled" if event.is_scheduled else "draft"
    if event.is_gathering:
        return "interest"
    return "over" if event.is_over(at) else "open"
