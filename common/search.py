"""What people look for, as it reaches a database."""

LONGEST = 100


def term(typed: str) -> str:
    """``typed`` without what nobody meant: NUL, which PostgreSQL refuses, outer space, an endless rest."""
    return typed.replace("\x00", "").strip()[:LONGEST]
