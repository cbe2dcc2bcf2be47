"""The private half of a signing key, as it is kept: sealed, so that a copy of the database signs nothing."""

from common import sealing

PURPOSE = b"recognition.signing-key"


def seal(private: bytes) -> str:
    """``private`` as it may be kept."""
    return sealing.seal(private, purpose=PURPOSE)


def open_seal(sealed: str) -> bytes:
    """What was sealed, by the present SECRET_KEY or a former one that is still named. Raises SealedElsewhere."""
    return sealing.open_seal(sealed, purpose=PURPOSE)
