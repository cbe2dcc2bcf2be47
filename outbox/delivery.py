"""Claim, render, send, mark: how a row becomes a mail that is sent once.

A row is claimed with a lease and the claim is committed before anything is sent. Only a crash
between the server's acceptance and our mark can send one again, and then the same bytes under the
same Message-ID.
"""

import logging
import smtplib
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import Message as Mime
from email.policy import SMTP
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F
from django.utils import timezone, translation

from outbox import registry
from outbox.enums import MessageState
from outbox.exceptions import Obsolete
from outbox.models import Message
from outbox.rendering import as_bytes

LEASE = timedelta(seconds=30)
ATTEMPTS = 8
FIRST_PAUSE = timedelta(seconds=30)
DUMMY = "django.core.mail.backends.dummy.EmailBackend"

logger = logging.getLogger(__name__)


class ServerAway(Exception):
    """The mail server can't be reached; no other message would get through either."""


class KeptMail(EmailMessage):
    """A mail whose bytes were made before; Django's backends send what ``message`` returns."""

    def __init__(self, row: Message) -> None:
        super().__init__(from_email=row.sender or settings.MAIL_ADDRESS, to=[row.address])
        self._raw = bytes(row.raw or b"")

    def message(self, *_args: object, **_kwargs: object) -> Mime:  # type: ignore[override]  # Django's own class adds nothing we need
        """The kept bytes, parsed; written out they are the same again."""
        return message_from_bytes(self._raw, policy=SMTP)


def tidy_queue(*, at: datetime) -> None:
    """Set aside what was overtaken by a later word or has run out of time."""
    for rows in (Message.objects.overtaken(), Message.objects.out_of_time(at=at)):
        ids = list(rows.values_list("pk", flat=True)[:1000])
        Message.objects.filter(pk__in=ids, state=MessageState.QUEUED).update(
            state=MessageState.SKIPPED, skipped_at=at, lease_until=None
        )
        Message.objects.filter(pk__in=ids, state=MessageState.SKIPPED, is_secret=True).update(raw=None)


def claim(*, at: datetime) -> Message | None:
    """Take the most urgent due row for ``LEASE``; nobody else has it until then."""
    for pk, attempts in Message.objects.due(at=at).values_list("pk", "attempts")[:5]:
        taken = Message.objects.due(at=at).filter(pk=pk, attempts=attempts).order_by()
        if taken.update(state=MessageState.SENDING, lease_until=at + LEASE, attempts=F("attempts") + 1):
            return Message.objects.get(pk=pk)
    return None


def deliver(row: Message, connection: BaseEmailBackend) -> None:
    """Send one claimed row and mark what became of it. Raises ServerAway."""
    try:
        if row.raw is None:
            _render(row)
        if settings.EMAIL_BACKEND == DUMMY:
            _finish(row, MessageState.KEPT)
            return
        connection.send_messages([KeptMail(row)])
    except Obsolete:
        _finish(row, MessageState.SKIPPED)
    except (smtplib.SMTPServerDisconnected, smtplib.SMTPConnectError, ConnectionError, TimeoutError, OSError) as error:
        _try_again(row, error)
        raise ServerAway from error
    except Exception as error:  # noqa: BLE001  # whatever is wrong with one message must not stop the others
        logger.warning("message %s: attempt %s failed: %s", row.pk, row.attempts, type(error).__name__)
        _try_again(row, error)
    else:
        _finish(row, MessageState.SENT)


def open_connection() -> BaseEmailBackend:
    """One connection for many mails."""
    return get_connection()


def _render(row: Message) -> None:
    with translation.override(row.language), timezone.override(ZoneInfo(row.zone)):
        mail = registry.kind(row.kind).render(row)
        row.raw = as_bytes(mail, row)
        row.sender = mail.sender
    Message.objects.filter(pk=row.pk, attempts=row.attempts).update(raw=row.raw, sender=row.sender)


def _finish(row: Message, state: MessageState) -> None:
    values: dict[str, object] = {"state": state, f"{state}_at": timezone.now(), "lease_until": None, "error": ""}
    if row.is_secret:
        values["raw"] = None
    Message.objects.filter(pk=row.pk, attempts=row.attempts, state=MessageState.SENDING).update(**values)


def _try_again(row: Message, error: Exception) -> None:
    """Wait twice as long each time; after the last attempt the failure is for a person to see."""
    now = timezone.now()
    values: dict[str, object] = {"error": f"{type(error).__name__}: {error}"[:1000], "lease_until": None}
    if row.attempts >= ATTEMPTS:
        values |= {"state": MessageState.FAILED, "failed_at": now}
        if row.is_secret:
            values["raw"] = None
    else:
        values |= {"state": MessageState.QUEUED, "next_try_at": now + FIRST_PAUSE * 2 ** (row.attempts - 1)}
    Message.objects.filter(pk=row.pk, attempts=row.attempts, state=MessageState.SENDING).update(**values)
