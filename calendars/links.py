"""Secret addresses of feeds.

The token is computed from a random seed in the row and our key, so that its owner can be shown
the address again; the row itself holds only the token's hash, and neither seed nor hash opens a
feed without the key.
"""

import hashlib
import secrets
from base64 import urlsafe_b64encode

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from calendars.models import Feed

TOKEN_BYTES = 24  # 192 bits


def new_seed() -> str:
    """A seed for a new token."""
    return secrets.token_hex(16)


def token(seed: str, *, key: str | bytes = "") -> str:
    """The token that belongs to ``seed``, under our key or an older one."""
    digest = salted_hmac("calendars.feed", seed, secret=key or settings.SECRET_KEY, algorithm="sha256").digest()
    return urlsafe_b64encode(digest[:TOKEN_BYTES]).decode()


def token_hash(token: str) -> str:
    """What a row keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def address(feed: Feed) -> str:
    """The full address of ``feed``; empty if it was made with a key that we no longer have."""
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        known = token(feed.seed, key=key)
        if constant_time_compare(token_hash(known), feed.token_hash):
            return settings.BASE_URL + reverse("calendar-feed", args=[known])
    return ""
