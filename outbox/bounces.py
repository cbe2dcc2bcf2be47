"""Reports of mails that came back (RFC 3464), as servers write them. Knows no Django."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message as Part

from inbox import mime
from inbox.mime import Mail

MOST_RECIPIENTS = 50
STATUS = re.compile(r"\s*([245]\.\d{1,3}\.\d{1,3})\b")
MESSAGE_ID = re.compile(r"<[^<>\s]{1,250}>")
WORDS = 500


@dataclass(frozen=True, kw_only=True)
class Bounce:
    """What a server says of one recipient: what it did, why, and whom it means, by each name it has for them."""

    action: str
    status: str
    words: str
    addresses: frozenset[str]

    @property
    def is_final(self) -> bool:
        """Whether trying again is of no use."""
        return not self.status.startswith("4")

    @property
    def reason(self) -> str:
        """In the server's words, and whether it may be otherwise tomorrow."""
        return " ".join(part for part in ("" if self.is_final else "for now:", self.status, self.words) if part)


@dataclass(frozen=True, kw_only=True)
class Report:
    """What came back: the mail by every Message-ID that may be its own, and what is said of whom."""

    message_ids: frozenset[str]
    sent_to: frozenset[str]
    bounces: list[Bounce]


def read(mail: Mail) -> Report | None:
    """The report that ``mail`` is, if it is one."""
    parts = list(mail.parts())
    status = next((part for part in parts if part.get_content_type() == "message/delivery-status"), None)
    if status is None:
        return None
    returned = [headers for part in parts if (headers := _returned(part))]
    ids = [line for headers in returned for line in headers.get("message-id", ())]
    ids += [line for name in ("in-reply-to", "references") for line in mail.headers.get(name, ())]
    said = [line for headers in returned for line in headers.get("to", ())]
    return Report(
        message_ids=frozenset(found for line in ids for found in MESSAGE_ID.findall(line)),
        sent_to=frozenset(_addresses(said)),
        bounces=list(_bounces(status)),
    )


def _returned(part: Part) -> dict[str, list[str]]:
    """The headers of the mail that came back, whole or by its head alone."""
    if part.get_content_type() == "message/rfc822" and part.is_multipart():
        return next((mime.headers_of(inner) for inner in part.get_payload() if isinstance(inner, Part)), {})
    if part.get_content_type() == "text/rfc822-headers":
        return mime.headers_of(mime.content(part, most=mime.MOST_HEAD))
    return {}


def _bounces(status: Part) -> Iterator[Bounce]:
    blocks = status.get_payload() if status.is_multipart() else []
    for block in list(blocks)[: MOST_RECIPIENTS + 1]:
        if isinstance(block, Part) and "action" in block:
            found = STATUS.match(str(block.get("status", "")))
            words = str(block.get("diagnostic-code", "")).partition(";")[2]
            names = [str(block.get(name, "")).partition(";")[2] for name in ("original-recipient", "final-recipient")]
            yield Bounce(
                action=mime.one_line(str(block["action"])).lower(),
                status=found[1] if found else "",
                words=mime.one_line(words)[:WORDS],
                addresses=frozenset(_addresses(names)),
            )


def _addresses(said: list[str]) -> list[str]:
    return [address for line in said for address in mime.ADDRESS.findall(line[: mime.LONGEST_HEADER])]
