"""The way to the mail server. The only module that knows Django's mail settings and backends.

Django's SMTP exceptions are OSErrors all, the refusal of one recipient as well as a cable cut;
here they become three different things.
"""

import smtplib
import time
from email.message import Message as Mime

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from outbox.rendering import in_ascii

DUMMY = "django.core.mail.backends.dummy.EmailBackend"
OK = 250
SERVICE_CLOSING = 421
QUIET_SECONDS = 20.0  # after so long without a mail the server is asked whether it is still there
FINAL = range(500, 600)


class Unreachable(Exception):
    """The mail server can't be reached or won't have us: no message gets through."""


class ConnectionLost(Exception):
    """The server did not come to judge the message: it hung up, perhaps after taking it, or would not have our sender."""


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
    """One connection for many mails, opened when it is needed and again when it was lost.

    smtplib itself resets what a refused mail leaves behind, so the next one starts anew.
    """

    def __init__(self) -> None:
        self._backend = get_connection()
        self._used_at = time.monotonic()

    def open(self) -> None:
        """Be connected, to a server that still listens. Raises Unreachable."""
        try:
            if time.monotonic() - self._used_at > QUIET_SECONDS and not self._is_heard():
                self.close()
            self._backend.open()
            self._used_at = time.monotonic()
        except OSError as error:
            raise Unreachable(_words(error)) from error

    def close(self) -> None:
        """Take leave, if there is still somebody there."""
        try:
            self._backend.close()
        except OSError:
            # What it could not say goodbye to is gone; the next mail gets a connection of its own.
            self._backend = get_connection()

    def _is_heard(self) -> bool:
        server = getattr(self._backend, "connection", None)
        try:
            return server is None or server.noop()[0] == OK
        except OSError:
            return False

    def send(self, raw: bytes, *, sender: str, address: str) -> None:
        """Hand one mail to the server. Raises Refused or ConnectionLost."""
        try:
            self._hand_over(raw, sender=sender, address=address)
        except smtplib.SMTPRecipientsRefused as error:
            code = next((answer[0] for answer in error.recipients.values()), 0)
            raise self._answer(error, code) from error
        except smtplib.SMTPSenderRefused as error:
            # Ours is the same for all: a fault of the installation, or of a connection that is used up, not of this mail.
            self.close()
            raise ConnectionLost(_words(error)) from error
        except smtplib.SMTPResponseException as error:
            raise self._answer(error, error.smtp_code) from error
        except OSError as error:
            self.close()
            raise ConnectionLost(_words(error)) from error

    def _hand_over(self, raw: bytes, *, sender: str, address: str) -> None:
        mail = _Sealed(raw, sender=in_ascii(sender or settings.MAIL_ADDRESS), address=in_ascii(address))
        try:
            self._backend.send_messages([mail])
        except smtplib.SMTPSenderRefused as error:
            if error.smtp_code != SERVICE_CLOSING:
                raise
            # So many mails for one connection, says the server; nothing of this one has been handed over.
            self.close()
            self.open()
            self._backend.send_messages([mail])

    def _answer(self, error: Exception, code: int) -> Refused | ConnectionLost:
        """What an answer to one mail means."""
        if code != SERVICE_CLOSING:
            return Refused(_words(error), is_final=code in FINAL)
        self.close()
        return ConnectionLost(_words(error))


def _words(error: Exception) -> str:
    """In the server's own words, where it had any."""
    match error:
        case smtplib.SMTPRecipientsRefused(recipients={**answers}) if answers:
            code, text = next(iter(answers.values()))
        case smtplib.SMTPResponseException(smtp_code=code, smtp_error=text):
            pass
        case _:
            return f"{type(error).__name__}: {error}"
    return f"{code} {text.decode(errors='replace') if isinstance(text, bytes) else text}"
