"""A mailbox on a real IMAP server: what is new is stored once, and then was seen."""

from collections.abc import Iterator

import pytest

from inbox import actions, transport
from inbox.exceptions import MailboxClosed
from inbox.models import Received
from tests.factories.inbox import NOW, letter
from tests.support.imap import ImapServer, imap_server
from tests.support.mail import free_port

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def server() -> Iterator[ImapServer]:
    with imap_server() as found:
        yield found


@pytest.fixture
def mailbox(server, settings) -> ImapServer:
    settings.INBOUND_URL = server.url
    with transport.mailbox(server.url) as box:
        for found in box.unseen():  # what another test has left
            box.mark_seen(found)
    return server


def collect() -> int:
    return actions.collect(at=NOW)


def test_what_is_new_is_stored_as_it_stands_there_and_was_seen_then(mailbox):
    raw = letter("Grüße\r\n.dot", Return_Path="<mara@example.org>", Delivered_To="roundtable+tag@testserver")
    mailbox.deliver(raw)

    assert (collect(), mailbox.unseen()) == (1, 0)

    received = Received.objects.get()
    assert (bytes(received.raw).split(), received.sender, received.recipient) == (
        raw.split(),
        "mara@example.org",
        "roundtable+tag@testserver",
    )


def test_whom_a_mail_went_to_is_known_where_it_can_not_be_taken_apart():
    raw = b"To: roundtable+tag@testserver\r\nContent-Type: multipart/x; boundary*=idna''x\r\n\r\n--x\r\n\r\n"

    assert transport.Found("1", raw, len(raw)).recipient == "roundtable+tag@testserver"


def test_what_was_seen_before_is_left_alone(mailbox):
    mailbox.deliver(letter(), flags=r"\Seen")

    assert (collect(), Received.objects.count()) == (0, 0)


def test_a_mail_that_was_stored_but_not_marked_is_not_stored_again(mailbox):
    raw = letter()
    for _ in range(2):
        mailbox.deliver(raw)

    assert (collect(), Received.objects.count()) == (2, 1)


def test_of_a_mail_that_is_too_large_the_head_is_stored(mailbox):
    mailbox.deliver(letter("A" * 76 + "\n" + "large " * 2_000_000, Subject="Large"))

    collect()

    received = Received.objects.get()
    assert (received.size > 10_000_000, len(received.raw) < 10_000, b"Subject: Large" in bytes(received.raw)) == (
        True,
        True,
        True,
    )


def test_the_report_of_a_mail_that_came_back_has_no_sender(mailbox):
    mailbox.deliver(letter(Return_Path="<>"))

    collect()

    assert Received.objects.get().sender == ""


def test_a_mailbox_that_can_not_be_opened_is_said(server, settings):
    for url in (
        server.url.replace("only%20for", "wrong"),
        server.url.replace("/INBOX", "/Elsewhere"),
        f"imap://a:b@127.0.0.1:{free_port()}/INBOX",
        f"imaps://inbox:x@127.0.0.1:{server.port}/INBOX",
    ):
        settings.INBOUND_URL = url
        with pytest.raises(MailboxClosed):
            collect()
    assert Received.objects.count() == 0
