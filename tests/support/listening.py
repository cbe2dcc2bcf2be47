"""An installation at whose mail door a test speaks as mail servers do."""

import smtplib

from tests.support.mail import free_port
from tests.support.product import Product

OURS = "roundtable@127.0.0.1"
SECONDS = 60


class Listening(Product):
    """It takes mail at a port of its own."""

    def __init__(self, *arguments, **options) -> None:
        super().__init__(*arguments, **options)
        self.mail_port = free_port()

    @property
    def environment(self) -> dict[str, str]:
        """That of every installation, with the door."""
        return super().environment | {"INBOUND_LISTEN": f"127.0.0.1:{self.mail_port}"}

    def takes_mail(self) -> bool:
        """Whether somebody opens."""
        try:
            with self.spoken_to():
                return True
        except OSError:
            return False

    def spoken_to(self, kind: type[smtplib.SMTP] = smtplib.SMTP) -> smtplib.SMTP:
        """A mail server's connection."""
        return kind("127.0.0.1", self.mail_port, timeout=SECONDS)
