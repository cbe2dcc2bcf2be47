"""What fits on a sheet of paper, and the signs that stand on it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from unicodedata import category

from common import icons, marks
from reports import signs
from reports.summary import Belonging, Outcome

# Millimetres, as in document.css.
UPRIGHT, ACROSS = 178, 265
FIXED, SIGNATURE, PEOPLE = 25, 36, 66
WORD_UPRIGHT, WORD_ACROSS, SIGN = 29, 21, 8.5
BESIDE = 16  # so many departments fit beside another column

# The fonts of document.css, after that of a sign.
WORDS = '"Noto Sans","Noto Sans Arabic","DejaVu Sans",sans-serif'
MARKS = (Outcome.PRESENT, Outcome.PARTIAL, Outcome.EXCUSED, Outcome.ABSENT)

# Non-characters, and characters that turn the direction of what follows them.
_LEFT_OUT = re.compile("[\ufffe\uffff\u202a-\u202e\u2066-\u2069]")


class Detail(StrEnum):
    """How much a list says about each session."""

    WORDS = "words"
    SIGNS = "signs"
    COUNT = "count"


@dataclass(frozen=True)
class Layout:
    """How a list is set."""

    detail: Detail
    is_across: bool


def layout(meetings: int, *, with_signatures: bool) -> Layout:
    """The first that leaves room for names and departments: a word per session, a sign, or only how many."""
    needed = FIXED + PEOPLE + (SIGNATURE if with_signatures else 0)
    if needed + meetings * WORD_UPRIGHT <= UPRIGHT:
        return Layout(Detail.WORDS, is_across=False)
    if needed + meetings * WORD_ACROSS <= ACROSS:
        return Layout(Detail.WORDS, is_across=True)
    if needed + meetings * SIGN <= ACROSS:
        return Layout(Detail.SIGNS, is_across=True)
    return Layout(Detail.COUNT, is_across=False)


def printable(text: str) -> str:
    """``text`` without what a document can't hold: control characters, non-characters, forced directions."""
    return _LEFT_OUT.sub("", "".join(" " if category(char) in {"Cc", "Cs"} else char for char in text))


def sign_of(of: Outcome | Belonging) -> str:
    """What the sign is called: by its font, and by its drawing on a page."""
    if isinstance(of, Belonging):
        return f"{_shape_of(of)}-{of.hue}"
    return f"a-{of}"


def _shape_of(department: Belonging) -> str:
    """The sign without its colour, which is what a font draws."""
    return f"d-{department.mark}{'-open' if department.is_open_mark else ''}"


def sheet(departments: Iterable[Belonging]) -> str:
    """The fonts of the signs, each before those of the words, and the colours of departments."""
    rules = [signs.face(sign_of(of), of) + f'.{sign_of(of)}{{font-family:"{sign_of(of)}",{WORDS}}}' for of in MARKS]
    # Departments may share a sign, and more of them its shape: a font is opened, searched and kept in each file.
    named = {sign_of(one): one for one in departments}
    shapes = {_shape_of(one): replace(one, key=0, name="", hue=1) for one in named.values()}
    rules += [signs.face(name, of) for name, of in shapes.items()]
    rules += [  # of no height, so that no line is higher for its sign
        f'.{name}{{font-family:"{_shape_of(of)}";line-height:0;color:{marks.HUES[of.hue - 1]}}}'
        for name, of in named.items()
    ]
    return "".join(rules)


def symbols(departments: Iterable[Belonging]) -> str:
    """The drawings of the signs, to be named by ``use``: a page has no fonts of its own making."""
    drawn = {sign_of(of): icons.icon_on_paper(of, colour=icons.PAPER_TONES[of]) for of in MARKS}
    drawn |= {sign_of(department): marks.mark_on_paper(department) for department in departments}
    return "".join(
        svg.replace("<svg ", f'<symbol id="{name}" ', 1).replace("</svg>", "</symbol>") for name, svg in drawn.items()
    )
