"""The door for a mail server of one's own: SMTP or LMTP, on an address that only it reaches.

A mail is stored, in one transaction, before it is said to be taken; what it means is found out by the queue.
"""

import asyncio
import logging
import signal
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session, syntax
from django.db import close_old_connections
from django.utils import timezone

from inbox import actions, mime, policies

MOST_AT_ONCE = 50
MOST_TAKEN = 20 * mime.MOST_BYTES  # by one connection between two mails that were stored
LONGEST_LINE = 10_000  # servers let more than the 1,000 signs of the standard through
SECONDS = 60.0
NAME = "Roundtable"

logger = logging.getLogger(__name__)


class Door(SMTP):
    """One connection; it may greet as an SMTP or as an LMTP client."""

    line_length_limit = LONGEST_LINE
    taken = 0

    @syntax("LHLO hostname")
    async def smtp_LHLO(self, arg: str) -> None:  # noqa: N802  # aiosmtpd finds commands by such names
        """The greeting of LMTP. It wants an answer for each recipient, and we take one at a time."""
        await self.smtp_EHLO(arg)

    def data_received(self, data: bytes) -> None:
        """More has come; whoever sends without end is cut off before it fills the memory."""
        self.taken += len(data)
        if self.taken > MOST_TAKEN and self.transport is not None:
            self.transport.close()
        else:
            super().data_received(data)


class Porter:
    """Says who is let in, and hands over what they bring."""

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name and arguments
        self, _server: Door, session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take a mail for one of our addresses, and for one alone: each has a transaction of its own."""
        if not policies.may_hand_over(session.peer[0] if session.peer else ""):
            return "550 5.7.1 Mail is not taken from here"
        if envelope.rcpt_tos:
            return "452 4.5.3 One recipient at a time, please"
        if not policies.is_for_us(address):
            return "550 5.1.1 Nobody reads this address"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(  # noqa: N802  # aiosmtpd's name
        self, server: Door, _session: Session, envelope: Envelope
    ) -> str:
        """Store the mail, then say so; whoever hears nothing of it tries again, and the copy is known as one."""
        server.taken = 0
        try:
            await asyncio.to_thread(_store, envelope)
        except Exception:
            logger.exception("a mail could not be stored")
            return "451 4.3.0 It could not be stored, please try again later"
        return "250 2.0.0 Stored"

    async def handle_exception(self, error: Exception) -> str:
        """A client that talks nonsense; the others go on."""
        logger.warning("a mail client was not understood: %s", type(error).__name__)
        return "451 4.3.0 Not understood, please try again later"


def _store(envelope: Envelope) -> None:
    raw = bytes(envelope.original_content or b"")
    close_old_connections()
    try:
        actions.receive(
            raw=raw,
            size=len(raw),
            sender=(envelope.mail_from or "").strip("<>"),
            recipient=envelope.rcpt_tos[0],
            at=timezone.now(),
        )
    finally:
        close_old_connections()


def _door(**more: Any) -> Door:
    limit, name = mime.MOST_BYTES, NAME
    return Door(
        Porter(), data_size_limit=limit, enable_SMTPUTF8=True, hostname=name, ident=name, timeout=SECONDS, **more
    )


async def listen(host: str, port: int) -> None:
    """Be open until a signal comes."""
    loop, is_over = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, is_over.set)
    server = await loop.create_server(lambda: _door(loop=loop), host, port, backlog=MOST_AT_ONCE)
    logger.info("listening for mail on %s:%s", host, port)
    async with server:
        await is_over.wait()
