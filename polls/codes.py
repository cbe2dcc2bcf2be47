"""The short codes by which a phone finds what a room is asked: read from a wall and typed with thumbs."""

import secrets

# Without vowels no words come about, and nothing is mistaken for something else: no 0, 1, 5, 8, B, S.
ALPHABET = "234679CDFGHJKMNPQRTVWXYZ"
LENGTH = 6


def new() -> str:
    """A code that nobody can foresee."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def read(typed: str) -> str:
    """A code as it was typed: small letters are as good, and what no code has is left out, spaces and dashes too."""
    return "".join(sign for sign in typed[: 4 * LENGTH].upper() if sign in ALPHABET)


def spaced(code: str) -> str:
    """As it stands on the wall."""
    return f"{code[: LENGTH // 2]} {code[LENGTH // 2 :]}"
