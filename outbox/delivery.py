"""Claim, write, send, mark: how a row becomes a mail that is sent once.

A row is claimed with a lease and the claim is committed before anything is sent. Only a crash
between the server's acceptance and our mark can send a mail again, and then the same bytes under
the same Message-ID.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Case, F, When
from django.utils import timezone, translation

from common.pulse import pulse
from outbox import pacing, registry
from outbox.enums import UNDELIVERED, MessageState
from outbox.exceptions import Obsolete, UnknownKind
from outbox.models import DATES, Message
from outbox.querysets import MessageQuerySet
from outbox.rendering import as_bytes
from outbox.transport import Connection, ConnectionLost, Refused, Unreachable, is_configured

LEASE = timedelta(seconds=30)
RENEW_EVERY = 10.0
ATTEMPTS = 8
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=6)
LOST_IN_A_ROW = 3
AT_ONCE = 20
FRESH_SECONDS = 1.0
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

    Raises Unreachable where the server takes nothing. It is noticed before a row is claimed, or by a few mails in a
    row that did not get through, so that a server which is away does not use up everybody's attempts.
    """
    set_aside(at=timezone.now())
    pause = pacing.current()
    if pause is not None and pause.until > timezone.now():
        return False
    held, patience = _Held(), _Patience(is_short=pause is not None)
    with closing(Connection()) as connection, pulse(held.renew, every=RENEW_EVERY):
        for message in _in_turn():
            if is_over():
                return True
            connection.open()
            if claim(message, at=timezone.now()):
                held.message = message
                patience.note(deliver(message, connection))
                held.message = None
    return False


class _Patience:
    """How many mails in a row may fail to get through before the server is let be.

    One is enough while a pause has just ended; the first that gets through ends the trouble.
    """

    def __init__(self, *, is_short: bool) -> None:
        self._is_short = is_short
        self._lost = 0

    def note(self, lost: ConnectionLost | None) -> None:
        """What became of one mail. Raises Unreachable."""
        if lost is None:
            self._lost = 0
            if self._is_short:
                pacing.resume()
                self._is_short = False
            return
        self._lost += 1
        if self._is_short or self._lost >= LOST_IN_A_ROW:
            raise Unreachable(str(lost)) from lost


def _in_turn() -> Iterator[Message]:
    """What is due and may leave now, a few at a time; asked again after a second, so that no code waits for a mailing."""
    full = set(pacing.at_their_pace(at=timezone.now()))
    while some := Message.objects.in_turn(at=timezone.now(), without=full, most=AT_ONCE):
        fresh_until = time.monotonic() + FRESH_SECONDS
        for message in some:
            if message.domain in full:
                continue
            if not pacing.take_turn(message.domain, at=timezone.now()):
                full.add(message.domain)
                continue
            yield message
            if time.monotonic() > fresh_until:
                break


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


def deliver(message: Message, connection: Connection) -> ConnectionLost | None:
    """Send one claimed row and mark what became of it; returns what kept it from the server, if anything did."""
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
        return lost
    except Exception as error:
        logger.exception("message %s can't be written or sent", message.pk)
        _stumble(message, error)
    else:
        _finish(message, MessageState.SENT if is_configured() else MessageState.KEPT)
    return None


def can_be_sent_again(message: Message, *, at: datetime) -> bool:
    """Whether it is of use still, and its bytes are there or can be written again: a sign-in code is gone with its mail."""
    is_over = message.not_after is not None and message.not_after <= at
    if is_over or message.state not in {*UNDELIVERED, MessageState.KEPT}:
        return False
    return message.raw is not None or _can_be_written(message)


def corrected_address(message: Message) -> str:
    """The address that its person has now, if this mail is for another one and can be written anew.

    What belongs to a calendar entry stays: whoever has a new address gets a new word about it there.
    """
    person = message.user
    if person is None or person.email == message.address or message.stream or not _can_be_written(message):
        return ""
    return person.email


def _can_be_written(message: Message) -> bool:
    try:
        return registry.kind(message.kind).render is not None
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
    pause = pacing.jittered(min(FIRST_PAUSE * 4 ** (message.attempts - 1), LONGEST_PAUSE))
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
