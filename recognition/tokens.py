"""The private half of a signing key, as it is kept: sealed under SECRET_KEY, so that a copy of the database signs nothing."""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from recognition.exceptions import SealedElsewhere

PURPOSE = b"recognition.signing-key"


def seal(private: bytes) -> str:
    """``private`` as it may be kept."""
    return _seals().encrypt(private).decode()


def open_seal(sealed: str) -> bytes:
    """What was sealed, by the present SECRET_KEY or a former one that is still named. Raises SealedElsewhere."""
    try:
        return _seals().decrypt(sealed.encode())
    except InvalidToken as error:
        raise SealedElsewhere from error


def _seals() -> MultiFernet:
    return MultiFernet([_seal(key) for key in (settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS))])


def _seal(secret: str) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
