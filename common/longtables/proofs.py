"""The proof: each kind of cell and each letter once, drawn by WeasyPrint, and what can be learned from it."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import escape

from common import tags
from common.longtables import cells, letters, marks
from common.longtables.cells import Cell, LongTable
from common.longtables.letters import Letters, Line
from common.longtables.samples import Samples

Box = tuple[float, float, float, float]

NEAR = 0.05  # pixels
HOLLOW = 100  # pixels, more than the least height that a sheet gives to rows
SHEET = """
.long-run { padding: 0 !important; }
.long-run div { font-size: 1px; line-height: 1px; }
.long-break { break-before: page; }
.long-case { white-space: pre; }
.long-bottom { position: fixed; inset-block-end: 0; }
"""
_LINE = re.compile(rb"(\S+) (\S+) [ml]")


class Unfit(Exception):
    """A list can't be drawn the fast way."""


@dataclass(kw_only=True)
class Proof:
    """What was learned."""

    first_page: int
    first_top: float
    other_top: float
    bottom: float
    height: float
    beside: float
    """What a gap is higher than its content."""
    stamps: list[dict[Cell, bytes]]
    letters: list[Letters | None]
    rules: list[tuple[bytes, float]] = field(default_factory=list)
    """The lines below a row: how each is drawn from one end to the other, and how far below the row."""


def gap(columns: int, name: str, height: float, *, look: str = "", extra: str = "") -> str:
    """A row of HTML in which nothing stands yet."""
    return (
        f'<tr class="{look}"><td colspan="{columns}" class="long-run" id="{name}">{extra}'
        f'<div style="block-size:{height:.4f}px">&#160;</div></td></tr>'
    )


def rows(table: LongTable, wanted: Samples) -> str:
    """The rows of a proof: every kind of cell, a gap, the edges of the columns, their letters, and a second page."""
    columns = table.columns
    number = max(1, *(len(kinds) for kinds in wanted.kinds))
    shown = [
        tuple(
            text[:1] if column.is_written else kinds[min(place, len(kinds) - 1)]
            for column, kinds, text in zip(columns, wanted.kinds, wanted.letters, strict=True)
        )
        for place in range(number)
    ]
    edges = [cells.filled(column, f'<div id="long-edge-{place}">&#160;</div>') for place, column in enumerate(columns)]
    case = [
        cells.filled(column, f'<div class="long-case">{escape(text)}</div>')
        for column, text in zip(columns, wanted.letters, strict=True)
    ]
    return "".join(
        [
            *(cells.row(columns, one, name=f"long-kind-{place}") for place, one in enumerate(shown)),
            gap(len(columns), "long-gap", HOLLOW, extra='<div class="long-bottom" id="long-bottom"></div>'),
            f"<tr>{''.join(edges)}</tr>",
            f"<tr>{''.join(case)}</tr>",
            cells.row(columns, shown[0], name="long-second", look="long-break"),
        ]
    )


def boxes(document: Any) -> dict[str, tuple[int, Box]]:
    """Where everything with a name stands: the page, counted from 0, and the edges."""
    return {name: (number, box) for number, page in enumerate(document.pages) for name, box in page.anchors.items()}


