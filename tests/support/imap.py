"""A real IMAP server (pymap) with one empty mailbox in memory."""

import imaplib
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.support.mail import free_port

USER, PASSWORD = "inbox", "only for tests"
SECONDS = 30


class ImapServer:
    """Where it listens, and what stands in its mailbox."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"imap://{USER}:only%20for%20tests@127.0.0.1:{self.port}/INBOX"

    def client(self) -> imaplib.IMAP4:
        """Somebody else who has the mailbox open."""
        client = imaplib.IMAP4("127.0.0.1", self.port, timeout=SECONDS)
        client.login(USER, PASSWORD)
        client.select("INBOX")
        return client

    def deliver(self, raw: bytes, *, flags: str = "") -> None:
        """Put a mail into the mailbox."""
        client = self.client()
        answer, said = client.append("INBOX", flags, None, raw)
        assert answer == "OK", said
        client.logout()

    def unseen(self) -> int:
        """How many mails nobody has seen."""
        client = self.client()
        found = client.search(None, "UNSEEN")[1][0].split()
        client.logout()
        return len(found)


@contextmanager
def imap_server() -> Iterator[ImapServer]:
    """A server of one's own, for as long as it is needed."""
    server = ImapServer()
    here = ["--host", "127.0.0.1", "--port", str(server.port), "--no-tls", "--no-service", "admin"]
    account = ["--demo-user", USER, "--demo-password", PASSWORD]
    command = [sys.executable, "-c", "from pymap.main import main; main()", *here, "dict", *account]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + SECONDS
        while True:
            try:
                server.client().logout()
                break
            except OSError:
                assert process.poll() is None, "the IMAP server has ended"
                assert time.monotonic() < deadline, "the IMAP server does not answer"
                time.sleep(0.1)
        yield server
    finally:
        process.kill()
        process.wait()
