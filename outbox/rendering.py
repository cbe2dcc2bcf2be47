"""What a mail says, as values; and how they become the mail itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage as Mime
from email.policy import SMTP
from email.utils import format_datetime, formataddr

from django.conf import settings
from django.template import Context, Engine
from django.template.loader import render_to_string
from django.utils import translation

from outbox.models import Message


@dataclass(frozen=True)
class CalendarPart:
    """The calendar part of a mail and its iTIP method (RFC 6047)."""

    method: str
    content: bytes


@dataclass(frozen=True)
class Mail:
    """Subject, both texts, and the calendar part where there is one.

    ``sender`` is a bare address, ours unless a calendar entry has one of its own.
    """

    subject: str
    text: str
    html: str
    calendar: CalendarPart | None = None
    sender: str = ""


def compose(template: str, context: Mapping[str, object]) -> Mail:
    """Write ``emails/<template>.txt`` (first line: the subject) and ``.html`` in the active language."""
    values = {"site_name": settings.SITE_NAME, "base_url": settings.BASE_URL, **context}
    text = Engine.get_default().get_template(f"emails/{template}.txt").render(Context(values, autoescape=False)).strip()
    subject, _break, body = text.partition("\n")
    subject = one_line(subject)
    html = render_to_string(f"emails/{template}.html", {**values, "subject": subject})
    return Mail(subject=subject, text=_tidy(body), html=html)


def as_bytes(mail: Mail, message: Message) -> bytes:
    """The mail as it goes over the wire: the same row and text give the same bytes.

    Structure after RFC 6047 and what Exchange writes: mixed [alternative [plain, html, calendar],
    the same calendar file attached].
    """
    mime = Mime(policy=SMTP)
    mime["Subject"] = mail.subject
    mime["From"] = formataddr((settings.SITE_NAME, mail.sender or settings.MAIL_ADDRESS))
    mime["To"] = formataddr((one_line(message.name), message.address))
    mime["Date"] = format_datetime(message.queued_at)
    mime["Message-ID"] = message.message_id
    mime["Auto-Submitted"] = "auto-generated"
    mime["Content-Language"] = translation.get_language() or message.language
    mime.set_content(mail.text)
    mime.add_alternative(mail.html, subtype="html")
    if mail.calendar is not None:
        mime.add_alternative(
            mail.calendar.content.decode(), subtype="calendar", params={"method": mail.calendar.method}
        )
        mime.add_attachment(mail.calendar.content, "application", "ics", filename="invite.ics")
    _fix_boundaries(mime, message.message_id)
    return mime.as_bytes()


def one_line(text: str) -> str:
    """``text`` without line breaks and control characters, as a header needs it."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _tidy(body: str) -> str:
    """At most one empty line in a row."""
    lines = [line.rstrip() for line in body.strip().splitlines()]
    return "\n".join(line for number, line in enumerate(lines) if line or lines[number - 1]) + "\n"


def _fix_boundaries(mime: Mime, seed: str) -> None:
    """Boundaries from the message's own id instead of at random, so that a retry is byte-identical."""
    name = "".join(sign for sign in seed if sign.isalnum())[:40]
    for number, part in enumerate(part for part in mime.walk() if part.is_multipart()):
        part.set_boundary(f"={name}={number}=")
