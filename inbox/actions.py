"""Storing what comes, and what people decide about mails that were put before them."""

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from audit.actions import record
from common import queue
from inbox import mime, policies, registry, runner, tasks, transport
from inbox.enums import Reason, ReceivedState
from inbox.exceptions import Full, NotKept
from inbox.models import Received
from inbox.registry import Verdict

if TYPE_CHECKING:
    from accounts.models import User

LONGEST_ADDRESS = 320


@transaction.atomic
def receive(*, raw: bytes, size: int, sender: str, recipient: str, at: datetime) -> None:
    """Store a mail that has come; the queue reads it. The same mail again is not stored a second time.

    ``size`` is that of the whole mail, where ``raw`` is only its head. Raises Full.
    """
    if policies.is_full():
        raise Full
    received = Received(
        key=_key(raw, recipient),
        sender=mime.one_line(sender)[:LONGEST_ADDRESS],
        recipient=mime.one_line(recipient)[:LONGEST_ADDRESS].lower(),
        size=size,
        raw=raw,
        received_at=at,
    )
    # One statement: what has this key already stays as it is, and any other clash is an error.
    Received.objects.bulk_create([received], update_conflicts=True, unique_fields=["key"], update_fields=["key"])
    queue.kick(tasks.read_waiting)


def collect(*, at: datetime) -> int:
    """Store what is new in our mailbox; says how many mails that were. A mail is marked as seen once it is stored."""
    number = 0
    with transport.mailbox(settings.INBOUND_URL) as box:
        for found in box.unseen():
            receive(raw=found.raw, size=found.size, sender=found.sender, recipient=found.recipient, at=at)
            box.mark_seen(found)
            number += 1
    return number


@transaction.atomic
def accept(*, received: Received, by: "User", at: datetime) -> None:
    """Let a mail that was put before a person count as it is. Raises NotKept, or what its reader has against it."""
    received = Received.objects.locked().get(pk=received.pk)
    reader = registry.reader_of(received)
    if not registry.can_accept(received) or reader is None or reader.accept is None:
        raise NotKept
    reader.accept(received, mime.read(bytes(received.raw or b""), size=received.size), by, at)
    reason = received.reason
    runner.settle(received, Verdict(state=ReceivedState.DONE), at=at)
    record("received.accepted", received, by=by, at=at, scope=received.scope, before={"reason": reason})


@transaction.atomic
def ignore(*, received: Received, by: "User", at: datetime) -> None:
    """Leave a mail that was put before a person at that. Raises NotKept."""
    received = Received.objects.locked().get(pk=received.pk)
    if received.state != ReceivedState.KEPT:
        raise NotKept
    reason = received.reason
    runner.settle(received, Verdict(state=ReceivedState.DROPPED, reason=Reason.IGNORED), at=at)
    record("received.ignored", received, by=by, at=at, scope=received.scope, before={"reason": reason})


@transaction.atomic
def forget(*, at: datetime) -> int:
    """Erase the text of what is done with, and all of what is old; says how many mails that touched."""
    erased = Received.objects.with_needless_bytes(at=at).update(raw=None, facts={})
    forgotten, _by_model = Received.objects.outlived(at=at).delete()
    return erased + forgotten


def _key(raw: bytes, recipient: str) -> str:
    """What makes it this mail: its Message-ID, what it says and whom it went to; servers on the way add to its head."""
    head, body = mime.split(raw)
    message_ids = " ".join(mime.headers_of(head).get("message-id", ()))
    parts = (message_ids, recipient.lower(), hashlib.sha256(body).hexdigest())
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
