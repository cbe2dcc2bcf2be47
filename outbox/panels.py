"""How messages look in a list, wherever one is shown."""

import logging
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.policy import default

from django.utils.translation import gettext as _

from common import tables
from common.tables import Column, Description, Filter, Table
from outbox import delivery, registry
from outbox.enums import MessageState, Outcome
from outbox.exceptions import Obsolete
from outbox.models import Message
from outbox.querysets import MessageQuerySet

logger = logging.getLogger(__name__)

# As which state of a person each looks, and its icon.
LOOKS = {
    MessageState.QUEUED: ("requested", "clock"),
    MessageState.SENDING: ("requested", "mail"),
    MessageState.SENT: ("confirmed", "confirmed"),
    MessageState.KEPT: ("confirmed", "file"),
    MessageState.BOUNCED: ("absent", "left"),
    MessageState.REFUSED: ("absent", "alert"),
    MessageState.FAILED: ("absent", "alert"),
    MessageState.OVERTAKEN: ("declined", "declined"),
    MessageState.EXPIRED: ("declined", "expired"),
    MessageState.SKIPPED: ("declined", "declined"),
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
        return ended(self.message)


@dataclass(frozen=True, kw_only=True)
class MessagePage(MessageRow):
    """One mail: what it says, what became of it, and whether it can be sent again, to which address if to another."""

    text: str
    has_source: bool
    can_be_sent: bool
    corrected: str


def message_table(
    found: MessageQuerySet,
    *,
    title: str,
    asked: Mapping[str, str],
    more: Sequence[Column[Message]] = (),
    filters: Sequence[Filter] = (),
) -> Table[Message]:
    """The mails ``found``, newest first unless asked otherwise; ``more``: columns that the export has besides."""
    columns: list[Column[Message]] = [
        Column(name="to", label=_("To"), value=lambda message: message.name, order=("name", "address")),
        Column(name="address", label=_("Address"), value=lambda message: message.address, is_shown=False),
        Column(
            name="mail",
            label=_("Mail"),
            value=lambda message: registry.label(message.kind),
            order=("kind", "queued_at"),
        ),
        Column(
            name="state",
            label=_("State"),
            value=lambda message: str(message.get_state_display()),
            order=("state", "queued_at"),
        ),
        Column(name="when", label=_("When"), value=ended, order=("queued_at",), kind="moment"),
        *more,
    ]
    description = Description(
        title=title,
        columns=columns,
        order="-when",
        filters=[*_filters(), *filters],
        search_label=_("Name or address"),
        matching=MessageQuerySet.matching,
        prepared=lambda rows: rows.defer("raw"),
    )
    return tables.read(description, found.with_outcome(), asked=asked)


def _filters() -> list[Filter]:
    outcomes = [(outcome, str(outcome.label)) for outcome in Outcome]
    states = [(state, str(state.label)) for state in MessageState]
    kinds = [(kind.name, str(kind.label)) for kind in registry.kinds()]
    return [
        Filter(name="outcome", label=_("What became of it"), field="outcome", choices=outcomes, everything=_("All")),
        Filter(
            name="state", label=_("States"), field="state", choices=states, everything=_("Every state"), is_list=True
        ),
        Filter(name="kind", label=_("Mail"), field="kind", choices=kinds, everything=_("Every kind of mail")),
    ]


def message_row(message: Message) -> MessageRow:
    """One mail as a list shows it."""
    look, icon = LOOKS[MessageState(message.state)]
    return MessageRow(message=message, label=registry.label(message.kind), look=look, icon=icon)


def message_page(message: Message, *, at: datetime) -> MessagePage:
    """One mail on a page of its own."""
    row, source = message_row(message), source_of(message)
    can_be_sent = delivery.can_be_sent_again(message, at=at)
    return MessagePage(
        message=message,
        label=row.label,
        look=row.look,
        icon=row.icon,
        text=body_of(source, "plain") if source else "",
        has_source=source is not None,
        can_be_sent=can_be_sent,
        corrected=delivery.corrected_address(message) if can_be_sent else "",
    )


def source_of(message: Message) -> bytes | None:
    """The mail as it is kept, or as it would be written now; None for secrets and for what is pointless now."""
    if message.is_secret:
        return None
    try:
        return delivery.preview(message)
    except Obsolete:
        return None
    except Exception:
        # Whoever looks at a mail that can't be written wants to see why it has failed, not a second failure.
        logger.exception("message %s can't be shown", message.pk)
        return None


def body_of(source: bytes, kind: str) -> str:
    """The plain or HTML text of a mail; ``kind`` is "plain" or "html". Pictures that come along stand in the HTML."""
    mail = message_from_bytes(source, policy=default)
    part = mail.get_body((kind,))
    text = str(part.get_content()) if part is not None else ""
    for picture in mail.walk() if kind == "html" else ():
        if picture.get_content_maintype() == "image" and (name := picture["Content-ID"]):
            data = b64encode(picture.get_content()).decode()
            text = text.replace(f"cid:{name.strip('<>')}", f"data:{picture.get_content_type()};base64,{data}")
    return text


def ended(message: Message) -> datetime:
    """When a mail came to its end, or since when it waits."""
    return message.settled_at or message.queued_at
