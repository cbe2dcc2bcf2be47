"""What a mail says, as values; and how they become the mail itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage as Mime
from email.policy import SMTP
from email.utils import format_datetime

from django.conf import settings
from django.template import Context, Engine
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.encoding import iri_to_uri

from common import site
from common.components.mail import link_look
from common.markdown import to_html
from common.placeholders import fill
from outbox.models import Message

# Every part is 7-bit clean, so no server on the way has a reason to rewrite it.
TEXT = "quoted-printable"
CALENDAR = "base64"


@dataclass(frozen=True)
class CalendarPart:
    """The calendar part of a mail and its iTIP method (RFC 6047)."""

    method: str
    content: bytes


@dataclass(frozen=True)
class Picture:
    """A picture that the HTML shows; it comes with the mail, so nobody's program has to fetch it."""

    name: str
    png: bytes

    @property
    def source(self) -> str:
        """By which the HTML names it."""
        return f"cid:{self.name}"


@dataclass(frozen=True)
class Mail:
    """Subject, both texts, and the calendar part where there is one.

    ``sender`` is a bare address, ours unless a calendar entry has one of its own. ``unsubscribe``: an address at which
    one POST ends mails of that kind for good. ``reply_to``: who reads an answer, where that is a person.
    """

    subject: str
    text: str
    html: str
    calendar: CalendarPart | None = None
    sender: str = ""
    unsubscribe: str = ""
    reply_to: tuple[str, str] | None = None  # name and address
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True)
class Own:
    """What organisers say instead of our words; what is empty is said in ours. Placeholders in it are not filled yet."""

    subject: str = ""
    body: str = ""


def in_own_words(context: Mapping[str, object], own: Own | None, values: Mapping[str, str]) -> Mapping[str, object]:
    """``context`` with what organisers say, filled with ``values``, in the place of our words."""
    if own is None:
        return context
    said: dict[str, object] = {"subject": fill(own.subject, values)} if own.subject else {}
    if own.body:
        said |= {"lead": fill(own.body, values), "lead_html": to_html(own.body, values=values, links=link_look())}
    return {**context, **said}


def compose(
    template: str, context: Mapping[str, object], *, unsubscribe: str = "", pictures: tuple[Picture, ...] = ()
) -> Mail:
    """Write ``emails/<template>.txt`` (first line: the subject) and ``.html`` in the active language."""
    values = {"site_name": site.name(), "base_url": settings.BASE_URL, **context}
    text = Engine.get_default().get_template(f"emails/{template}.txt").render(Context(values, autoescape=False)).strip()
    subject, _break, body = text.partition("\n")
    subject = one_line(subject)
    html = render_to_string(f"emails/{template}.html", {**values, "subject": subject})
    return Mail(subject=subject, text=_tidy(body), html=html, unsubscribe=unsubscribe, pictures=pictures)


def as_bytes(mail: Mail, message: Message, *, at: datetime) -> bytes:
    """The mail as it goes over the wire, written at ``at``.

    Structure after RFC 6047 and what Exchange writes: mixed [alternative [plain, html, calendar],
    the same calendar file attached]; where the HTML shows pictures, related [html, pictures] in its place.
    """
    mime = Mime(policy=SMTP)
    mime["Subject"] = one_line(mail.subject)
    mime["From"] = _address(site.name(), mail.sender or settings.MAIL_ADDRESS)
    mime["To"] = _address(message.name, message.address)
    if mail.reply_to is not None:
        mime["Reply-To"] = _address(*mail.reply_to)
    mime["Date"] = format_datetime(at)
    mime["Message-ID"] = message.message_id
    mime["Auto-Submitted"] = "auto-generated"
    mime["Content-Language"] = translation.get_language() or message.language
    mime.set_content(mail.text, cte=TEXT)
    mime.add_alternative(mail.html, subtype="html", cte=TEXT)
    for picture in mail.pictures:
        *_texts, page = mime.iter_parts()
        file = f"{picture.name}.png"
        page.add_related(picture.png, "image", "png", disposition="inline", cid=f"<{picture.name}>", filename=file)
    if mail.calendar is not None:
        text, method = mail.calendar.content.decode(), {"method": mail.calendar.method}
        mime.add_alternative(text, subtype="calendar", cte=CALENDAR, params=method)
        mime.add_attachment(mail.calendar.content, "application", "ics", filename="invite.ics")
    return _one_click(mail) + mime.as_bytes()


def _one_click(mail: Mail) -> bytes:
    """The headers by which the reader's own program ends such mails without a question (RFC 8058).

    Written by hand: Python would fold a long address into encoded words, and then it is none any more.
    """
    if not mail.unsubscribe:
        return b""
    address = iri_to_uri(one_line(mail.unsubscribe))
    return f"List-Unsubscribe: <{address}>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n".encode("ascii")


def one_line(text: str) -> str:
    """``text`` without line breaks and control characters, as a header needs it."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def in_ascii(address: str) -> str:
    """An address whose domain is written in ASCII, as mail servers want it."""
    local, at, domain = address.rpartition("@")
    return f"{local}{at}{domain.encode('idna').decode()}"


def _address(name: str, address: str) -> Address:
    return Address(one_line(name), addr_spec=in_ascii(address))


def _tidy(body: str) -> str:
    """At most one empty line in a row."""
    lines = [line.rstrip() for line in body.strip().splitlines()]
    return "\n".join(line for number, line in enumerate(lines) if line or lines[number - 1]) + "\n"
