"""Which mail is for us."""

from collections.abc import Iterable

from django.conf import settings


def is_read() -> bool:
    """Whether anybody reads what is mailed to us."""
    return bool(settings.INBOUND_URL or settings.INBOUND_LISTEN)


def is_for_us(address: str) -> bool:
    """Whether it is our mailbox, plain or with a tag of a calendar entry."""
    mailbox, _at, host = address.strip().lower().rpartition("@")
    ours, _at, our_host = settings.MAIL_ADDRESS.lower().rpartition("@")
    return host == our_host and mailbox.partition("+")[0] == ours


def ours_among(addresses: Iterable[str]) -> str:
    """The one of our addresses to which a mail went, one with a tag before the plain one; ours if it says none."""
    found = [address for address in addresses if is_for_us(address)]
    return next((address for address in found if "+" in address), settings.MAIL_ADDRESS.lower())
