"""The seats among which somebody chooses, each with the button that takes one."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.humanize.templatetags.humanize import ordinal
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.enums import PoolKind
from registrations.queries import Offer


@dataclass(frozen=True, kw_only=True)
class Choice:
    """The seats of one kind, as somebody without a seat sees them."""

    offer: Offer
    is_only: bool
    is_first: bool
    asks: bool = False  # something, before the seat is taken
    is_request: bool = False  # no seat is taken: somebody has to say yes, or all who ask until a time are drawn
    is_drawn: bool = False

    @property
    def look(self) -> str:
        """One primary button a page."""
        return "primary" if self.is_first else ""

    @property
    def is_full(self) -> bool:
        """Whether the next one waits."""
        return self.offer.pool.seats_left == 0 or bool(self.why)

    @property
    def why(self) -> str:
        """What the rules say against a seat for this person now, as long as there are free ones."""
        share = self.offer.share
        return str(share.why.label) if share and share.why and self.offer.pool.seats_left != 0 else ""

    @property
    def heading(self) -> str:
        """How many seats there are, in words."""
        pool = self.offer.pool
        if self.is_drawn and pool.capacity is not None:
            text = ngettext("%(number)d seat is drawn", "%(number)d seats are drawn", pool.seats_left or 0)
            return text % {"number": pool.seats_left}
        if self.why:
            return _("No seat is open to you now")
        if pool.capacity is None:
            return _("There is room for everyone")
        if self.is_full and self.offer.held:
            return _("All %(number)d seats are taken or held") % {"number": pool.capacity}
        if self.is_full:
            return ngettext("The only seat is taken", "All %(number)d seats are taken", pool.capacity) % {
                "number": pool.capacity
            }
        return self._left

    @property
    def _left(self) -> str:
        """Of the free seats, those that the reader could have."""
        pool, share = self.offer.pool, self.offer.share
        left = pool.seats_left or 0
        text = ngettext("%(left)d of %(number)d seats left", "%(left)d of %(number)d seats left", left)
        if share and share.open is not None and share.open != left:
            left = share.open
            text = ngettext(
                "%(left)d of %(number)d seats is open to you", "%(left)d of %(number)d seats are open to you", left
            )
        return text % {"left": left, "number": pool.capacity}

    @property
    def label(self) -> str:
        """What the button does."""
        if self.is_request:
            return self._ask
        if not self.is_full:
            return self._take
        place = ordinal(self.offer.waiting + 1)
        if self.is_only:
            return _("Join the waiting list (you would be %(place)s)") % {"place": place}
        if self.offer.pool.kind == PoolKind.ONLINE:
            return _("Wait for a seat online (you would be %(place)s)") % {"place": place}
        return _("Wait for a seat in the room (you would be %(place)s)") % {"place": place}

    @property
    def _ask(self) -> str:
        if self.is_only:
            return _("Ask for a seat")
        return (
            _("Ask for a seat online") if self.offer.pool.kind == PoolKind.ONLINE else _("Ask for a seat in the room")
        )

    @property
    def _take(self) -> str:
        if self.is_only:
            return _("Register")
        return _("Join online") if self.offer.pool.kind == PoolKind.ONLINE else _("Take a seat in the room")


def is_room_alone_full(choices: Sequence[Choice]) -> bool:
    """Whether the next one waits for a seat in the room, but not for one online."""
    full = {choice.offer.pool.kind: choice.is_full for choice in choices}
    return full.get(PoolKind.ROOM) is True and full.get(PoolKind.ONLINE) is False
