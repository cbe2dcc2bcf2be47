"""Placeholders in what people write: flat names in braces. No Django here.

``{name}`` stands for a value, ``{{name}}`` for itself in braces. A value is put where its name stood and is not read
again: what looks like a placeholder in it stays as it is.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

_BRACES = re.compile(r"\{\{(?P<plain>[^{}\n]*)\}\}|\{(?P<name>[^{}\n]*)\}")


@dataclass(frozen=True)
class Piece:
    """A stretch of a text; ``is_value`` where a placeholder stood."""

    text: str
    is_value: bool = False


@dataclass(frozen=True)
class Unknown:
    """A name that stands for nothing, where it stands, and the known one it may be meant for."""

    name: str
    line: int
    column: int
    meant: str = ""


def unknown(text: str, known: Collection[str]) -> list[Unknown]:
    """What stands in braces in ``text`` and is none of the ``known`` names, in the order of the text."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        for match in _BRACES.finditer(line):
            name = match["name"]
            if name is not None and name not in known:
                meant = get_close_matches(name.strip().lower(), known, n=1)
                found.append(Unknown(name, number, match.start() + 1, meant[0] if meant else ""))
    return found


def number(text: str) -> int:
    """How many placeholders stand in ``text``, each as often as it does."""
    return sum(match["name"] is not None for match in _BRACES.finditer(text))


def used(text: str) -> set[str]:
    """The names that stand in ``text``."""
    return {match["name"] for match in _BRACES.finditer(text) if match["name"] is not None}


def pieces(text: str, values: Mapping[str, str]) -> Iterator[Piece]:
    """``text`` with the ``values`` in the place of their names, in order; a name without a value stays."""
    end = 0
    for match in _BRACES.finditer(text):
        if match.start() > end:
            yield Piece(text[end : match.start()])
        yield _piece(match, values)
        end = match.end()
    if end < len(text):
        yield Piece(text[end:])


def _piece(match: re.Match[str], values: Mapping[str, str]) -> Piece:
    if match["plain"] is not None:
        return Piece(f"{{{match['plain']}}}")
    name = match["name"]
    return Piece(values[name], is_value=True) if name in values else Piece(match[0])


def fill(text: str, values: Mapping[str, str]) -> str:
    """``text`` with the ``values`` in the place of their names."""
    return "".join(piece.text for piece in pieces(text, values))
