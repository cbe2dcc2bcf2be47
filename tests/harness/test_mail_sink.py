import smtplib
from email.message import EmailMessage
from urllib.parse import urlsplit

import pytest

from tests.support.mail import SinkController


def deliver(sink: SinkController, subject: str) -> None:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = subject, "us@example.org", "you@example.org"
    message.set_content("Grüße")
    address = urlsplit(sink.url)
    with smtplib.SMTP(address.hostname, address.port) as server:
        server.send_message(message)


def test_sink_keeps_what_it_accepts(mail_sink):
    deliver(mail_sink, "Hello")

    (message,) = mail_sink.handler.wait_for(1)
    assert (message["Subject"], message.get_content()) == ("Hello", "Grüße\r\n")
    assert mail_sink.handler.recipients == ["you@example.org"]


def test_sink_answers_as_told_and_keeps_nothing_then(mail_sink):
    mail_sink.handler.answers.append("451 later")

    with pytest.raises(smtplib.SMTPDataError):
        deliver(mail_sink, "Refused")
    deliver(mail_sink, "Taken")

    assert [message["Subject"] for message in mail_sink.handler.messages] == ["Taken"]
