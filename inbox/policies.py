"""Which mail is for us."""

from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.db.models import Model

from inbox.models import Received

# What waits for a person at most: about one thing, of one sender, and in one place where the address proves nothing.
MOST_ABOUT_ONE, MOST_OF_ONE, MOST_IN_SCOPE = 10, 20, 100
MOST_WAITING = 10_000  # to be read; more than a day's, so that something is wrong


def is_read() -> bool:
    """Whether anybody reads what is mailed to us."""
    return bool(settings.INBOUND_URL or settings.INBOUND_LISTEN)


def is_for_us(address: str) -> bool:
    """Whether it is our mailbox, plain or with a tag of a calendar entry."""
    mailbox, _at, host = address.strip().lower().rpartition("@")
    ours, _at, our_host = settings.MAIL_ADDRESS.lower().rpartition("@")
    return host == our_host and mailbox.partition("+")[0] == ours


def may_hand_over(peer: str) -> bool:
    """Whether the server at this address may bring mail: whoever does can pretend to be anybody."""
    try:
        address = ip_address(peer)
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return any(network and address in network for network in map(network_of, settings.INBOUND_PEERS))


def network_of(peer: str) -> IPv4Network | IPv6Network | None:
    """What an entry of INBOUND_PEERS means: an address or a network; None for anything else."""
    try:
        return ip_network(peer, strict=False)
    except ValueError:
        return None


def is_full() -> bool:
    """Whether so much waits to be read that no more is taken in; servers keep it and come again."""
    return Received.objects.waiting()[MOST_WAITING - 1 :].exists()


def is_enough(received: Received, *, about: Model | None, scope: str) -> bool:
    """Whether so many mails like this one wait for a person that it is not put before them too.

    An address with a tag is known to one person alone: nobody else's letters keep theirs away.
    """
    waiting = Received.objects.to_look_at().order_by()
    if about is not None and waiting.about(about).count() >= MOST_ABOUT_ONE:
        return True
    if "+" in received.recipient.partition("@")[0]:
        return False
    of_one = waiting.filter(sender=received.sender).count()
    return of_one >= MOST_OF_ONE or waiting.in_scope(scope).count() >= MOST_IN_SCOPE


def ours_among(addresses: Iterable[str]) -> str:
    """The one of our addresses to which a mail went, one with a tag before the plain one; ours if it says none."""
    found = [address for address in addresses if is_for_us(address)]
    return next((address for address in found if "+" in address), settings.MAIL_ADDRESS.lower())
