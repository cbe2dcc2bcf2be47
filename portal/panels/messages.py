"""What was mailed about an event, to whom, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Count

from events.models import Event
from outbox.enums import MessageState
from outbox.models import Message
from outbox.registry import label

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
class StateLink:
    """One filter: a state and how many messages are in it."""

    label: str
    value: str
    count: int
    is_current: bool


@dataclass(frozen=True, kw_only=True)
class MessageRow:
    """One mail."""

    message: Message
    label: str
    look: str
    icon: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Messages:
    """What the page shows."""

    filters: list[StateLink]
    is_everything: bool
    total: int
    sent: int
    waiting: int
    failed: int
    page: Page[Message]
    rows: list[MessageRow]


def messages(event: Event, *, asked: Mapping[str, str]) -> Messages:
    """The mails about ``event``, newest first: state, page."""
    scoped = Message.objects.in_scope(event.scope)
    counts = dict(scoped.order_by().values_list("state").annotate(number=Count("pk")))
    state = asked.get("state", "")
    state = state if state in MessageState.values else ""
    found = scoped.filter(state=state) if state else scoped
    page = Paginator(found.defer("raw"), PER_PAGE).get_page(asked.get("page"))
    return Messages(
        filters=[
            StateLink(label=str(one.label), value=one, count=counts.get(one, 0), is_current=one == state)
            for one in MessageState
            if counts.get(one) or one == state
        ],
        is_everything=not state,
        total=sum(counts.values()),
        sent=counts.get(MessageState.SENT, 0) + counts.get(MessageState.KEPT, 0),
        waiting=counts.get(MessageState.QUEUED, 0) + counts.get(MessageState.SENDING, 0),
        failed=counts.get(MessageState.FAILED, 0),
        page=page,
        rows=[_row(message) for message in page],
    )


def _row(message: Message) -> MessageRow:
    look, icon = LOOKS[MessageState(message.state)]
    dates = (message.sent_at, message.kept_at, message.skipped_at, message.failed_at)
    return MessageRow(
        message=message,
        label=label(message.kind),
        look=look,
        icon=icon,
        at=next((date for date in dates if date), message.queued_at),
    )
