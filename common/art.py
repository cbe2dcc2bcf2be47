"""Cover art, drawn from an event's own identity: the same in every release, theme and language.

The kind of event chooses the family of drawing, the bytes of SHA-256(key/0), key/1, … everything
else. Shapes carry classes, so that one drawing serves light and dark; no ids, so that any number
of covers fits one page and one fragment.
"""

import hashlib
import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import count
from typing import TypeVar
from uuid import UUID, uuid4

T = TypeVar("T")
Point = tuple[float, float]

# Ground, middle, deep, bright, spark: the light values of .art-1 to .art-6, for mail and PDF.
PALETTES = (
    ("#d9e8e8", "#8fbcbe", "#14525e", "#f3d3ab", "#e2592f"),
    ("#e7ebd9", "#aabf8c", "#2f5136", "#eed56f", "#c94b2b"),
    ("#f3e4da", "#dfa587", "#76331f", "#9cc3c4", "#17505c"),
    ("#dfe6f1", "#93a9d6", "#223a75", "#f4c95d", "#df5f45"),
    ("#f5e1e2", "#dd929c", "#74203a", "#f0c07e", "#225b66"),
    ("#e5e9ea", "#a3b1b8", "#2c3d46", "#d6dd70", "#ee8a34"),
)


class Dice:
    """A stream of numbers from the event's identity."""

    def __init__(self, key: str) -> None:
        self.key = key
        self._blocks = 0
        self._pool = b""

    def byte(self) -> int:
        """The next byte of the stream."""
        if not self._pool:
            self._pool = hashlib.sha256(f"{self.key}/{self._blocks}".encode()).digest()
            self._blocks += 1
        first, self._pool = self._pool[0], self._pool[1:]
        return first

    def pick(self, choices: Sequence[T]) -> T:
        """One of the choices."""
        return choices[self.byte() % len(choices)]

    def span(self, low: float, high: float) -> float:
        """A number from low to high."""
        return low + (high - low) * self.byte() / 255


def polar(cx: float, cy: float, radius: float, degrees: float) -> Point:
    """The point at an angle on a circle, to one decimal."""
    angle = math.radians(degrees)
    return round(cx + radius * math.cos(angle), 1), round(cy + radius * math.sin(angle), 1)


def circle(paint: str, x: float, y: float, radius: float) -> str:
    """One disc of the drawing."""
    return f'<circle class="{paint}" cx="{x:g}" cy="{y:g}" r="{radius:g}"/>'


def path(paint: str, d: str) -> str:
    """One path of the drawing."""
    return f'<path class="{paint}" d="{d}"/>'


def table(dice: Dice) -> list[str]:
    """Discussion: rings of seats around a table."""
    cx, cy = dice.pick([(96, 132), (224, 108), (160, 150), (232, 160)])
    drawn = [circle("f1", cx, cy, 196), circle("f0", cx, cy, 150), circle("f2", cx, cy, 44)]
    lit = dice.byte()
    for ring, (radius, seats, size) in enumerate([(82, 11, 12), (124, 17, 12), (173, 24, 11)]):
        turn = dice.span(0, 30)
        outer = ring == 2  # noqa: PLR2004  # the third ring lies on the middle tone
        for seat in range(seats):
            x, y = polar(cx, cy, radius, turn + seat * 360 / seats)
            if ring == lit % 2 and seat == lit % seats:
                paint = "f4"
            elif (seat + ring) % 4:
                paint = "f3" if outer else "f2"
            else:
                paint = "f0" if outer else "f3"
            drawn.append(circle(paint, x, y, size))
    return drawn


