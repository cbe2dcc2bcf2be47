"""What administrators see of the installation and its mail."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.policy import default

from django.db import connection
from django.utils.translation import gettext as _

from common import pdf
from common.queue import Cluster
from common.tables import Column, Table
from jobs.models import Heartbeat, Job
from operations import watch
from outbox import delivery, transport
from outbox.enums import MessageState
from outbox.exceptions import Obsolete
from outbox.models import Message
from outbox.panels import MessageRow, message_row, message_table

BROKEN_JOBS = 10

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class ClusterRow:
    """One worker cluster: when it was last heard of, and what is in its way."""

    name: str
    beat_at: datetime | None
    waiting_since: datetime | None
    trouble: str
    is_silent: bool


@dataclass(frozen=True, kw_only=True)
class Overview:
    """The state of the installation."""

    database: str
    has_mail_server: bool
    has_pdf: bool
    open_messages: int
    failed_messages: int
    unfinished_jobs: int
    clusters: list[ClusterRow]
    broken_jobs: list[Job]


@dataclass(frozen=True, kw_only=True)
class MessageList:
    """One page of the list of mails."""

    table: Table[Message]
    rows: list[MessageRow]
    has_mail_server: bool


def overview(*, at: datetime) -> Overview:
    """How the installation is doing."""
    return Overview(
        database=connection.display_name,
        has_mail_server=transport.is_configured(),
        has_pdf=pdf.is_available(),
        open_messages=Message.objects.open().count(),
        failed_messages=Message.objects.filter(state=MessageState.FAILED).count(),
        unfinished_jobs=Job.objects.unfinished().count(),
        clusters=[cluster_row(cluster, at=at) for cluster in watch.TASKS],
        broken_jobs=list(Job.objects.broken().select_related("owner")[:BROKEN_JOBS]),
    )


def cluster_row(cluster: Cluster, *, at: datetime) -> ClusterRow:
    """How one cluster is doing; the supervisor asks a healthy one for a sign about every minute."""
    heart = Heartbeat.objects.filter(cluster=cluster.value).first()
    return ClusterRow(
        name=cluster.value,
        beat_at=heart.beat_at if heart else None,
        waiting_since=watch.waiting_since(cluster, at=at),
        trouble=heart.trouble if heart else "",
        is_silent=heart is None or at - heart.beat_at > watch.DEAD_AFTER,
    )


def message_list(asked: Mapping[str, str]) -> MessageList:
    """Mails, newest first, as ``asked`` by state, kind, search, order and page."""
    more: list[Column[Message]] = [
        Column(name="subject", label=_("Subject"), value=lambda message: message.subject, is_shown=False),
        Column(name="error", label=_("What went wrong"), value=lambda message: message.error, is_shown=False),
    ]
    table = message_table(Message.objects.all(), title=_("Mails"), asked=asked, more=more)
    rows = [message_row(message) for message in table.page]
    return MessageList(table=table, rows=rows, has_mail_server=transport.is_configured())


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
    """The plain or HTML text of a mail; ``kind`` is "plain" or "html"."""
    mail = message_from_bytes(source, policy=default)
    part = mail.get_body((kind,))
    return str(part.get_content()) if part is not None else ""
