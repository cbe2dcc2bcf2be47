"""The way into our mailbox by IMAP. The only module that knows the protocol."""

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from inbox import mime, policies
from inbox.exceptions import MailboxClosed

PORT, TLS_PORT = 143, 993
SECONDS = 20.0
AT_ONCE = 200  # the clock comes again in a minute
SEEN = r"(\Seen)"
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
# What the last server notes of the envelope, as it is called by one or another.
TO = ("delivered-to", "x-original-to", "envelope-to", "to", "cc")


@dataclass(frozen=True)
class Found:
    """A mail in the mailbox; of one that is too large only the head."""

    uid: str
    raw: bytes
    size: int

    @property
    def sender(self) -> str:
        """Whom the envelope names; empty for the report of a mail that came back."""
        headers = mime.headers_of(mime.split(self.raw)[0])
        said = next(iter(headers.get("return-path", headers.get("from", ()))), "")
        return said.rpartition("<")[2].partition(">")[0].strip()

    @property
    def recipient(self) -> str:
        """To which of our addresses it went."""
        return policies.ours_among(mime.read(self.raw, size=self.size).addresses(*TO))


class Mailbox:
    """An open mailbox, in the folder that is ours."""

    def __init__(self, client: imaplib.IMAP4) -> None:
        self._client = client

    def unseen(self) -> Iterator[Found]:
        """What nobody has seen yet, oldest first."""
        for uid in self._ask("SEARCH", "UNSEEN")[0].split()[:AT_ONCE]:
            size = SIZE.search(b" ".join(self._parts(uid.decode(), "(RFC822.SIZE)")))
            if size:  # it may be gone meanwhile
                yield self._fetched(uid.decode(), int(size[1]))

    def mark_seen(self, found: Found) -> None:
        """Let it be a mail that was seen: it does not come again."""
        self._ask("STORE", found.uid, "+FLAGS.SILENT", SEEN)

    def _fetched(self, uid: str, size: int) -> Found:
        wanted = "(BODY.PEEK[])" if size <= mime.MOST_BYTES else f"(BODY.PEEK[HEADER]<0.{mime.MOST_HEAD}>)"
        return Found(uid, max(self._parts(uid, wanted), key=len, default=b""), size)

    def _parts(self, uid: str, wanted: str) -> list[bytes]:
        """What the answer to FETCH holds: lines, and literals behind theirs."""
        found = self._ask("FETCH", uid, wanted)
        return [part[-1] if isinstance(part, tuple) else part for part in found if part]

    def _ask(self, command: str, *arguments: str) -> list[Any]:
        answer, found = self._client.uid(command, *arguments)
        if answer != "OK":
            raise MailboxClosed(f"{command}: {answer}")
        return list(found)


@contextmanager
def mailbox(url: str) -> Iterator[Mailbox]:
    """The mailbox at ``imaps://user:password@host/folder``. Raises MailboxClosed, now or while it is used."""
    parts = urlsplit(url)
    try:
        client = _connected(parts.scheme, parts.hostname or "", parts.port)
        try:
            client.login(unquote(parts.username or ""), unquote(parts.password or ""))
            folder = unquote(parts.path.strip("/")) or "INBOX"
            answer, said = client.select(f'"{folder}"')
            if answer != "OK":
                raise MailboxClosed(f"{folder}: {said[0]!r}")
            yield Mailbox(client)
        finally:
            with suppress(imaplib.IMAP4.error, OSError):
                client.logout()
    except (imaplib.IMAP4.error, OSError) as error:
        raise MailboxClosed(f"{type(error).__name__}: {error}") from error


def _connected(scheme: str, host: str, port: int | None) -> imaplib.IMAP4:
    if scheme == "imap":  # within one machine or a network of one's own
        return imaplib.IMAP4(host, port or PORT, timeout=SECONDS)
    context = ssl.create_default_context()
    return imaplib.IMAP4_SSL(host, port or TLS_PORT, ssl_context=context, timeout=SECONDS)
