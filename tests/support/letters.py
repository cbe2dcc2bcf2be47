"""What was mailed, and what calendars read in it."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from django.core import mail

from outbox import delivery
from tests.support.readers import Seen, read

Letter = tuple[str, Seen | None]  # to whom, and the one event in it


def letters() -> list[Letter]:
    """Send what is due, and say what went to whom since this was last asked."""
    delivery.send_due(is_over=lambda: False)
    sent = [message_from_bytes(one.message().as_bytes(), policy=default) for one in mail.outbox]
    mail.outbox.clear()
    found = [(str(one["To"].addresses[0].addr_spec), _calendar(one)) for one in sent]
    seen = iter(read([content for _to, content in found if content]))
    return [(to, _one(next(seen)) if content else None) for to, content in found]


def letters_to(address: str) -> list[Seen | None]:
    """The same for one reader; what others got is passed over."""
    return [seen for to, seen in letters() if to == address]


def _calendar(letter: EmailMessage) -> bytes:
    """The calendar part, whose method stands in the mail as well and which is attached once more; empty without one."""
    parts = {part.get_content_type(): part for part in letter.walk()}
    if "text/calendar" not in parts:
        return b""
    content = parts["text/calendar"].get_payload(decode=True)
    method = str(parts["text/calendar"].get_param("method"))
    assert f"METHOD:{method}".encode() in content.splitlines()
    assert parts["application/ics"].get_payload(decode=True).splitlines() == content.splitlines()
    return content


def _one(events: list[Seen]) -> Seen:
    (event,) = events
    return event
