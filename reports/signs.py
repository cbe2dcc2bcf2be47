"""The signs of departments and attendance as fonts of one glyph, for documents.

As pictures, the signs of a long list cost more time and space than the list itself, and each would
stand in the document's structure beside the word that says the same. As glyphs they cost nothing.
"""

import base64
from collections.abc import Iterable
from functools import cache
from io import BytesIO
from itertools import pairwise
from math import hypot

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.svgLib.path import SVGPath

from common import icons, marks
from reports.summary import Belonging, Outcome

# A space that may be seen: whoever reads the text aloud or copies it meets a space. Pango would take
# any other space from the font of the words beside it. The joiner keeps the sign with its word, and
# keeps a sign alone from being taken for an empty line.
BLANK = "\u1680"
GLYPH = BLANK + "\u2060"

EM, SIZE, GAP, RISE = 1000, 900, 400, -90
CURVE = 8  # straight pieces in place of a curve
NEAR = 0.001

Point = tuple[float, float]
Outline = list[Point]


@cache
def face(name: str, of: Outcome | Belonging) -> str:
    """The rule that makes the font ``name`` draw the sign."""
    data = base64.b64encode(font(name, outlines(of))).decode()
    return f'@font-face{{font-family:"{name}";src:url("data:font/ttf;base64,{data}")}}'


def outlines(of: Outcome | Belonging) -> list[Outline]:
    """The sign in a box of 16; an outline that runs the other way is cut out of the one around it."""
    if isinstance(of, Belonging):
        (shape,) = traced(marks.SHAPES[of.mark])
        return _ring(shape, 2.6) if of.is_open_mark else [shape]
    circle, *rest = traced(icons.STATES[of])
    if of == Outcome.PRESENT:
        drawn = [grown(circle, 0.9), band(rest[0], 1.8)[::-1]]
    elif of == Outcome.PARTIAL:
        drawn = [*_ring(circle, 1.8), *rest]
    else:
        drawn = [*_ring(circle, 1.8), *(band(line, 1.8) for line in rest)]
    return [[(x * 0.8, y * 0.8) for x, y in outline] for outline in drawn]


def traced(svg: str) -> list[Outline]:
    """The shapes of a drawing as outlines of straight pieces, all running the same way."""
    pen = RecordingPen()
    SVGPath.fromstring(f'<svg xmlns="http://www.w3.org/2000/svg">{svg}</svg>'.encode()).draw(pen)
    found: list[Outline] = []
    for command, points in pen.value:
        if command == "moveTo":
            found.append([points[0]])
        elif command == "lineTo":
            found[-1].append(points[0])
        elif command == "curveTo":
            found[-1] += _curve(found[-1][-1], *points)
    return [_turning_right(_without_repeats(outline)) for outline in found]


def grown(outline: Outline, by: float) -> Outline:
    """The outline moved outwards (or inwards) by the same distance everywhere, with its corners."""
    normals = [_normal(here, there) for here, there in pairwise([*outline, outline[0]])]
    return [
        _moved(point, before, after, by)
        for point, before, after in zip(outline, [normals[-1], *normals], normals, strict=False)
    ]


def band(line: Outline, width: float) -> Outline:
    """The outline of a line of that width, blunt at its ends."""
    sides: Outline = []
    for way in (line, line[::-1]):
        normals = [_normal(here, there) for here, there in pairwise(way)]
        sides += [
            _moved(point, before, after, width / 2)
            for point, before, after in zip(way, [normals[0], *normals], [*normals, normals[-1]], strict=True)
        ]
    return _turning_right(sides)


def font(name: str, drawn: Iterable[Outline]) -> bytes:
    """A font whose one glyph hangs as high as letters; the same outlines give the same bytes."""
    pen = TTGlyphPen(None)
    scaled = [[(round(x / 16 * SIZE), round((16 - y) / 16 * SIZE) + RISE) for x, y in outline] for outline in drawn]
    for first, *others in scaled:
        pen.moveTo(first)
        for point in others:
            pen.lineTo(point)
        pen.closePath()
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder([".notdef", "sign"])
    builder.setupCharacterMap({ord(BLANK): "sign"})
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "sign": pen.glyph()})
    leftmost = min(x for outline in scaled for x, _y in outline)
    builder.setupHorizontalMetrics({".notdef": (0, 0), "sign": (SIZE + GAP, leftmost)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": name, "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.updateHead(created=0, modified=0)
    builder.font.recalcTimestamp = False
    file = BytesIO()
    builder.save(file)
    return file.getvalue()


def _ring(outline: Outline, width: float) -> list[Outline]:
    return [grown(outline, width / 2), grown(outline, -width / 2)[::-1]]


def _curve(start: Point, first: Point, second: Point, end: Point) -> Outline:
    points = (start, first, second, end)
    found = []
    for step in range(1, CURVE + 1):
        t, u = step / CURVE, 1 - step / CURVE
        weights = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
        x = sum(weight * point[0] for weight, point in zip(weights, points, strict=True))
        y = sum(weight * point[1] for weight, point in zip(weights, points, strict=True))
        found.append((x, y))
    return found


def _without_repeats(outline: Outline) -> Outline:
    closed = [*outline, outline[0]]
    return [here for here, there in pairwise(closed) if hypot(here[0] - there[0], here[1] - there[1]) > NEAR]


def _turning_right(outline: Outline) -> Outline:
    area = sum(x * v - u * y for (x, y), (u, v) in pairwise([*outline, outline[0]]))
    return outline if area >= 0 else outline[::-1]


def _normal(start: Point, end: Point) -> Point:
    x, y = end[0] - start[0], end[1] - start[1]
    length = hypot(x, y)
    return y / length, -x / length


def _moved(point: Point, before: Point, after: Point, by: float) -> Point:
    stretch = by / (1 + before[0] * after[0] + before[1] * after[1])
    return point[0] + (before[0] + after[0]) * stretch, point[1] + (before[1] + after[1]) * stretch
