"""The page of an event as others will see it once it is published. Nobody can do anything on it."""

from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Guest, User
from events.enums import Audience, EventState, PoolKind
from events.models import Event
from events.queries import attach_programme
from portal.panels.event import EventPage, event_page
from registrations.enums import RegistrationStatus
from registrations.models import Registration
from registrations.panels import guest_panel

NOBODY = 0  # an id that no row has


class Reader(StrEnum):
    """Whose eyes the page is seen with."""

    COLLEAGUE = "colleague"
    GUEST = "guest"
    PUBLIC = "public"


NAMES: dict[Reader, str | Promise] = {
    Reader.COLLEAGUE: gettext_lazy("Colleague"),
    Reader.GUEST: gettext_lazy("Guest"),
    Reader.PUBLIC: gettext_lazy("Public"),
}


@dataclass(frozen=True, kw_only=True)
class PreviewPage:
    """The page with the mark that says what it is. ``page``: None where that reader sees no page at all."""

    reader: Reader
    event: Event
    page: EventPage | None
    note: str
    address: str
    back: str

    @property
    def links(self) -> list[tuple[str, str, bool]]:
        """The ways to look at it: name, address, whether it is this one."""
        return [(str(NAMES[one]), f"{self.address}?as={one}", one == self.reader) for one in Reader]


def preview_page(event: Event, *, asked: str, address: str, back: str, at: datetime) -> PreviewPage:
    """The page of ``event`` as ``asked`` for; ``address``: where the preview stands, ``back``: where one came from."""
    reader = Reader(asked) if asked in list(Reader) else Reader.COLLEAGUE
    shown = _published(event, at=at)
    pages = {Reader.COLLEAGUE: _for_colleagues, Reader.GUEST: _for_guests, Reader.PUBLIC: _for_strangers}
    page, note = pages[reader](shown, at=at)
    return PreviewPage(reader=reader, event=shown, page=page, note=note, address=address, back=back)


def _published(event: Event, *, at: datetime) -> Event:
    """A copy of ``event`` that says it was published; it is never saved."""
    shown = attach_programme(copy(event))
    if shown.published_at is None:
        shown.state, shown.published_at = EventState.PUBLISHED, at
    shown.in_team = shown.by_coordinator = False
    return shown


def _for_colleagues(event: Event, *, at: datetime) -> tuple[EventPage | None, str]:
    """As somebody of its audience sees it who has nothing to do with it."""
    invited = event.departments.order_by("name").first() if event.audience == Audience.DEPARTMENTS else None
    reader = User(pk=NOBODY, department=invited, location=event.locations.order_by("name").first())
    note = _("As a colleague of its audience sees it.")
    if invited is not None:
        note = _("As a colleague of %(department)s sees it.") % {"department": invited.name}
    return EventPage.preview_of(event_page(event, reader, at=at)), note


def _for_guests(event: Event, *, at: datetime) -> tuple[EventPage | None, str]:
    """As an external person sees it whom the organisers have put on the list."""
    pools = sorted(event.pools.all(), key=lambda pool: PoolKind.values.index(pool.kind))
    if not pools:
        return None, _("Guests have a page once seats are offered.")
    guest = Guest(pk=NOBODY, name=_("a guest of yours"), language=event.language)
    seat = Registration(
        pk=NOBODY, event=event, guest=guest, pool=pools[0], status=RegistrationStatus.CONFIRMED, confirmed_at=at
    )
    # Whoever looks at it is no guest, and joins as the team does.
    panel = replace(guest_panel(seat, key="preview", at=at), key="")
    note = _("As an external guest sees it whom you have put on the list, by the link in their mail.")
    return EventPage.preview_of(EventPage(event=event, at=at, registration=panel)), note


def _for_strangers(event: Event, *, at: datetime) -> tuple[EventPage | None, str]:
    """As anybody sees it who has not signed in."""
    if event.audience != Audience.PUBLIC:
        return None, _("It is internal: whoever has not signed in is asked to, and sees nothing of it.")
    if not settings.PUBLIC_CATALOGUE:
        return None, _("This site shows nothing without signing in, public events neither.")
    page = event_page(event, AnonymousUser(), at=at)
    return EventPage.preview_of(page), _("As anybody on the internet sees it.")
