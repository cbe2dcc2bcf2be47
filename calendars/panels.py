"""What the fragment about subscribing shows."""

from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings

from accounts.models import User
from calendars import queries


@dataclass(frozen=True)
class Subscription:
    """The secret address in the forms that calendar programs want; empty as long as there is none."""

    address: str = ""

    @property
    def webcal(self) -> str:
        """For a button: programs on this device open it as a subscription."""
        return "webcal://" + self.address.partition("://")[2] if self.address else ""

    @property
    def google(self) -> str:
        """Google's page for adding a calendar."""
        return f"https://calendar.google.com/calendar/r?cid={quote(self.webcal, safe='')}" if self.address else ""

    @property
    def site(self) -> str:
        """What the calendar will be called."""
        return settings.SITE_NAME


def subscription(user: User) -> Subscription:
    """The subscription of ``user``."""
    feed = queries.personal_feed(user)
    path = feed.get_absolute_url() if feed else ""
    return Subscription(settings.BASE_URL + path if path else "")
