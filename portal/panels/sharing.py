"""How an event is passed on: its address, and a mail with it."""

from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.utils.translation import gettext as _

from common.routes import address_of
from events.models import Event


@dataclass(frozen=True, kw_only=True)
class Share:
    """The address of an event, and the ways to pass it on."""

    event: Event

    @property
    def address(self) -> str:
        """Where the event stands for good: a new title does not change it."""
        return settings.BASE_URL + self.event.get_absolute_url()

    @property
    def mail(self) -> str:
        """Opens a new mail, without anybody in it, in the reader's own program."""
        body = _("This may be something for you:\n\n%(title)s\n%(address)s") % {
            "title": self.event.title,
            "address": self.address,
        }
        # RFC 6068: lines of a body end with CRLF, and a space is never a plus.
        lines = body.replace("\n", "\r\n")
        return f"mailto:?subject={quote(self.event.title, safe='')}&body={quote(lines, safe='')}"

    @property
    def code(self) -> str:
        """Where the address is a drawing for posters and slides."""
        return address_of("event-code", self.event.slug)
