"""The code on a room's screen: another one every half minute, which nobody knows who does not see it.

Like the one-time codes of RFC 6238, in letters and digits that nobody mistakes for one another.
"""

import hashlib
import hmac
import math
from datetime import datetime

STEP = 30  # seconds
LENGTH = 6
ALPHABET = "ACDEFGHJKMNPQRTUVWXY34679"


def code_at(secret: bytes, at: datetime) -> str:
    """What the screen shows at ``at``."""
    return _code(secret, _step(at))


def is_shown(code: str, secret: bytes, at: datetime) -> bool:
    """Whether ``code`` is on the screen at ``at``, or was a moment ago: one may have scanned it just before."""
    typed = tidied(code)
    found = False
    for step in (_step(at), _step(at) - 1):
        found |= hmac.compare_digest(_code(secret, step).encode(), typed.encode())
    return found


def seconds_left(at: datetime) -> int:
    """In how many seconds the screen shows another one, at least one."""
    return max(1, math.ceil(STEP - at.timestamp() % STEP))


def tidied(code: str) -> str:
    """A code as it is typed, without spaces, hyphens and small letters."""
    return "".join(filter(str.isalnum, code)).upper()


def _step(at: datetime) -> int:
    return int(at.timestamp() // STEP)


def _code(secret: bytes, step: int) -> str:
    digest = hmac.digest(secret, step.to_bytes(8, "big"), hashlib.sha256)
    number = int.from_bytes(digest[:16], "big")
    letters = []
    for _place in range(LENGTH):
        number, letter = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[letter])
    return "".join(letters)
