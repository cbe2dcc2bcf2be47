"""What was mailed about an event, to whom, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from events.models import Event
from outbox.enums import MessageState
from outbox.models import Message
from outbox.panels import MessageTable, message_table


@dataclass(frozen=True, kw_only=True)
class Messages:
    """What the page shows."""

    table: MessageTable

    @property
    def sent(self) -> int:
        """How many have left, or were kept because there is no mail server."""
        return self._count(MessageState.SENT, MessageState.KEPT)

    @property
    def waiting(self) -> int:
        """How many are still to leave."""
        return self._count(MessageState.QUEUED, MessageState.SENDING)

    @property
    def failed(self) -> int:
        """How many could not be delivered."""
        return self._count(MessageState.FAILED)

    def _count(self, *states: MessageState) -> int:
        return sum(self.table.counts.get(state, 0) for state in states)


def messages(event: Event, *, asked: Mapping[str, str]) -> Messages:
    """The mails about ``event``, newest first."""
    return Messages(table=message_table(Message.objects.in_scope(event.scope), asked=asked))