def beam(dice: Dice) -> list[str]:
    """Talk: one voice, widening."""
    x, y, base, sweep = dice.pick(
        [(0, 240, -90, 90), (320, 240, 180, 90), (0, 0, 0, 90), (320, 0, 90, 90), (160, 252, 180, 180)]
    )
    paints = dice.pick([("f2", "f1", "f0", "f3"), ("f1", "f0", "f2", "f3"), ("f3", "f0", "f1", "f2")])
    sectors = dice.pick([5, 7])
    step = sweep / sectors
    drawn = []
    for ring, radius in enumerate([430, 330, 244, 168, 104]):
        drawn.append(circle(paints[ring % 4], x, y, radius))
        for sector in range(1, sectors, 2):
            angle = base + sector * step
            (ax, ay), (bx, by) = polar(x, y, radius, angle), polar(x, y, radius, angle + step)
            d = f"M{x} {y}L{ax:g} {ay:g}A{radius} {radius} 0 0 1 {bx:g} {by:g}z"
            drawn.append(path(paints[(ring + 1) % 4], d))
    return [*drawn, circle("f4", x, y, 56)]


def _quarter(x: float, y: float, w: float, turn: int) -> str:
    return (
        f"M{x:g} {y:g}h{w:g}a{w:g} {w:g} 0 0 1-{w:g} {w:g}z",
        f"M{x + w:g} {y:g}v{w:g}a{w:g} {w:g} 0 0 1-{w:g}-{w:g}z",
        f"M{x + w:g} {y + w:g}h-{w:g}a{w:g} {w:g} 0 0 1 {w:g}-{w:g}z",
        f"M{x:g} {y + w:g}v-{w:g}a{w:g} {w:g} 0 0 1 {w:g} {w:g}z",
    )[turn]


def _half(x: float, y: float, w: float, turn: int) -> str:
    h = w / 2
    return (
        f"M{x:g} {y:g}h{w:g}a{h:g} {h:g} 0 0 1-{w:g} 0z",
        f"M{x + w:g} {y:g}v{w:g}a{h:g} {h:g} 0 0 1 0-{w:g}z",
        f"M{x:g} {y + w:g}h{w:g}a{h:g} {h:g} 0 0 0-{w:g} 0z",
        f"M{x:g} {y:g}v{w:g}a{h:g} {h:g} 0 0 0 0-{w:g}z",
    )[turn]


def tiles(dice: Dice) -> list[str]:
    """Workshop: pieces that are turned until they meet."""
    ground, pieces, hot = [], [], dice.byte() % 12
    pairs = [("f0", "f1"), ("f1", "f2"), ("f0", "f2"), ("f2", "f3"), ("f3", "f2"), ("f1", "f0"), ("f0", "f1")]
    for tile in range(12):
        # Half a unit over each edge: no seams at odd sizes.
        x, y, w = tile % 4 * 80 - 0.5, tile // 4 * 80 - 0.5, 81
        below, above = dice.pick(pairs)
        if tile == hot:
            below, above = "f0", "f4"
        turn = dice.byte() % 4
        ground.append(f'<rect class="{below}" x="{x:g}" y="{y:g}" width="{w}" height="{w}"/>')
        kind = dice.byte() % 5
        if kind < 3 or tile == hot:  # noqa: PLR2004  # three of five pieces are quarters
            pieces.append(path(above, _quarter(x, y, w, turn)))
        elif kind == 3:  # noqa: PLR2004  # one of five is a half
            pieces.append(path(above, _half(x, y, w, turn)))
        else:
            pieces.append(circle(above, x + w / 2, y + w / 2, dice.pick([14, 22, 28])))
    return ground + pieces


def steps(dice: Dice) -> list[str]:
    """Training: columns that rise."""
    columns = dice.pick([7, 8, 10])
    width = 320 / columns
    rising = dice.pick([True, False])
    bend = dice.span(0.5, 1.3)
    drawn = [circle("f3", 70 if rising else 250, 72, 46)]
    hot = 1 + dice.byte() % (columns - 2)
    for column in range(columns):
        share = (column + 1) / columns if rising else (columns - column) / columns
        height = 44 + 176 * share**bend + dice.span(-14, 14)
        paint = "f4" if column == hot else ("f2", "f1")[column % 2]
        r = width / 2
        top = 240 - height + r
        drawn.append(path(paint, f"M{column * width:.1f} 240V{top:.1f}a{r:.1f} {r:.1f} 0 0 1 {width:.1f} 0V240z"))
    return drawn


