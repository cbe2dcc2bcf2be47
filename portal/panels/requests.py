"""Requests that wait for the reader's yes or no."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import number_format

from accounts.models import User
from events.models import Event, Session
from portal.panels.my import hours_of
from registrations import queries
from registrations.models import Registration


@dataclass(frozen=True, kw_only=True)
class RequestRow:
    """One request: by whom, for what, how long that takes, and what else they have at that time."""

    request: Registration
    clashes: Sequence[str]

    @property
    def event(self) -> Event:
        return self.request.event

    @property
    def sessions(self) -> list[Session]:
        """When it takes place, first in time in front."""
        return sorted(self.event.sessions.all(), key=lambda session: session.starts_at)

    @property
    def hours(self) -> str:
        """How long all sessions are together."""
        return number_format(hours_of(self.sessions))


def requests_for(user: User, *, pk: int | None, at: datetime) -> list[RequestRow]:
    """All that ``user`` decides about, or the one with that ``pk``."""
    found = [one for one in queries.requests_for(user, at=at) if pk is None or one.pk == pk]
    clashes = queries.clashes_of(found, user)
    return [RequestRow(request=one, clashes=clashes[one.pk]) for one in found]
