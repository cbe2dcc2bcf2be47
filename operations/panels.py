"""What administrators see of the installation and its mail."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.policy import default

from django.db import connection

from common import pdf, search
from jobs.models import Heartbeat, Job
from operations import watch
from outbox import delivery, transport
from outbox.enums import MessageState
from outbox.exceptions import Obsolete
from outbox.models import Message
from outbox.panels import MessageTable, message_table


@dataclass(frozen=True, kw_only=True)
class ClusterRow:
    """One worker cluster: when it was last heard of, and what is in its way."""

    name: str
    beat_at: datetime | None
    waiting_since: datetime | None
    trouble: str


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


@dataclass(frozen=True, kw_only=True)
class MessageList:
    """The list of mails, and what was searched for."""

    table: MessageTable
    search: str
    has_mail_server: bool


def overview(*, at: datetime) -> Overview:
    """How the installation is doing."""
    beats = {beat.cluster: beat for beat in Heartbeat.objects.all()}
    clusters = [
        ClusterRow(
            name=cluster.value,
            beat_at=beats[cluster.value].beat_at if cluster.value in beats else None,
            waiting_since=watch.waiting_since(cluster, at=at),
            trouble=beats[cluster.value].trouble if cluster.value in beats else "",
        )
        for cluster in watch.TASKS
    ]
    return Overview(
        database=connection.display_name,
        has_mail_server=transport.is_configured(),
        has_pdf=pdf.is_available(),
        open_messages=Message.objects.open().count(),
        failed_messages=Message.objects.filter(state=MessageState.FAILED).count(),
        unfinished_jobs=Job.objects.unfinished().count(),
        clusters=clusters,
    )


def message_list(asked: Mapping[str, str]) -> MessageList:
    """Mails, newest first, as ``asked`` by state, search and page."""
    text = search.term(asked.get("q", ""))
    found = Message.objects.matching(text) if text else Message.objects.all()
    return MessageList(table=message_table(found, asked=asked), search=text, has_mail_server=transport.is_configured())


def source_of(message: Message) -> bytes | None:
    """The mail as it is kept, or as it would be written now; None for secrets and for what is pointless now."""
    if message.is_secret:
        return None
    try:
        return delivery.preview(message)
    except Obsolete:
        return None


def body_of(source: bytes, kind: str) -> str:
    """The plain or HTML text of a mail; ``kind`` is "plain" or "html"."""
    mail = message_from_bytes(source, policy=default)
    part = mail.get_body((kind,))
    return str(part.get_content()) if part is not None else ""