def _shared(a: tuple[float, float, float], b: tuple[float, float, float]) -> str:
    """The part two overlapping discs have in common, as one path."""
    (ax, ay, ar), (bx, by, br) = a, b
    distance = math.hypot(bx - ax, by - ay)
    along = (distance**2 + ar**2 - br**2) / (2 * distance)
    across = math.sqrt(ar**2 - along**2)
    ux, uy = (bx - ax) / distance, (by - ay) / distance
    mx, my = ax + along * ux, ay + along * uy
    top = f"{mx + across * uy:.1f} {my - across * ux:.1f}"
    bottom = f"{mx - across * uy:.1f} {my + across * ux:.1f}"
    wide_a, wide_b = int(along < 0), int(along > distance)
    return f"M{top}A{ar:g} {ar:g} 0 {wide_a} 1 {bottom}A{br:g} {br:g} 0 {wide_b} 1 {top}z"


def fields(dice: Dice) -> list[str]:
    """Seminar: departments overlap; the shared part is the point."""

    def disc(x: tuple[float, float], y: tuple[float, float]) -> tuple[float, float, float]:
        return round(dice.span(*x)), round(dice.span(*y)), round(dice.span(88, 104))

    a = disc((96, 124), (104, 136))
    b = disc((196, 224), (100, 140))
    corner = dice.pick([(160, 250, 74), (160, -6, 74), (300, 30, 52), (22, 212, 52)])
    return [circle("f3", *corner), circle("f1", *a), circle("f2", *b), path("f4", _shared(a, b))]


def strata(dice: Dice) -> list[str]:
    """Series and interest: the same line, again."""
    height, phase, waves = dice.span(16, 30), dice.span(0, 6.28), dice.pick([1, 1.5, 2])
    turn = dice.byte() % 3
    dice.byte()  # a number of the first drawing that nothing uses; the stream keeps its place
    drawn = [circle("f4", round(dice.span(60, 260)), round(dice.span(38, 56)), round(dice.span(20, 30)))]
    for layer in range(5):
        y = 74 + 34 * layer
        line = " ".join(
            f"{x} {y + height * math.sin(phase + layer * 0.75 + waves * 2 * math.pi * x / 320):.1f}"
            for x in range(-10, 331, 10)
        )
        paint = ("f1", "f2", "f3", "f1", "f2")[(layer + turn) % 5]
        drawn.append(path(paint, f"M-10 250L{line}L330 250z"))
    return drawn


def plates(dice: Dice) -> list[str]:
    """Lunch: a long table seen from above, and one plate that is yours."""
    slope = dice.pick([-1, 1]) * dice.span(0.12, 0.34)
    width, shift = dice.span(52, 64), dice.span(-18, 18)
    middle = 120 + shift
    ends = [(-10, middle - 170 * slope), (330, middle + 170 * slope)]
    edge = [*((x, y - width) for x, y in ends), *((x, y + width) for x, y in reversed(ends))]
    drawn = [path("f1", "M" + "L".join(f"{x} {y:.1f}" for x, y in edge) + "z")]
    plates_on, radius = dice.pick([4, 5]), dice.span(25, 29)
    step = 320 / plates_on
    yours, start = dice.byte() % (2 * plates_on), dice.span(-0.25, 0.25)
    for plate in range(2 * plates_on):
        side, place = plate % 2, plate // 2
        x = (place + 0.5 + start + (0.25 if side else -0.25)) * step
        y = middle + (x - 160) * slope + (width if side else -width)
        drawn.append(circle("f4" if plate == yours else "f2", round(x), round(y), round(radius)))
        drawn.append(circle("f0" if plate == yours else "f3", round(x), round(y), round(radius * 0.55)))
    return drawn


