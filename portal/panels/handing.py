"""The page on which somebody gives their seat to a colleague."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from accounts.models import User
from events.models import Event
from registrations import policies, queries
from registrations.enums import Refusal
from registrations.models import Registration

SHORTEST, MOST = 2, 10  # letters to look for, people to show


@dataclass(frozen=True, kw_only=True)
class HandingPage:
    """What the page shows: a search, who was found, or the one who was chosen."""

    event: Event
    refusal: Refusal | None
    text: str
    found: Sequence[User]
    chosen: User | None

    @property
    def is_too_short(self) -> bool:
        """Whether there is not enough to look for."""
        return 0 < len(self.text) < SHORTEST

    @property
    def has_looked(self) -> bool:
        """Whether somebody was looked for."""
        return len(self.text) >= SHORTEST

    @property
    def is_more(self) -> bool:
        """Whether there may be more than are shown."""
        return len(self.found) == MOST


def handing(registration: Registration, *, chosen: User | None, text: str, at: datetime) -> HandingPage:
    """The page for the seat of ``registration``, whose event it brings; ``text``: what was typed to find somebody."""
    text = text.replace("\0", "").strip()[:100]
    found: list[User] = []
    if registration.user is not None and len(text) >= SHORTEST and chosen is None:
        colleagues = queries.colleagues_for(registration.event, giver=registration.user)
        found = list(colleagues.filter(Q(name__icontains=text) | Q(email=text.lower()))[:MOST])
    return HandingPage(
        event=registration.event,
        refusal=policies.give_refusal(registration, at=at),
        text=text,
        found=found,
        chosen=chosen,
    )
