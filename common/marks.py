"""Department marks: eight shapes, each solid or open, so that sixteen can be told apart without colour."""

from typing import Protocol

# The order is that of the enum a department chooses from.
SHAPES = {
    "disc": '<circle cx="8" cy="8" r="6.5"/>',
    "square": '<rect x="2" y="2" width="12" height="12" rx="1"/>',
    "triangle": '<path d="M8 1.5l7 12.5H1z"/>',
    "hexagon": '<path d="M8 .8l6.3 3.6v7.2L8 15.2l-6.3-3.6V4.4z"/>',
    "diamond": '<path d="M8 .8L15.2 8 8 15.2.8 8z"/>',
    "half": '<path d="M1 11.5a7 7 0 0 1 14 0z"/>',
    "cross": '<path d="M5.5 1.5h5v4h4v5h-4v4h-5v-4h-4v-5h4z"/>',
    "drop": '<path d="M2 2h6a6 6 0 1 1-6 6z"/>',
}

# The light values of --d1 to --d8, for paper and mail, which read no sheet.
HUES = ("#0f6f7c", "#b4471f", "#3d5bb0", "#4d7a1f", "#9a6a00", "#a13a63", "#55606b", "#7a5136")


class Marked(Protocol):
    """What a mark needs to know of a department."""

    @property
    def name(self) -> str: ...
    @property
    def mark(self) -> str: ...
    @property
    def is_open_mark(self) -> bool: ...
    @property
    def hue(self) -> int: ...


def shape(of: Marked, *, colour: str = "currentColor", stroke: float = 2.6) -> str:
    """The bare shape in a box of 16, solid or open."""
    paint = f'fill="none" stroke="{colour}" stroke-width="{stroke:g}"' if of.is_open_mark else f'fill="{colour}"'
    return f"<g {paint}>{SHAPES[of.mark]}</g>"


def mark(of: Marked) -> str:
    """The mark for a page; always shown with a name, so hidden from screen readers."""
    return f'<svg class="mark k{of.hue:d}" viewBox="0 0 16 16" aria-hidden="true">{shape(of)}</svg>'


def mark_on_paper(of: Marked) -> str:
    """The mark with its colour as attributes, for PDF."""
    return f'<svg viewBox="0 0 16 16" aria-hidden="true">{shape(of, colour=HUES[of.hue - 1])}</svg>'
