"""``manage.py receive_mail`` as a process of its own, spoken to as mail servers speak to it."""

import smtplib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from inbox.models import Received
from tests.factories.inbox import letter
from tests.support.listening import OURS, SECONDS, Listening
from tests.support.product import TOP

# An installation of its own is on SQLite; what is stored is tested on both databases beside the actions.
pytestmark = pytest.mark.once

TAGGED = "Roundtable+0123456789abcdef@127.0.0.1"


class Door(Listening):
    """An installation of which only the mail door is open."""

    peers = "127.0.0.0/8"

    @property
    def environment(self) -> dict[str, str]:
        """With a port alone: the door is open to this machine."""
        return super().environment | {"INBOUND_LISTEN": str(self.mail_port), "INBOUND_PEERS": self.peers}

    @contextmanager
    def opened(self) -> Iterator[None]:
        command = [sys.executable, "manage.py", "receive_mail", "--skip-checks"]
        process = subprocess.Popen(command, cwd=TOP, env=self.environment)
        try:
            deadline = time.monotonic() + SECONDS
            while not self.takes_mail():
                assert process.poll() is None, "the door has fallen shut"
                assert time.monotonic() < deadline, "nobody opens"
                time.sleep(0.1)
            yield
        finally:
            process.terminate()
            assert process.wait(SECONDS) == 0

    def stored(self) -> list[Received]:
        with self.database():
            return list(Received.objects.order_by("pk"))

    def forget(self) -> None:
        with self.database():
            Received.objects.all().delete()


@pytest.fixture(scope="module")
def door(tmp_path_factory, django_db_setup, django_db_blocker) -> Iterator[Door]:
    door = Door(tmp_path_factory.mktemp("door"), django_db_blocker, mail="dummy://")
    door.prepare()
    with door.opened():
        yield door


@pytest.fixture(autouse=True)
def _empty(door):
    door.forget()


@pytest.mark.parametrize("kind", [smtplib.SMTP, smtplib.LMTP])
def test_a_mail_is_stored_when_it_is_said_to_be_taken(door, kind):
    raw = letter("Grüße\n.dot").replace(b"\n", b"\r\n")

    with door.spoken_to(kind) as server:
        assert server.sendmail("mara@example.org", [TAGGED], raw) == {}

    assert [(bytes(one.raw), one.sender, one.recipient, one.state) for one in door.stored()] == [
        (raw, "mara@example.org", TAGGED.lower(), "waiting")
    ]


def test_the_report_of_a_mail_that_came_back_is_from_nobody(door):
    with door.spoken_to() as server:
        server.sendmail("", [OURS], letter())

    assert [one.sender for one in door.stored()] == [""]


def test_the_same_mail_again_is_taken_and_stored_once(door):
    raw = letter()
    for _ in range(2):
        with door.spoken_to() as server:
            server.sendmail("mara@example.org", [OURS], raw)

    assert len(door.stored()) == 1


def test_only_our_addresses_are_read(door):
    with door.spoken_to() as server:
        server.ehlo()
        server.mail("mara@example.org")
        answers = [server.rcpt(address)[0] for address in ("root@127.0.0.1", "roundtable@elsewhere.example", OURS)]

    assert answers == [550, 550, 250]


def test_every_recipient_has_a_transaction_of_their_own(door):
    with door.spoken_to() as server:
        server.ehlo()
        server.mail("mara@example.org")
        answers = [server.rcpt(address)[0] for address in (OURS, TAGGED)]

    assert answers == [250, 452]


def test_a_mail_of_ten_megabytes_is_refused_and_the_next_one_taken(door):
    large = letter() + b"\r\n" + (b"A" * 76 + b"\r\n") * 130_000

    with door.spoken_to() as server:
        server.ehlo()
        said = server.mail("mara@example.org", [f"size={len(large)}"])[0]
        server.rset()
        server.mail("mara@example.org")
        server.rcpt(OURS)
        sent = server.data(large)[0]
        server.sendmail("mara@example.org", [OURS], letter())

    assert (said, sent, len(door.stored())) == (552, 552, 1)


def pour(client: socket.socket) -> None:
    for _ in range(200):
        client.sendall(b"A" * 1_000_000)


def test_a_line_without_end_is_cut_off_and_others_are_served_meanwhile(door):
    with socket.create_connection(("127.0.0.1", door.mail_port), timeout=SECONDS) as client:
        client.recv(1_000)
        for command in (b"EHLO a\r\n", b"MAIL FROM:<a@example.org>\r\n", f"RCPT TO:<{OURS}>\r\n".encode(), b"DATA\r\n"):
            client.sendall(command)
            client.recv(1_000)
        client.sendall(b"A" * 1_000_000)
        with door.spoken_to() as server:
            server.sendmail("mara@example.org", [OURS], letter())
        with pytest.raises(ConnectionError):
            pour(client)

    assert len(door.stored()) == 1


def test_nonsense_and_silence_end_no_door(door):
    for said in (b"\x00\xff\xfe\r\n" * 50, b"DATA\r\n", b"MAIL FROM:<\r\n" * 20, b""):
        with socket.create_connection(("127.0.0.1", door.mail_port), timeout=SECONDS) as client:
            client.sendall(said)

    with door.spoken_to() as server:
        assert server.sendmail("mara@example.org", [OURS], letter()) == {}
    assert len(door.stored()) == 1


def test_whoever_is_not_named_hands_nothing_over(door, django_db_blocker):
    wary = Door(door.home, django_db_blocker, mail="dummy://")
    wary.peers = "192.0.2.7"

    with wary.opened(), wary.spoken_to() as server, pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        server.sendmail("mara@example.org", [TAGGED], letter())

    assert refused.value.recipients == {TAGGED: (550, b"5.7.1 Mail is not taken from here")}
    assert door.stored() == []
