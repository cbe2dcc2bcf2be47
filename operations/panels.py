"""What administrators see of the installation and its mail."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.policy import default

from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import Count

from common import pdf
from jobs.models import Heartbeat, Job
from operations import watch
from outbox import delivery, registry, transport
from outbox.enums import MessageState
from outbox.exceptions import Obsolete
from outbox.models import Message

PER_PAGE = 50
LOOKS = {
    MessageState.QUEUED: ("requested", "clock"),
    MessageState.SENDING: ("requested", "mail"),
    MessageState.SENT: ("confirmed", "confirmed"),
    MessageState.KEPT: ("confirmed", "file"),
    MessageState.SKIPPED: ("declined", "declined"),
    MessageState.FAILED: ("absent", "alert"),
}


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
class MessageRow:
    """One mail as the list and its own page show it."""

    message: Message
    kind: str
    look: str
    icon: str

    @property
    def at(self) -> datetime:
        """When it came to its end, or since when it waits."""
        return self.message.settled_at or self.message.queued_at

    @property
    def source_is_hidden(self) -> bool:
        """A mail that carries a secret is nobody's to read but the recipient's."""
        return self.message.is_secret


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One value by which the list can be filtered."""

    value: str
    label: str
    count: int
    is_current: bool


@dataclass(frozen=True, kw_only=True)
class MessageList:
    """The list of mails with its filters."""

    page: Page[Message]
    rows: list[MessageRow]
    states: list[Choice]
    total: int
    search: str
    state: str
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
    search, state = asked.get("q", "").strip(), asked.get("state", "")
    state = state if state in MessageState.values else ""
    found = Message.objects.matching(search) if search else Message.objects.all()
    counts = dict(found.order_by().values_list("state").annotate(number=Count("pk")))
    shown = found.filter(state=state) if state else found
    page = Paginator(shown.newest_first().defer("raw"), PER_PAGE).get_page(asked.get("page"))
    return MessageList(
        page=page,
        rows=[message_row(message) for message in page],
        states=[
            Choice(value=one, label=str(one.label), count=counts.get(one, 0), is_current=one == state)
            for one in MessageState
            if counts.get(one) or one == state
        ],
        total=sum(counts.values()),
        search=search,
        state=state,
        has_mail_server=transport.is_configured(),
    )


def message_row(message: Message) -> MessageRow:
    """One mail: what kind it is, and how its state looks."""
    look, icon = LOOKS[MessageState(message.state)]
    return MessageRow(message=message, kind=registry.label(message.kind), look=look, icon=icon)


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
