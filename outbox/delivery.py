"""Claim, write, send, mark: how a row becomes a mail that is sent once.

A row is claimed with a lease and the claim is committed before anything is sent. Only a crash
between the server's acceptance and our mark can send a mail again, and then the same bytes under
the same Message-ID.
"""

import logging
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Case, F, When
from django.utils import timezone, translation

from common.pulse import pulse
from outbox import registry
from outbox.enums import UNDELIVERED, MessageState
from outbox.exceptions import Obsolete, UnknownKind
from outbox.models import DATES, Message
from outbox.querysets import MessageQuerySet
from outbox.rendering import as_bytes
from outbox.transport import Connection, ConnectionLost, Refused, is_configured

LEASE = timedelta(seconds=30)
RENEW_EVERY = 10.0
ATTEMPTS = 8
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=6)
SUBJECT = 250
ERROR = 1000

logger = logging.getLogger(__name__)


class _Held:
    """The row in hand; its lease is renewed while the server takes its time."""

    message: Message | None = None

    def renew(self) -> None:
        if self.message is not None:
            _ours(self.message).update(lease_until=timezone.now() + LEASE)


def send_due(*, is_over: Callable[[], bool]) -> bool:
    """Send what is due, most urgent first, until ``is_over``; says whether more is waiting.

    Raises Unreachable before a row is claimed, so that a server which is away costs no attempts.
    """
    set_aside(at=timezone.now())
    held = _Held()
    with closing(Connection()) as connection, pulse(held.renew, every=RENEW_EVERY):
        while (message := Message.objects.due(at=timezone.now()).first()) is not None:
            if is_over():
                return True
            connection.open()
            if claim(message, at=timezone.now()):
                held.message = message
                deliver(message, connection)
                held.message = None
    return False


def set_aside(*, at: datetime) -> None:
    """Settle what need not be sent: overtaken by a later word, out of time, or tried too often."""
    _settle(Message.objects.overtaken(at=at), MessageState.OVERTAKEN, at=at)
    _settle(Message.objects.out_of_time(at=at), MessageState.EXPIRED, at=at)
    lost = Message.objects.free(at=at).filter(attempts__gte=ATTEMPTS)
    _settle(lost, MessageState.FAILED, at=at, error="the worker was lost on the last attempt")


def claim(message: Message, *, at: datetime) -> bool:
    """Take a due row for ``LEASE``; says whether it is ours. Nobody else has it until then."""
    still_due = Message.objects.due(at=at).order_by().filter(pk=message.pk, attempts=message.attempts)
    is_ours = still_due.update(state=MessageState.SENDING, lease_until=at + LEASE, attempts=F("attempts") + 1)
    message.attempts += 1
    return bool(is_ours)


def deliver(message: Message, connection: Connection) -> None:
    """Send one claimed row and mark what became of it."""
    try:
        if message.raw is None:
            _write(message, at=timezone.now())
        if is_configured():
            connection.send(bytes(message.raw or b""), sender=message.sender, address=message.address)
    except Obsolete:
        _finish(message, MessageState.SKIPPED)
    except Refused as refused:
        if refused.is_final:
            _give_up(message, MessageState.REFUSED, refused)
        else:
            _stumble(message, refused)
    except ConnectionLost as lost:
        _stumble(message, lost)
    except Exception as error:
        logger.exception("message %s can't be written or sent", message.pk)
        _stumble(message, error)
    else:
        _finish(message, MessageState.SENT if is_configured() else MessageState.KEPT)


def can_be_sent_again(message: Message) -> bool:
    """Whether its bytes are there or can be written again: a sign-in code is gone with its mail."""
    if message.state not in {*UNDELIVERED, MessageState.KEPT}:
        return False
    try:
        return message.raw is not None or registry.kind(message.kind).render is not None
    except UnknownKind:
        return False


def preview(message: Message) -> bytes:
    """The mail as it is kept, or as it would be written now; nothing is changed."""
    if message.raw is not None:
        return bytes(message.raw)
    return _rendered(message, at=timezone.now())[0]


def _write(message: Message, *, at: datetime) -> None:
    """Render the mail, once: whatever is sent later, these are its bytes."""
    message.raw, message.sender, subject = _rendered(message, at=at)
    message.subject = "" if message.is_secret else subject[:SUBJECT]
    _ours(message).update(raw=message.raw, sender=message.sender, subject=message.subject)


def _rendered(message: Message, *, at: datetime) -> tuple[bytes, str, str]:
    with translation.override(message.language), timezone.override(ZoneInfo(message.zone)):
        mail = registry.write(message)
        return as_bytes(mail, message, at=at), mail.sender, mail.subject


def _finish(message: Message, state: MessageState) -> None:
    _note(message, state)
    _settle(_ours(message), state, at=timezone.now(), error="")


def _stumble(message: Message, error: Exception) -> None:
    """Wait four times as long each time; after the last attempt the failure is for a person to see."""
    if message.attempts >= ATTEMPTS:
        _give_up(message, MessageState.FAILED, error)
        return
    at = timezone.now()
    pause = min(FIRST_PAUSE * 4 ** (message.attempts - 1), LONGEST_PAUSE)
    _note(message, MessageState.QUEUED, reason=type(error).__name__)
    _ours(message).update(state=MessageState.QUEUED, next_try_at=at + pause, lease_until=None, error=_words(error))


def _give_up(message: Message, state: MessageState, error: Exception) -> None:
    _note(message, state, reason=type(error).__name__)
    _settle(_ours(message), state, at=timezone.now(), error=_words(error))


def _words(error: Exception) -> str:
    return f"{error or type(error).__name__}"[:ERROR]


def _note(message: Message, state: MessageState, **more: object) -> None:
    """One line of the log: which mail, never to whom."""
    fields = {"message_id": message.pk, "kind": message.kind, "state": state.value, "attempts": message.attempts}
    level = logging.WARNING if state in UNDELIVERED else logging.INFO
    logger.log(level, "message", extra={"fields": fields | more})


def _ours(message: Message) -> MessageQuerySet:
    # The number of attempts tells our claim from that of somebody who took over.
    return Message.objects.filter(pk=message.pk, state=MessageState.SENDING, attempts=message.attempts)


def _settle(rows: MessageQuerySet, state: MessageState, *, at: datetime, **values: object) -> None:
    """Bring rows to their end; the bytes of secrets go."""
    raw = Case(When(is_secret=True, then=None), default=F("raw"))
    rows.order_by().update(state=state, lease_until=None, raw=raw, **{DATES[state][-1]: at}, **values)
