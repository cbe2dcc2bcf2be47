"""``manage.py receive_mail``: takes mail from a server of one's own, at INBOUND_LISTEN."""

import asyncio
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from inbox.listener import listen


class Command(BaseCommand):
    """Listens until it is told to stop."""

    help = "Take mail by SMTP or LMTP at INBOUND_LISTEN (host:port), for answers from calendars and mails that bounced."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Listen, and stay."""
        host, _colon, port = settings.INBOUND_LISTEN.rpartition(":")
        host = host or "127.0.0.1"  # a port alone opens to this machine and to nobody else
        if not port.isdecimal():
            raise CommandError("Set INBOUND_LISTEN, for example to 127.0.0.1:8025.")
        try:
            asyncio.run(listen(host.strip("[]"), int(port)))
        except OSError as error:
            raise CommandError(f"{settings.INBOUND_LISTEN}: {error}") from error
