"""A real SMTP server that keeps what it is given."""

import email
import socket
import time
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller

OK, DROP, DROP_AFTER = "250 OK", "drop", "drop after"


@dataclass
class MailSink:
    """Keeps every message that was accepted, in order, as bytes.

    ``answers`` are given to the next DATA commands in turn, before everything is accepted again:
    "451 try later" and the like; ``DROP`` hangs up instead, ``DROP_AFTER`` only when it has the mail.
    ``sender_answers`` likewise to MAIL FROM. ``refused`` says what is answered for single recipients, and
    a greylisting server puts off each one at first.
    """

    accepted: list[bytes] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    sender_answers: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    is_greylisting: bool = False
    greeted: set[str] = field(default_factory=set)
    sessions: int = 0
    seconds: float = 0.0

    @property
    def messages(self) -> list[EmailMessage]:
        """What was accepted, parsed."""
        return [email.message_from_bytes(content, policy=default) for content in self.accepted]

    def wait_for(self, count: int, *, seconds: float = 30) -> list[EmailMessage]:
        """The messages, once there are ``count`` of them."""
        deadline = time.monotonic() + seconds
        while len(self.accepted) < count:
            if time.monotonic() > deadline:
                subjects = [message["Subject"] for message in self.messages]
                raise AssertionError(f"Only {len(subjects)} of {count} messages came: {subjects}")
            time.sleep(0.05)
        return self.messages

    def clear(self) -> None:
        """Forget what came so far."""
        self.accepted.clear()
        self.recipients.clear()

    async def handle_EHLO(  # noqa: N802  # aiosmtpd's name
        self, _server: Any, session: Any, _envelope: Any, hostname: str, answers: list[str]
    ) -> list[str]:
        """Called by aiosmtpd when somebody introduces themselves."""
        self.sessions += 1
        session.host_name = hostname
        return answers

    async def handle_MAIL(  # noqa: N802  # aiosmtpd's name
        self, _server: Any, _session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        """Called by aiosmtpd with a sender."""
        answer = self.sender_answers.pop(0) if self.sender_answers else OK
        if answer == OK:
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return answer

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        """Called by aiosmtpd with a recipient."""
        if address in self.refused:
            return self.refused[address]
        if self.is_greylisting and address not in self.greeted:
            self.greeted.add(address)
            return "451 4.7.1 greylisted, try again later"
        envelope.rcpt_tos.append(address)
        return OK

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802  # aiosmtpd's name
        """Called by aiosmtpd with a whole message."""
        if self.seconds:
            time.sleep(self.seconds)  # noqa: ASYNC251  # a slow server is slow for everybody
        answer = self.answers.pop(0) if self.answers else OK
        if answer in {OK, DROP_AFTER}:
            self.accepted.append(envelope.original_content)
            self.recipients.extend(envelope.rcpt_tos)
        if answer in {DROP, DROP_AFTER}:
            server.transport.abort()
        return answer


def free_port() -> int:
    """A port that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class SinkController(Controller):
    """A sink that listens on a free port."""

    handler: MailSink

    def __init__(self, sink: MailSink) -> None:
        super().__init__(sink, hostname="127.0.0.1", port=free_port())

    @property
    def url(self) -> str:
        """For EMAIL_URL."""
        return f"smtp://127.0.0.1:{self.port}"
