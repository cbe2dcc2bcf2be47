"""Check-in codes: what a participant shows at the door, as an address and as a few letters.

Both follow from the place and our key, so that its owner can be shown them again and no row holds them.
"""

from base64 import urlsafe_b64encode

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

TOKEN_BYTES = 18  # 144 bits
LETTERS = "CDFHJKLMNPRTVWXY"  # none is taken for another or for a digit, and they make no words
SHORT = 5
LONGEST_NUMBER = 18  # digits; no id has more


def token_of(place: int, holder: str) -> str:
    """The secret part of the address of one place; it changes with whose the place is."""
    return f"{place}-{_signature(place, holder, settings.SECRET_KEY)}"


def place_in(token: str) -> int | None:
    """Of which place ``token`` speaks; whether it is true, ``is_of`` says."""
    number = token.partition("-")[0]
    return int(number) if number.isdecimal() and number.isascii() and len(number) <= LONGEST_NUMBER else None


def is_of(token: str, place: int, holder: str) -> bool:
    """Whether ``token`` was made by us for this place, under our key or an older one."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return any(constant_time_compare(token, f"{place}-{_signature(place, holder, key)}") for key in keys)


def short_code(place: int, holder: str) -> str:
    """A few letters to be typed. Two people of one event may have the same: then the helper is shown both."""
    digest = salted_hmac("registrations.short", f"{place}/{holder}", secret=settings.SECRET_KEY).digest()
    return "".join(LETTERS[byte % len(LETTERS)] for byte in digest[:SHORT])


def _signature(place: int, holder: str, key: str | bytes) -> str:
    digest = salted_hmac("registrations.check-in", f"{place}/{holder}", secret=key, algorithm="sha256").digest()
    return urlsafe_b64encode(digest[:TOKEN_BYTES]).decode()
