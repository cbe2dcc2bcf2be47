"""The seat meter: one pip per seat in reading order, then, after a gap, the people who wait."""

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from common.marks import Marked, shape

WIDTH, HEIGHT, GAP = 16, 20, 8
LARGEST = 48  # from 49 seats on a line says it better than pips


class Held(Protocol):
    """Seats that are held for a department."""

    @property
    def department(self) -> Marked: ...
    @property
    def seats(self) -> int: ...


@dataclass(frozen=True)
class Seats:
    """What the meter shows; `mine` and `you` count from one."""

    capacity: int | None
    taken: int
    held: Sequence[Held] = ()
    waiting: int = 0
    mine: int | None = None
    you: int | None = None

    @property
    def is_line(self) -> bool:
        """Whether a line is drawn instead of pips."""
        return self.capacity is None or not 0 < self.capacity <= LARGEST

    @property
    def held_seats(self) -> int:
        """Seats held, over all departments."""
        return sum(held.seats for held in self.held)

    @property
    def free(self) -> int:
        """Seats that are open to everyone."""
        return max((self.capacity or 0) - self.taken - self.held_seats, 0)


def _pip(kind: str, x: float, y: float, *, width: int = WIDTH, height: int = HEIGHT) -> str:
    paint = f"pip pip--{kind}" if kind else "pip"
    return f'<rect class="{paint}" x="{x:g}" y="{y:g}" width="{width}" height="{height}" rx="4"/>'


def _tick(x: float, y: float) -> str:
    return f'<path class="pip-tick" d="M{x:g} {y:g}l3 3 5-6.5"/>'


def _held_pip(of: Marked, x: float, y: float) -> str:
    inner = f'<g transform="translate({x + 4:g} {y + 6:g}) scale(.5)">{shape(of, stroke=3)}</g>'
    return f'<g class="k{of.hue:d}">{_pip("held", x, y)}{inner}</g>'


def _pips(seats: Seats, per_row: int) -> Iterable[str]:
    held = [item.department for item in seats.held for _ in range(item.seats)]
    for number in range(seats.capacity or 0):
        x, y = number % per_row * (WIDTH + GAP), number // per_row * (HEIGHT + GAP)
        if seats.mine == number + 1:
            yield _pip("mine", x, y) + _tick(x + 4, y + 10.5)
        elif number < seats.taken:
            yield _pip("taken", x, y)
        elif number < seats.taken + len(held):
            yield _held_pip(held[number - seats.taken], x, y)
        else:
            yield _pip("", x, y)


def _waiting(seats: Seats, per_row: int, top: float) -> Iterable[str]:
    for number in range(min(seats.waiting, per_row)):
        kind = "you" if seats.you == number + 1 else "wait"
        yield f'<circle class="pip pip--{kind}" cx="{number * (WIDTH + GAP) + 8}" cy="{top + 7:g}" r="6"/>'


def meter(seats: Seats, *, label: str, per_row: int = 12) -> str:
    """The meter as SVG; `label` is the full sentence for those who do not see it."""
    rows = -(-(seats.capacity or 0) // per_row)
    height = rows * (HEIGHT + GAP) - GAP
    cells = list(_pips(seats, per_row))
    if seats.waiting:
        cells += _waiting(seats, per_row, height + 14)
        height += 28
    width = per_row * (WIDTH + GAP) - GAP
    return (
        f'<svg class="flip" viewBox="-1 -1 {width + 2} {height + 2}" role="img" aria-label="{html.escape(label)}">'
        f"{''.join(cells)}</svg>"
    )


def line(*, capacity: int, taken: int, held: int = 0) -> str:
    """The meter as a line, for lists and for many seats; the words stand beside it."""
    filled = min(96 * taken / capacity, 96.0) if capacity else 96.0
    outlined = min(96 * held / capacity, 96 - filled) if capacity else 0.0
    rest = ""
    if outlined > 2:  # noqa: PLR2004  # thinner than its own outline
        rest = (
            f'<rect class="b-rule" x="{filled + 0.8:.1f}" y=".8" width="{outlined - 1.6:.1f}" height="3.4"'
            ' rx="1.5" fill="none"/>'
        )
    return (
        '<svg class="flip" viewBox="0 0 96 5" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="b-track" width="96" height="5" rx="2.5"/>'
        f'<rect fill="currentColor" width="{filled:.1f}" height="5" rx="2.5"/>{rest}</svg>'
    )


def key(kind: str, *, department: Marked | None = None) -> str:
    """The sign before one line of the meter's key: taken, free, mine, wait, you or held."""
    small = {"width": 14, "height": 18}
    if department is not None:
        inner = f'<g transform="translate(3 5) scale(.5)">{shape(department, stroke=3)}</g>'
        body = f'<g class="k{department.hue:d}">{_pip("held", 0, 0, **small)}{inner}</g>'
    elif kind in {"wait", "you"}:
        body = f'<circle class="pip pip--{kind}" cx="7" cy="9" r="6"/>'
    elif kind == "mine":
        body = _pip("mine", 0, 0, **small) + '<path class="pip-tick" d="M3.5 9.5l2.5 2.5 4.5-5.5"/>'
    else:
        body = _pip("" if kind == "free" else kind, 0, 0, **small)
    return f'<svg viewBox="0 0 14 18" aria-hidden="true">{body}</svg>'
