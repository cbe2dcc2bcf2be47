"""Mails as they come to us, in the form in which mail servers and calendars write them."""

from datetime import UTC, datetime
from pathlib import Path

from calendars.models import Entry
from inbox import actions, runner
from inbox.models import Received

AT = datetime(2027, 3, 1, 10, 0, tzinfo=UTC)
SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "received"


def sample(name: str, **values: str) -> bytes:
    """A sample with its blanks filled in."""
    text = (SAMPLES / f"{name}.eml").read_text()
    for blank, value in values.items():
        text = text.replace(f"{{{blank}}}", value)
    return text.encode().replace(b"\n", b"\r\n")


def reply(entry: Entry, form: str = "exchange", *, state: str = "ACCEPTED", **changed: str) -> bytes:
    """What the calendar of an entry's person answers; ``changed``: what is not as it should be."""
    values = {
        "method": "REPLY",
        "state": state,
        "recipient": entry.organiser_address,
        "address": entry.person.email,
        "from": entry.person.email,
        "uid": entry.meeting.uid,
        "sequence": str(entry.sequence),
        "stamp": "20270301T093000Z",
        **changed,
    }
    return sample(form, **values)


def come(raw: bytes, *, to: str, at: datetime = AT) -> Received:
    """Let a mail come in at ``to`` and be read."""
    actions.receive(raw=raw, size=len(raw), sender="mara@example.org", recipient=to, at=at)
    received = Received.objects.order_by("pk").last()
    runner.read(received, at=at)
    return Received.objects.get(pk=received.pk)
