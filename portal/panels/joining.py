"""What stands where an online meeting is not open to somebody at the moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common import times
from events.models import Session
from registrations.enums import Refusal
from registrations.queries import Door

MINUTE = timedelta(minutes=1)
MOST_MINUTES = 90
LOOKS_AGAIN = timedelta(minutes=5)  # so that a meeting which was moved is not waited for in vain


@dataclass(frozen=True, kw_only=True)
class JoinPage:
    """One session, and why nobody gets in yet, or any more."""

    door: Door
    refusal: Refusal
    at: datetime

    @property
    def session(self) -> Session:
        return self.door.session

    @property
    def is_early(self) -> bool:
        """Whether it is only a matter of time."""
        return self.refusal is Refusal.JOIN_LATER

    @property
    def is_soon(self) -> bool:
        """Whether it is worth waiting for."""
        opens_at = self.door.opens_at
        return self.is_early and opens_at is not None and opens_at - self.at <= MOST_MINUTES * MINUTE

    @property
    def opens(self) -> str:
        """When it opens: "at 09:45, in 12 minutes"."""
        opens_at = self.door.opens_at
        if opens_at is None:
            return ""
        minutes = -(-(opens_at - self.at) // MINUTE)
        if not self.is_soon:
            return _("It opens on %(moment)s.") % {"moment": times.moment(opens_at)}
        text = ngettext(
            "It opens at %(time)s, in %(number)d minute.", "It opens at %(time)s, in %(number)d minutes.", minutes
        )
        return text % {"time": times.clock(opens_at), "number": minutes}

    @property
    def looks_again_in(self) -> int | None:
        """In how many seconds the page loads itself again; None where waiting is of no use."""
        if self.refusal is Refusal.NO_LINK:
            return int(LOOKS_AGAIN.total_seconds())
        if not self.is_early or self.door.opens_at is None:
            return None
        return int(min(self.door.opens_at - self.at, LOOKS_AGAIN).total_seconds()) + 1
