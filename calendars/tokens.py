"""Tokens of secret feed addresses.

A token is computed from a random seed in the row and our key, so that its owner can be shown
the address again; the row itself holds only the token's hash, and neither seed nor hash opens a
feed without the key.
"""

import hashlib
import secrets
from base64 import urlsafe_b64encode

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

TOKEN_BYTES = 24  # 192 bits


def new_seed() -> str:
    """A seed for a new token."""
    return secrets.token_hex(16)


def derive(seed: str, *, key: str | bytes = "") -> str:
    """The token that belongs to ``seed``, under our key or an older one."""
    digest = salted_hmac("calendars.feed", seed, secret=key or settings.SECRET_KEY, algorithm="sha256").digest()
    return urlsafe_b64encode(digest[:TOKEN_BYTES]).decode()


def hashed(token: str) -> str:
    """What a row keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def recall(seed: str, token_hash: str) -> str:
    """The token of a row again; empty if it was made with a key that we no longer have."""
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        token = derive(seed, key=key)
        if constant_time_compare(hashed(token), token_hash):
            return token
    return ""
