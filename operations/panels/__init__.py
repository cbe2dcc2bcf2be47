"""What administrators see of the installation and its mail."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from common.tables import Column, Table
from jobs.models import Job
from operations import probes
from operations.facts import Fact, State
from outbox import transport
from outbox.models import Message
from outbox.panels import MessageRow, message_row, message_table

BROKEN_JOBS = 10


@dataclass(frozen=True, kw_only=True)
class Overview:
    """The state of the installation: every fact under its heading, and the long work that broke."""

    groups: Mapping[str, list[Fact]]
    broken_jobs: list[Job]

    @property
    def failing(self) -> list[Fact]:
        """What somebody has to mend now."""
        return self._of(State.FAILING)

    @property
    def notices(self) -> list[Fact]:
        """What works, but not as it could."""
        return self._of(State.NOTICE)

    def _of(self, state: State) -> list[Fact]:
        return [fact for facts in self.groups.values() for fact in facts if fact.state is state]


@dataclass(frozen=True, kw_only=True)
class MessageList:
    """One page of the list of mails."""

    table: Table[Message]
    rows: list[MessageRow]
    has_mail_server: bool


def overview(*, at: datetime) -> Overview:
    """How the installation is doing."""
    broken = Job.objects.broken().select_related("owner")[:BROKEN_JOBS]
    return Overview(groups=probes.health(at=at), broken_jobs=list(broken))


def message_list(asked: Mapping[str, str]) -> MessageList:
    """Mails, newest first, as ``asked`` by state, kind, search, order and page."""
    more: list[Column[Message]] = [
        Column(name="subject", label=_("Subject"), value=lambda message: message.subject, is_shown=False),
        Column(name="error", label=_("What went wrong"), value=lambda message: message.error, is_shown=False),
    ]
    table = message_table(Message.objects.all(), title=_("Mails"), asked=asked, more=more)
    rows = [message_row(message) for message in table.page]
    return MessageList(table=table, rows=rows, has_mail_server=transport.is_configured())
