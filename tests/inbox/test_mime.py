"""Mails that anybody may have written, taken apart within bounds of time and memory."""

import time
from contextlib import suppress

import pytest

from inbox import mime
from inbox.mime import Fault
from tests.factories.inbox import letter

SECONDS = 5.0  # of a busy machine; without the bounds it is minutes


def read(raw: bytes) -> mime.Mail:
    return mime.read(raw, size=len(raw))


def nested(depth: int) -> bytes:
    head = b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (level, level) for level in range(depth)
    )
    return b"From: a@example.org\r\n" + head + b"Content-Type: text/plain\r\n\r\nHello\r\n"


def test_headers_are_there_as_often_as_they_stand_there_the_last_servers_first():
    raw = b"Received: by b\r\nReceived: by a\r\nSubject: Hi\r\n there\r\n\r\nHello"

    assert read(raw).headers == {"received": ["by b", "by a"], "subject": ["Hi there"]}


def test_addresses_are_bare_and_small():
    mail = read(b'From: "Weiss, Mara" <Mara.Weiss@Example.org>\r\nTo: nobody\r\n\r\n')

    assert mail.addresses("from", "to", "cc") == ["mara.weiss@example.org"]


@pytest.mark.parametrize(
    ("said", "author"),
    [
        ("mara@example.org", "mara@example.org"),
        ("Mara (at work) <Mara@example.org>", "mara@example.org"),
        ('"mara@example.org" <other@example.net>', "other@example.net"),
        ('"<mara@example.org>" <other@example.net>', ""),
        ("mara@example.org, other@example.net", ""),
        ("mara@example.org\r\nFrom: other@example.net", ""),
        ("Mara", ""),
    ],
)
def test_a_mail_is_from_one_address_or_from_none(said, author):
    assert read(f"From: {said}\r\n\r\n".encode()).author == author


def test_control_characters_and_breaks_are_no_part_of_a_header():
    mail = read(b"Subject: a\x00b\x1bc\r\n\tBcc: all@example.org\r\n\r\n")

    assert mail.headers == {"subject": ["a b c Bcc: all@example.org"]}


def test_a_mail_in_the_mail_stays_closed():
    inner = letter("BEGIN:VCALENDAR", Content_Type="text/calendar")
    raw = b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\nContent-Type: message/rfc822\r\n\r\n' + inner
    raw += b"\r\n--x--\r\n"

    assert [part.get_content_type() for part in read(raw).parts()] == ["message/rfc822"]


def test_a_mail_that_was_cut_off_has_its_headers_alone():
    mail = mime.read(b"Subject: Large\r\n\r\nHello", size=10_000_000)

    assert (mail.headers, mail.fault, [part.get_payload() for part in mail.parts()]) == (
        {"subject": ["Large"]},
        Fault.TOO_LARGE,
        [None],
    )


@pytest.mark.parametrize("depth", [31, 1_000, 10_000])
def test_a_mail_of_boxes_in_boxes_is_not_opened(depth):
    began = time.monotonic()

    assert read(nested(depth)[: mime.MOST_BYTES]).fault is Fault.TANGLED
    assert time.monotonic() - began < SECONDS


@pytest.mark.parametrize(
    "raw",
    [
        b"\r\n" * (mime.MOST_BYTES // 2),
        b"a:\r\n" * (mime.MOST_BYTES // 4),
        b"A" * mime.MOST_BYTES,
        b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n' + b"--x\r\n\r\n" * (mime.MOST_BYTES // 10),
        b"From: " + b"<" * (mime.MOST_BYTES - 10) + b"\r\n\r\n",
        b"From: " + b'"\\,(' * (mime.MOST_BYTES // 5) + b"\r\n\r\n",
        b"\xff\x00" * (mime.MOST_BYTES // 2),
        b'Content-Type: multipart/x; boundary=x\r\n\r\n--x\r\nContent-Type: a/b; c="' + b";" * 900_000 + b"\r\n\r\n",
        b'Content-Type: multipart/x; boundary=x\r\n\r\n--x\rContent-Type:\r a/b; c="' + b";;\n " * 200_000 + b"\n\n",
        b"Content-Type: message/delivery-status\r\n\r\n" + b"\n" * 900_000,
        b"Content-Type: text/plain; charset=punycode\r\n\r\n" + b"a" * 400_000 + b"-" + b"b" * 400_000,
    ],
    ids=[
        *("breaks", "headers", "one line", "parts", "brackets", "quotes", "bytes"),
        *("parameters", "folded", "paragraphs", "names of hosts"),
    ],
)
def test_no_mail_takes_long(raw):
    began = time.monotonic()

    mail = read(raw)
    mail.addresses("from", "to")
    parts = [mime.content(part, most=1_000) for part in mail.parts()]
    for part in mail.parts():
        with suppress(ValueError):
            mime.text(part, most=mime.MOST_BYTES)

    assert time.monotonic() - began < SECONDS
    assert all(len(part) <= 1_000 for part in parts)


@pytest.mark.parametrize("letters", [b"idna", b"punycode", b"undefined", b"a\0b"])
def test_a_mail_whose_parts_end_in_no_letters_has_its_headers_alone(letters):
    mail = read(b"Subject: Hi\r\nContent-Type: multipart/mixed; boundary*=" + letters + b"''x%ff\r\n\r\n--x\r\n\r\n")

    assert (mail.headers["subject"], mail.fault) == (["Hi"], Fault.TANGLED)


def test_a_text_in_other_letters_than_it_names_is_no_text():
    for charset in ("utf-8", "no-such-charset"):
        raw = b'Content-Type: text/calendar; charset="%s"\r\n\r\nSUMMARY:\xff\xfe' % charset.encode()
        [part] = read(raw).parts()
        with pytest.raises(ValueError, match=r".+"):
            mime.text(part, most=1_000)
