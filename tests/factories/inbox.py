"""Mails that come to us, through the door by which every mail comes in; and rows as the database takes them."""

import hashlib
from datetime import datetime
from email.message import EmailMessage
from itertools import count

from django.conf import settings
from django.utils import timezone

from inbox import actions, runner
from inbox.enums import Reason, ReceivedState
from inbox.models import DATES, Received

NOW = timezone.now().replace(microsecond=0)
_numbers = count(1)


def letter(text: str = "Hello", **headers: str) -> bytes:
    """A plain mail; ``headers`` by their names, with underscores for hyphens."""
    mail = EmailMessage()
    mail["From"] = "somebody@example.org"
    mail["To"] = settings.MAIL_ADDRESS
    mail["Subject"] = "Hello"
    mail["Message-ID"] = f"<{next(_numbers)}@example.org>"
    for name, value in headers.items():
        del mail[name.replace("_", "-")]
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail.as_bytes()


def receive(raw: bytes, *, recipient: str = "", sender: str = "somebody@example.org", at: datetime = NOW) -> Received:
    """Let a mail come in; it waits to be read."""
    actions.receive(raw=raw, size=len(raw), sender=sender, recipient=recipient or settings.MAIL_ADDRESS, at=at)
    return Received.objects.order_by("pk").last()


def read(received: Received, *, at: datetime = NOW) -> Received:
    """Let the queue read it."""
    runner.read(received, at=at)
    return Received.objects.get(pk=received.pk)


def make_received(state: ReceivedState = ReceivedState.WAITING, **values: object) -> Received:
    """A row as it stands in that state."""
    set_aside = state in {ReceivedState.KEPT, ReceivedState.DROPPED}
    given = {
        "key": hashlib.sha256(str(next(_numbers)).encode()).hexdigest(),
        "recipient": settings.MAIL_ADDRESS,
        "size": 5,
        "raw": b"Hello",
        "received_at": NOW,
        "state": state,
        **({"reason": Reason.NOBODYS} if set_aside else {}),
        **dict.fromkeys(DATES[state], NOW),
        **values,
    }
    return Received.objects.create(**given)


def make_reply(**values: object) -> Received:
    """An answer from a calendar that somebody has to look at."""
    facts = {"from": "alias@example.org", "said": "DECLINED", "comment": "I am away."}
    given = {"reader": "answers", "reason": "other_person", "facts": facts, **values}
    return make_received(ReceivedState.KEPT, **given)
