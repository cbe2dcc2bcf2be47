"""What was mailed about an event, to whom, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from common import times
from common.tables import Filter, Table
from events.models import Event
from outbox import standing
from outbox.enums import ARRIVED, OPEN, UNDELIVERED, Delay, MessageState
from outbox.models import Message
from outbox.panels import MessageRow, message_row, message_table
from portal.panels.writing import CIRCULAR, Written


@dataclass(frozen=True, kw_only=True)
class Loss:
    """One way in which mails did not arrive, and how many."""

    label: str
    number: int


@dataclass(frozen=True, kw_only=True)
class Messages:
    """What the page shows: one page of mails, and how many there are in each state."""

    table: Table[Message]
    rows: list[MessageRow]
    counts: Mapping[str, int]
    delay: Delay | None

    @property
    def delivered(self) -> int:
        """How many the server has taken, or were kept because there is no mail server."""
        return self._count(*ARRIVED)

    @property
    def waiting(self) -> int:
        """How many are still to leave."""
        return self._count(*OPEN)

    @property
    def undelivered(self) -> int:
        """How many could not be delivered."""
        return self._count(*UNDELIVERED)

    @property
    def losses(self) -> list[Loss]:
        """How many did not arrive, by what became of them."""
        found = [Loss(label=str(state.label), number=self._count(state)) for state in UNDELIVERED]
        return [loss for loss in found if loss.number]

    @property
    def total(self) -> int:
        """How many there are in every state together."""
        return sum(self.counts.values())

    def _count(self, *states: MessageState) -> int:
        return sum(self.counts.get(state, 0) for state in states)


def messages(event: Event, *, written: Sequence[Written], asked: Mapping[str, str], at: datetime) -> Messages:
    """The mails about ``event``, newest first; those of each that was ``written`` to a group can be had alone."""
    found = Message.objects.in_scope(event.scope)
    table = message_table(
        found.with_about(CIRCULAR) if written else found,
        title=_("Mails, %(event)s") % {"event": event.title},
        asked=asked,
        filters=[_of_one(written)] if written else [],
    )
    return Messages(
        table=table,
        rows=[message_row(message) for message in table.page],
        counts=found.count_by_state(),
        delay=standing.delay(at=at),
    )


def _of_one(written: Sequence[Written]) -> Filter:
    """What was written twice under one subject is told apart by when."""
    choices = [(str(one.circular.pk), f"{one.subject} · {times.short(one.circular.sent_at)}") for one in written]
    return Filter(
        name="written", label=_("Written to people"), field="about", choices=choices, everything=_("All"), is_list=True
    )
