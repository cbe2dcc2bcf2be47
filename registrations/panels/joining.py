"""Where somebody with a seat joins online, or checks in by themselves."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from events.models import Event, Session
from registrations import policies, queries
from registrations.models import Registration


@dataclass(frozen=True)
class Way:
    """One session, and our address of its online link."""

    session: Session
    url: str


def ways_of(
    registration: Registration | None, sessions: Iterable[Session], *, key: str = "", at: datetime
) -> Iterator[Way]:
    """The way into each session to come that is held online too; by ``key``, a guest's signed link, their own."""
    if registration is None or not queries.lets_in(registration):
        return
    for session in sessions:
        if session.join_url and session.ends_at > at:
            yield Way(session, reverse("guest-join", args=[key, session.token]) if key else session.join_path)


def here_url(
    registration: Registration | None, event: Event, sessions: Iterable[Session], *, key: str = "", at: datetime
) -> str:
    """Where they check in at the session for which it is time; empty where that is not, or nobody does."""
    if registration is None or not registration.is_confirmed:
        return ""
    for session in sessions:
        if policies.screen_refusal(event, session, at=at) is None:
            return reverse("guest-here", args=[key, session.pk]) if key else reverse("here", args=[session.pk])
    return ""
