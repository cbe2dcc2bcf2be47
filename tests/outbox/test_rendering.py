"""The mail itself: its structure, its headers, and what people may have typed into them."""

from email import message_from_bytes
from email.policy import default

import pytest

from outbox.models import Message
from outbox.rendering import as_bytes, one_line
from tests.factories.accounts import make_user
from tests.factories.outbox import START, post, render

pytestmark = pytest.mark.django_db

ICS = "BEGIN:VCALENDAR\r\nSUMMARY:Größe\r\nEND:VCALENDAR\r\n"


def parsed(**values: object):
    message = post(**values)
    return message, message_from_bytes(as_bytes(render(message), message, at=START), policy=default)


def test_an_ordinary_mail_has_text_and_html():
    _message, mime = parsed(params={"text": "Grüße"})

    assert [part.get_content_type() for part in mime.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert mime.get_body(["plain"]).get_content().strip() == "Grüße"


def test_a_calendar_part_is_the_last_alternative_with_its_method_and_once_more_as_a_file():
    _message, mime = parsed(params={"calendar": ICS})

    assert [part.get_content_type() for part in mime.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
    ]
    calendar, attached = [
        part for part in mime.walk() if part.get_content_type() in {"text/calendar", "application/ics"}
    ]
    assert (calendar.get_param("method"), calendar.get_content_charset()) == ("REQUEST", "utf-8")
    assert (calendar.get_content_disposition(), attached.get_filename()) == (None, "invite.ics")
    assert calendar.get_payload(decode=True) == ICS.encode()
    assert attached.get_payload(decode=True) == ICS.encode()


def test_the_message_id_follows_from_the_key():
    message, mime = parsed(key="seat:1")

    assert mime["Message-ID"] == message.message_id
    assert mime["Auto-Submitted"] == "auto-generated"


def test_who_knows_the_key_alone_does_not_know_the_message_id(settings):
    message, _mime = parsed(key="seat:1")
    settings.SECRET_KEY = "another installation"
    other, _mime = parsed(key="seat:2")
    Message.objects.all().delete()
    same, _mime = parsed(key="seat:1")

    assert len({message.message_id, other.message_id, same.message_id}) == 3


def test_names_and_subjects_cannot_add_headers():
    user = make_user("Eve\r\nBcc: all@example.org")
    _message, mime = parsed(to=user, params={"subject": "Hello"})

    assert (mime["Bcc"], mime["To"].addresses[0].display_name) == (None, "Eve Bcc: all@example.org")


@pytest.mark.parametrize(
    ("text", "expected"), [("a\r\nb", "a b"), ("a\x00b\u2028c", "a b c"), ("  plain  words ", "plain words")]
)
def test_one_line(text, expected):
    assert one_line(text) == expected
