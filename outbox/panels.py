"""How messages look in a list, wherever one is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Count

from outbox import registry
from outbox.enums import MessageState
from outbox.models import Message
from outbox.querysets import MessageQuerySet

PER_PAGE = 50
# As which state of a person each looks, and its icon.
LOOKS = {
    MessageState.QUEUED: ("requested", "clock"),
    MessageState.SENDING: ("requested", "mail"),
    MessageState.SENT: ("confirmed", "confirmed"),
    MessageState.KEPT: ("confirmed", "file"),
    MessageState.SKIPPED: ("declined", "declined"),
    MessageState.FAILED: ("absent", "alert"),
}


@dataclass(frozen=True, kw_only=True)
class MessageRow:
    """One mail: what kind it is, and how its state looks."""

    message: Message
    label: str
    look: str
    icon: str

    @property
    def at(self) -> datetime:
        """When it came to its end, or since when it waits."""
        return self.message.settled_at or self.message.queued_at


@dataclass(frozen=True, kw_only=True)
class StateLink:
    """One filter: a state and how many messages are in it."""

    label: str
    value: str
    count: int
    is_current: bool


@dataclass(frozen=True, kw_only=True)
class MessageTable:
    """One page of mails, and by which states they can be filtered."""

    page: Page[Message]
    rows: list[MessageRow]
    filters: list[StateLink]
    counts: Mapping[str, int]
    state: str

    @property
    def is_everything(self) -> bool:
        """Whether no state is asked for."""
        return not self.state

    @property
    def total(self) -> int:
        """How many there are in every state together."""
        return sum(self.counts.values())


def message_table(found: MessageQuerySet, *, asked: Mapping[str, str]) -> MessageTable:
    """The mails ``found``, newest first, as ``asked`` by state and page."""
    counts = dict(found.order_by().values_list("state").annotate(number=Count("pk")))
    state = asked.get("state", "")
    state = state if state in MessageState.values else ""
    shown = found.filter(state=state) if state else found
    page = Paginator(shown.newest_first().defer("raw"), PER_PAGE).get_page(asked.get("page"))
    return MessageTable(
        page=page,
        rows=[message_row(message) for message in page],
        filters=[
            StateLink(label=str(one.label), value=one, count=counts.get(one, 0), is_current=one == state)
            for one in MessageState
            if counts.get(one) or one == state
        ],
        counts=counts,
        state=state,
    )


def message_row(message: Message) -> MessageRow:
    """One mail as a list shows it."""
    look, icon = LOOKS[MessageState(message.state)]
    return MessageRow(message=message, label=registry.label(message.kind), look=look, icon=icon)
