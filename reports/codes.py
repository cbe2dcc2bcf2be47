"""The code by which a document is looked up, as one types it from paper."""

import secrets

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's: no letter that looks like another
LENGTH = 26  # of five bits each: 130, which nobody guesses
GROUP = 5
_MISREAD = str.maketrans("oil", "011", "- ")


def new_code() -> str:
    """A code that was never given before."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def readable(code: str) -> str:
    """The whole code in groups, for those who type it."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP)).upper()


def normal(text: str) -> str:
    """What somebody has typed, as codes are kept."""
    return text.lower().translate(_MISREAD)
