"""What is kept sealed under SECRET_KEY, so that a copy of the database says nothing of it."""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class SealedElsewhere(Exception):
    """Something was sealed under another SECRET_KEY, and can't be opened here."""


def seal(plain: bytes, *, purpose: bytes) -> str:
    """``plain`` as it may be kept; the seal says nothing of when it was made."""
    return _seals(purpose).encrypt_at_time(plain, 0).decode()


def open_seal(sealed: str, *, purpose: bytes) -> bytes:
    """What was sealed, by the present SECRET_KEY or a former one that is still named. Raises SealedElsewhere."""
    try:
        return _seals(purpose).decrypt(sealed.encode())
    except InvalidToken as error:
        raise SealedElsewhere from error


def _seals(purpose: bytes) -> MultiFernet:
    return MultiFernet([_seal(key, purpose) for key in (settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS))])


def _seal(secret: str, purpose: bytes) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