def bolts(dice: Dice) -> list[str]:
    """Lightning talk: a line that turns sharply, and is over."""
    turns, lean, width = dice.pick([3, 4]), dice.pick([-1, 1]), dice.span(46, 62)
    start, reach = dice.span(120, 200), dice.span(56, 84)
    drawn = [
        circle("f1", round(start - lean * dice.span(60, 90)), round(dice.span(70, 170)), round(dice.span(84, 112)))
    ]
    for bolt, paint in enumerate(("f3", "f2", "f4")):
        across, broad = start + lean * (bolt - 1) * width * 1.5, width * (1, 0.8, 0.45)[bolt]
        spine = [(across + lean * reach * ((turn % 2) - 0.5), -20 + 280 * turn / turns) for turn in range(turns + 1)]
        edge = [*((x - broad / 2, y) for x, y in spine), *((x + broad / 2, y) for x, y in reversed(spine))]
        drawn.append(path(paint, "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in edge) + "z"))
    return drawn


FAMILIES: dict[str, Callable[[Dice], list[str]]] = {
    "discussion": table,
    "talk": beam,
    "workshop": tiles,
    "training": steps,
    "seminar": fields,
    "lunch": plates,
    "lightning": bolts,
    "series": strata,
    "interest": strata,
}


def palette_of(key: str) -> int:
    """Which of the six palettes an identity has."""
    return Dice(key).byte() % len(PALETTES) + 1


def sibling_of(identity: UUID) -> UUID:
    """A new identity with the palette of another: six tries on average, and nobody has to look up whose sibling it is."""
    palette = palette_of(str(identity))
    return next(one for one in (uuid4() for _ in count()) if palette_of(str(one)) == palette)


@lru_cache(maxsize=1024)
def drawing(*, key: str, kind: str) -> str:
    """The shapes of a cover, 320 x 240, without their frame."""
    dice = Dice(key)
    dice.byte()  # the palette's
    return '<rect class="f0" width="320" height="240"/>' + "".join(FAMILIES[kind](dice))


def cover(*, key: str, kind: str) -> str:
    """A cover for a page; the palette's class stands on the element around it."""
    return (
        '<svg viewBox="0 0 320 240" preserveAspectRatio="xMidYMid slice" aria-hidden="true">'
        f"{drawing(key=key, kind=kind)}</svg>"
    )


def cover_on_paper(*, key: str, kind: str, palette: int = 0) -> str:
    """A cover with its colours as attributes, for mail, PDF and as a file of its own."""
    colours = PALETTES[(palette or palette_of(key)) - 1]
    body = drawing(key=key, kind=kind)
    for number, colour in enumerate(colours):
        body = body.replace(f'class="f{number}"', f'fill="{colour}"')
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 240">{body}</svg>'


def round_table(*, seats: int = 8, taken: Sequence[int] = (), missing: int | None = None) -> str:
    """The picture of empty pages: a table and its seats, some taken, one perhaps pulled away."""
    drawn = [circle("f1", 72, 48, 20)]
    for seat in range(seats):
        if seat == missing:
            drawn.append('<circle class="s4" stroke-width="2" cx="112" cy="16" r="7"/>')
            continue
        x, y = polar(72, 48, 37, seat * 360 / seats - 90)
        if missing is not None:
            drawn.append(circle("f2", x, y, 7))
        elif seat in taken:
            drawn.append(circle("f4", x, y, 7))
        else:
            dashes = 'stroke-width="1.5" stroke-dasharray="3 3"'
            drawn.append(f'<circle class="s1" {dashes} cx="{x:g}" cy="{y:g}" r="7"/>')
    return f'<svg viewBox="0 0 144 96" aria-hidden="true">{"".join(drawn)}</svg>'


def logo() -> str:
    """The sign of the product: a table, eight seats, one of them yours."""
    seats = []
    for seat in range(8):
        x, y = polar(16, 16, 12.5, seat * 45 - 90)
        yours = seat == 7  # noqa: PLR2004  # the last of the eight
        kind = ' class="seat"' if yours else ""
        seats.append(f'<circle{kind} cx="{x:g}" cy="{y:g}" r="{3.2 if yours else 2.5}" fill="currentColor"/>')
    middle = '<circle cx="16" cy="16" r="6.5" fill="currentColor"/>'
    return f'<svg viewBox="0 0 32 32" aria-hidden="true">{middle}{"".join(seats)}</svg>'