def learned(pdf: Any, where: dict[str, tuple[int, Box]], table: LongTable, wanted: Samples) -> Proof:
    """What the proof tells, drawn as ``pdf`` with its parts at ``where``; raises Unfit."""
    lines = _rows_of(pdf, len(table.columns), sum(name.startswith("long-kind-") for name in where))
    streams = marks.streams(pdf)
    found = {page: marks.marks(stream) for page, stream in streams.items()}
    kinds = [where[f"long-kind-{place}"] for place in range(len(lines) - 1)]
    height = min(box[3] - box[1] for _page, box in kinds)
    first_page, (_x, first_top, _right, _bottom) = kinds[0]
    proof = Proof(
        first_page=first_page,
        first_top=first_top,
        other_top=where["long-second"][1][1],
        bottom=where["long-bottom"][1][3],
        height=height,
        beside=where["long-gap"][1][3] - where["long-gap"][1][1] - HOLLOW,
        stamps=[{} for _column in table.columns],
        letters=[None for _column in table.columns],
        rules=_rules(streams[lines[0][0]["Pg"]], kinds[0][1][3]),
    )
    for place, (line, (_page, box)) in enumerate(zip(lines[:-1], kinds, strict=True)):
        if abs(box[3] - box[1] - height) > NEAR:
            continue  # a cell of two lines: whoever has it is drawn with it
        for column, cell in enumerate(line):
            if place < len(wanted.kinds[column]):
                pieces = [marks.moved(mark, box[1]) for mark in marks.of_element(pdf, cell, found)]
                if None not in pieces:
                    proof.stamps[column][wanted.kinds[column][place]] = b"\n".join(filter(None, pieces))
    known = letters.widths(pdf)
    for column, text in enumerate(wanted.letters):
        if text:
            (sample,) = marks.of_element(pdf, lines[0][column], found)
            (case,) = marks.of_element(pdf, lines[-1][column], found)
            edges = where[f"long-edge-{column}"][1]
            proof.letters[column] = Letters(text, case, _line(sample, box=edges, top=first_top), known)
    return proof


def _rows_of(pdf: Any, columns: int, kinds: int) -> list[list[tags.Element]]:
    """The cells of the rows with the kinds of cells, and of that with the letters."""
    listed = list(tags.lines(pdf))
    gaps = [place for place, line in enumerate(listed) if tags.is_gap(line, columns)]
    if len(gaps) != 1:
        raise Unfit("the proof has no gap")
    return [*listed[gaps[0] - kinds : gaps[0]], listed[gaps[0] + 2]]


def _line(sample: marks.Mark, *, box: Box, top: float) -> Line:
    """Where the texts of a column stand, from one of a single letter."""
    ((x, y),) = marks.places(sample)
    return Line(
        before=b"\n".join(
            [*sample.before, *(one for one in sample.operators if one.rsplit(b" ", 1)[-1] in {b"gs", b"rg", b"g"})]
        ),
        start=box[0],
        end=box[2],
        drop=y - top,
        is_at_end=abs(x - box[0]) > NEAR,
    )


def _rules(stream: list[Any], bottom: float) -> list[tuple[bytes, float]]:
    """The lines at ``bottom``, each colour and width from end to end."""
    ends: dict[tuple[bytes, bytes, float], list[float]] = {}
    for colour, width, start, end, stroke in zip(*(stream[skipped:] for skipped in range(5)), strict=False):
        if stroke == b"S" and isinstance(colour, bytes) and colour.endswith(b" RG"):
            (left, y), (right, _y) = (_LINE.fullmatch(point).groups() for point in (start, end))  # type: ignore[union-attr]
            if abs(float(y) - bottom) < 1:
                ends.setdefault((colour, width, float(y) - bottom), []).extend((float(left), float(right)))
    return [
        (b"/A1.0 gs\n%b\n%b\n%.4f %%.4f m\n%.4f %%.4f l\nS" % (colour, width, min(xs), max(xs)), drop)
        for (colour, width, drop), xs in ends.items()
    ]


def without_first(pdf: Any, number: int) -> None:
    """Take the first pages out of ``pdf``, as many as ``number``, and what belongs to them out of its structure."""
    gone = set(pdf.page_references[:number])
    for element in [tags.root(pdf), *tags.descendants(pdf, tags.root(pdf))]:
        element["K"][:] = [
            kid
            for kid in element["K"]
            if not isinstance(kid, bytes) or pdf.objects[tags.number(kid)].get("Pg") not in gone
        ]
    del tags.owners(pdf)[: 2 * number]
    del pdf.pages["Kids"][: 3 * number]
    pdf.pages["Count"] -= number
    names = pdf.catalog["Names"]["Dests"]["Names"]
    listed = [pair for pair in zip(names[::2], names[1::2], strict=True) if not pair[0].string.startswith("long-")]
    names[:] = [part for pair in listed for part in pair]
    if not names:
        del pdf.catalog["Names"]
