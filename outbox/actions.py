"""The ways to write a message, and to try a failed one again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.utils.crypto import salted_hmac

from audit.actions import Change, record, record_all
from common import queue
from common.changes import Insert
from outbox import delivery, tasks
from outbox.enums import MessageState, Priority
from outbox.models import Message
from outbox.querysets import MessageQuerySet
from outbox.rendering import Mail, as_bytes, in_ascii, one_line

if TYPE_CHECKING:
    from accounts.models import User

AT_ONCE = 1000
# What has this key already stays as it is, and any other clash is an error.
_MESSAGES = Insert(Message, unless_known="key")


@runtime_checkable
class Recipient(Protocol):
    """Somebody who gets mail: a colleague or a guest."""

    email: str
    name: str
    language: str
    zone: str


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What one message of many has of its own."""

    key: str
    to: Recipient
    about: models.Model
    params: Mapping[str, object]
    stream: str = ""
    position: int = 0
    priority: Priority = Priority.SEAT
    is_secret: bool = False
    not_after: datetime | None = None


def post(  # noqa: PLR0913  # see docs/decisions/0011-posting-takes-many-words.md
    *,
    kind: str,
    key: str,
    to: Recipient,
    at: datetime,
    about: models.Model | None = None,
    scope: str = "",
    stream: str = "",
    position: int = 0,
    params: Mapping[str, object] | None = None,
    priority: Priority = Priority.SEAT,
    not_before: datetime | None = None,
    not_after: datetime | None = None,
    is_secret: bool = False,
) -> None:
    """Write a message in the caller's transaction; the same ``key`` never makes a second one."""
    values: dict[str, Any] = {
        "kind": kind,
        "scope": scope,
        "params": dict(params or {}),
        "stream": stream,
        "position": position,
        "priority": priority,
        "is_secret": is_secret,
        "not_before": not_before,
        "not_after": not_after,
        "message_id": _message_id(key),
        "queued_at": at,
        "next_try_at": not_before or at,
    }
    message = Message(key=key, **values, **_recipient(to), **_about(about))
    _MESSAGES.write([message])
    if not_before is None or not_before <= at:
        queue.kick(tasks.drain)


def post_all(
    *, kind: str, letters: Sequence[Letter], scope: str, at: datetime, not_before: datetime | None = None
) -> None:
    """Write many messages of one kind in the caller's transaction, a thousand at a time; else as ``post``."""
    messages = [
        Message(
            kind=kind,
            key=letter.key,
            scope=scope,
            params=dict(letter.params),
            stream=letter.stream,
            position=letter.position,
            priority=letter.priority,
            message_id=_message_id(letter.key),
            is_secret=letter.is_secret,
            not_before=not_before,
            not_after=letter.not_after,
            queued_at=at,
            next_try_at=not_before or at,
            **_recipient(letter.to),
            **_about(letter.about),
        )
        for letter in letters
    ]
    _MESSAGES.write(messages, at_once=AT_ONCE)
    if messages and (not_before is None or not_before <= at):
        queue.kick(tasks.drain)


def _recipient(to: Recipient) -> dict[str, object]:
    user = to if isinstance(to, get_user_model()) else None
    return {"user": user, "address": to.email, "name": to.name, "language": to.language, "zone": to.zone}


def _about(thing: models.Model | None) -> dict[str, object]:
    if thing is None:
        return {}
    return {"about_type": thing._meta.label_lower, "about_id": str(thing.pk)}  # noqa: SLF001  # Django's documented API


@transaction.atomic
def post_ready(
    *, key: str, kind: str, mail: Mail, address: str, language: str, at: datetime, not_after: datetime | None = None
) -> Message:
    """Write a mail that carries a secret, ready-made: it overtakes all others and is forgotten when sent."""
    message = Message(
        key=key,
        kind=kind,
        address=address,
        language=language,
        zone=settings.TIME_ZONE,
        priority=Priority.SECRET,
        is_secret=True,
        not_after=not_after,
        message_id=_message_id(key),
        queued_at=at,
        next_try_at=at,
        sender=mail.sender,
    )
    message.raw = as_bytes(mail, message, at=at)
    message.save()
    queue.kick(tasks.drain)
    return message


@transaction.atomic
def send_again(*, message: Message, by: "User", at: datetime) -> bool:
    """Send a message after all that has failed or was only kept, to the address that its person has now.

    Says whether there was one to send.
    """
    return _send_again(Message.objects.filter(pk=message.pk), scope=message.scope, by=by, at=at) == 1


@transaction.atomic
def send_all_again(*, scope: str, by: "User", at: datetime) -> int:
    """Send everything about one thing again that did not arrive and is of use still; says how many that is."""
    return _send_again(Message.objects.in_scope(scope).undelivered(), scope=scope, by=by, at=at)


def _send_again(found: MessageQuerySet, *, scope: str, by: "User", at: datetime) -> int:
    changes, corrected = [], []
    for message in found.select_related("user").select_for_update(of=("self",)):
        if not delivery.can_be_sent_again(message, at=at):
            continue
        before = {"error": message.error}
        if address := delivery.corrected_address(message):
            before |= {"address": message.address}
            message.address, message.raw = address, None
            corrected.append(message)
        changes.append(Change(message, before, None))
    Message.objects.bulk_update(corrected, ["address", "raw"], batch_size=AT_ONCE)
    again = Message.objects.filter(pk__in=[change.about.pk for change in changes])
    again.update(state=MessageState.QUEUED, attempts=0, next_try_at=at, sent_at=None, kept_at=None, failed_at=None)
    record_all("message.sent_again", changes, by=by, at=at, scope=scope)
    if changes:
        queue.kick(tasks.drain)
    return len(changes)


@transaction.atomic
def mark_bounced(*, message: Message, reason: str, at: datetime) -> bool:
    """Note that a mail which the server took has come back; says whether it counts as delivered until now."""
    words = one_line(reason)[: delivery.ERROR] or "bounced"
    sent = Message.objects.filter(pk=message.pk, state=MessageState.SENT)
    if not sent.update(state=MessageState.BOUNCED, failed_at=at, error=words):
        return False
    record("message.bounced", message, by=None, at=at, scope=message.scope, after={"error": words})
    return True


@transaction.atomic
def keep_all(*, at: datetime) -> int:
    """Keep whatever is queued instead of sending it: the demo's people have no mailboxes."""
    return Message.objects.filter(state=MessageState.QUEUED).update(state=MessageState.KEPT, kept_at=at)


def _message_id(key: str) -> str:
    """A Message-ID that follows from the key, so that a copy is known as one.

    Only who has got the mail knows it: whoever could work it out could say that other people's mails came back.
    """
    digest = salted_hmac("outbox.message", f"{settings.BASE_URL} {key}", algorithm="sha256").hexdigest()
    return f"<{digest[:40]}@{in_ascii(settings.MAIL_ADDRESS).rpartition('@')[2]}>"
