"""Whose installation this is: a name, and perhaps a logo. Knows no Django."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Logo:
    """A logo as it stands on pages and paper. ``key``: a digest of its pixels, new with each other picture."""

    key: str
    text: str  # what somebody hears who does not see it
    png: bytes
    width: int
    height: int


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """``is_name_shown``: beside the logo at the head of pages; a logo that is the written name needs no second one."""

    name: str = ""
    logo: Logo | None = None
    is_name_shown: bool = True
