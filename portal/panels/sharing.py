"""How an event is passed on: its address, a mail with it, and what other sites may show of it."""

from dataclasses import dataclass
from html import unescape
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from common.markdown import to_html
from events.enums import Audience
from events.models import Event

LONGEST_SUMMARY = 160  # characters; what sites show of a link


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
        return reverse("event-code", args=[self.event.slug])


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What other sites may show of a link to an event that everybody may read."""

    title: str
    address: str
    summary: str


def preview(event: Event) -> Preview | None:
    """The preview of ``event``; none of what strangers may not read."""
    if event.audience != Audience.PUBLIC or event.is_draft or not settings.PUBLIC_CATALOGUE:
        return None
    words = " ".join(unescape(strip_tags(to_html(event.description))).split())
    return Preview(
        title=event.title,
        address=settings.BASE_URL + event.get_absolute_url(),
        summary=Truncator(words).chars(LONGEST_SUMMARY),
    )
