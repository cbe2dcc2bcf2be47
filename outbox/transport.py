"""The way to the mail server. The only module that knows Django's mail settings and backends.

Django's SMTP exceptions are OSErrors all, the refusal of one recipient as well as a cable cut;
here they become three different things.
"""

import smtplib
from email.message import Message as Mime

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from outbox.rendering import in_ascii

DUMMY = "django.core.mail.backends.dummy.EmailBackend"
SERVICE_CLOSING = 421
FINAL = range(500, 600)


class Unreachable(Exception):
    """The mail server can't be reached or won't have us: no message would get through."""


class ConnectionLost(Exception):
    """The connection broke while a message was on its way; it may or may not have been taken."""


class Refused(Exception):
    """The server has refused this one message; ``is_final`` if trying again is of no use."""

    def __init__(self, reason: str, *, is_final: bool) -> None:
        super().__init__(reason)
        self.is_final = is_final


class _Bytes(Mime):
    """Stands where Django's backends expect a parsed message, and is written as it was kept."""

    def __init__(self, raw: bytes) -> None:
        super().__init__()
        self._raw = raw

    def as_bytes(self, *_args: object, **_kwargs: object) -> bytes:
        return self._raw


class _Sealed(EmailMessage):
    """A mail whose bytes are made already."""

    def __init__(self, raw: bytes, *, sender: str, address: str) -> None:
        super().__init__(from_email=sender, to=[address])
        self._raw = raw

    def message(self, *_args: object, **_kwargs: object) -> Mime:  # type: ignore[override]  # Django's SafeMIME adds nothing
        return _Bytes(self._raw)


def is_configured() -> bool:
    """Whether there is a mail server at all; without one, messages are kept."""
    return bool(settings.EMAIL_BACKEND != DUMMY)


class Connection:
    """One connection for many mails, opened when it is needed and again when it was lost."""

    def __init__(self) -> None:
        self._backend = get_connection()

    def open(self) -> None:
        """Be connected. Raises Unreachable."""
        try:
            self._backend.open()
        except OSError as error:
            raise Unreachable(_words(error)) from error

    def close(self) -> None:
        """Take leave, if there is still somebody there."""
        try:
            self._backend.close()
        except OSError:
            # What it could not say goodbye to is gone; the next mail gets a connection of its own.
            self._backend = get_connection()

    def send(self, raw: bytes, *, sender: str, address: str) -> None:
        """Hand one mail to the server. Raises Refused or ConnectionLost."""
        mail = _Sealed(raw, sender=in_ascii(sender or settings.MAIL_ADDRESS), address=in_ascii(address))
        try:
            self._backend.send_messages([mail])
        except smtplib.SMTPRecipientsRefused as error:
            code = next((answer[0] for answer in error.recipients.values()), 0)
            raise Refused(_words(error), is_final=code in FINAL) from error
        except smtplib.SMTPSenderRefused as error:
            # Ours is the same for all: rather a fault of the installation than of this message.
            raise Refused(_words(error), is_final=False) from error
        except smtplib.SMTPResponseException as error:
            if error.smtp_code == SERVICE_CLOSING:
                self.close()
                raise ConnectionLost(_words(error)) from error
            raise Refused(_words(error), is_final=error.smtp_code in FINAL) from error
        except OSError as error:
            self.close()
            raise ConnectionLost(_words(error)) from error


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
