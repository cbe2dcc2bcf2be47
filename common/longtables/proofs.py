"""The proof: each kind of cell and each letter once, drawn by WeasyPrint, and what can be learned from it."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.utils.html import escape

from common import tags
from common.longtables import cells, letters, marks, samples
from common.longtables.cells import Cell, Height, LongTable, Row
from common.longtables.letters import Folded, Letters, Line, Sign
from common.longtables.samples import BREAK, Samples, Stack

Box = tuple[float, float, float, float]

NEAR = 0.05  # pixels
DIGITS = 10  # of a pixel: WeasyPrint reckons in parts of 1024
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


class Uneven(Exception):
    """Signs can't be learned from a stack of them."""


@dataclass(kw_only=True)
class Proof:
    """What was learned."""

    first_page: int
    first_top: float
    other_top: float
    bottom: float
    usual: Height
    beside: float
    """What a gap is higher than its content."""
    stamps: list[dict[Cell, bytes]]
    higher: dict[Cell, Height]
    """Cells of which a row becomes higher than it usually is."""
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
    """The rows of a proof: where the first one stands, then every kind of cell, a gap, the edges of the columns, and their letters."""
    columns = table.columns
    edges = [cells.filled(column, f'<div id="long-edge-{place}">&#160;</div>') for place, column in enumerate(columns)]
    case = [
        cells.filled(column, f'<div class="long-case">{escape(text)}</div>')
        for column, text in zip(columns, wanted.letters, strict=True)
    ]
    first, *others = wanted.rows
    return "".join(
        [
            cells.row(columns, first, name="long-first"),
            cells.row(columns, first, name="long-kind-0", look="long-break"),
            *(cells.row(columns[: len(one)], one, name=f"long-kind-{place}") for place, one in enumerate(others, 1)),
            *(cells.row(columns[: len(one.row)], one.row) for one in wanted.stacks),
            cells.row(columns, first),  # what stands below a row that ends early has no line above
            gap(len(columns), "long-gap", HOLLOW, extra='<div class="long-bottom" id="long-bottom"></div>'),
            f"<tr>{''.join(edges)}</tr>",
            f"<tr>{''.join(case)}</tr>",
        ]
    )


def boxes(document: Any) -> dict[str, tuple[int, Box]]:
    """Where everything with a name stands: the page, counted from 0, and the edges."""
    return {name: (number, box) for number, page in enumerate(document.pages) for name, box in page.anchors.items()}


def learned(pdf: Any, where: dict[str, tuple[int, Box]], table: LongTable, wanted: Samples) -> Proof:
    """What the proof tells: its parts stand at ``where``, of which ``pdf`` holds the pages with the kinds; raises Unfit."""
    lines, stacked, case_line = _rows_of(pdf, len(table.columns), wanted)
    streams = marks.streams(pdf)
    found = {page: marks.marks(stream) for page, stream in streams.items()}
    shown = [
        _Shown(row, where[f"long-kind-{place}"][1], cells=[list(marks.of_element(pdf, cell, found)) for cell in line])
        for place, (row, line) in enumerate(zip(wanted.rows, lines, strict=True))
    ]
    first = shown[0]
    proof = Proof(
        first_page=where["long-first"][0],
        first_top=where["long-first"][1][1],
        other_top=first.top,
        bottom=where["long-bottom"][1][3],
        usual=Height(first.height),
        beside=where["long-gap"][1][3] - where["long-gap"][1][1] - HOLLOW,
        stamps=[{Cell(): b""} for _column in table.columns],
        higher={},
        letters=[None for _column in table.columns],
        rules=_rules(streams[lines[0][0]["Pg"]], first.top + first.height),
    )
    known = letters.widths(pdf)
    for column, text in enumerate(wanted.letters):
        if text:
            (sample,) = first.cells[column]
            (case,) = marks.of_element(pdf, case_line[column], found)
            edges = where[f"long-edge-{column}"][1]
            proof.letters[column] = Letters(text, case, _line(sample, box=edges, top=first.top), known)
    for stack, line in zip(wanted.stacks, stacked, strict=True):
        if of_column := proof.letters[len(stack.row) - 1]:
            _learn_signs(of_column, stack, list(marks.of_element(pdf, line[-1], found)))
    for each in (first, *reversed(shown[1:])):  # signs before texts of several lines behind them
        _learn_kinds(proof, each, first)
    return proof


@dataclass
class _Shown:
    """A row of the proof, and what is drawn in each of its cells."""

    row: Row
    box: Box
    cells: list[list[marks.Mark]]

    @property
    def top(self) -> float:
        return self.box[1]

    @property
    def height(self) -> float:
        return self.box[3] - self.box[1]

    def drops(self, column: int) -> list[float]:
        """How far below the top of the row the texts of a cell stand."""
        return [y - self.top for mark in self.cells[column] for _x, y in marks.places(mark)]


def _learn_kinds(proof: Proof, shown: _Shown, first: _Shown) -> None:
    """Learn how the kinds of cells are drawn that are new in this row, and how high they make it.

    What is not understood stays unknown: a row that has it is drawn by WeasyPrint.
    """
    height = proof.usual
    new = {
        column: cell
        for column, cell in enumerate(shown.row)
        if isinstance(cell, Cell) and cell not in proof.stamps[column]
    }
    if abs(shown.height - height.pixels) > NEAR:
        drop = _drop(shown, first, beside=new)
        if drop is None or len(set(new.values())) != 1:
            return
        height = Height(round(shown.height, DIGITS), round(drop, DIGITS))  # what is equal but for rounding is equal
        proof.higher |= dict.fromkeys(new.values(), height)
    for column, cell in new.items():
        if (of_column := proof.letters[column]) and samples.written(cell):
            _learn_written(
                of_column, cell, shown.cells[column], top=shown.top + height.drop, higher=proof.higher.get(cell)
            )
            continue
        pieces = [marks.moved(mark, shown.top + height.drop) for mark in shown.cells[column]]
        if None not in pieces:
            proof.stamps[column][cell] = b"\n".join(filter(None, pieces))


def _learn_written(
    of_column: Letters, cell: Cell, shown: list[marks.Mark], *, top: float, higher: Height | None
) -> None:
    """Learn what a sign is drawn like before a letter, or where lines stand behind it that have one letter each."""
    lines = cell.text.count(BREAK) + 1
    *before, last = [list(marks.places(mark)) for mark in shown]
    texts = [*before, last][-lines:]
    if any(len(text) != 1 for text in texts):
        return
    ends, drops = [text[0][0] for text in texts], [text[0][1] - top for text in texts]
    if lines > 1:
        of_column.learn_folded(str(cell.content), Folded(drops, higher))
    elif before and not of_column.line.is_at_end:  # there a sign moves with its text
        of_column.signs[str(cell.content)] = Sign(shown[:-1], top, ends[0], drops[0], higher)


def _learn_signs(of_column: Letters, stack: Stack, shown: list[marks.Mark]) -> None:
    """Learn what the signs of ``stack`` are drawn like; raises Uneven if one of them makes its line higher."""
    if of_column.line.is_at_end:  # there a sign moves with its text
        return
    above, again, *middle, below = shown
    size, left = divmod(len(middle), len(stack.signs))
    if size == 1 or left:  # a letter is a mark, and its sign is one at least
        raise Uneven("signs are drawn otherwise")
    lines = [middle[start : start + size] for start in range(0, len(middle), size)]
    texts = [list(marks.places(mark)) for mark in (above, again, *(line[-1] for line in lines), below)]
    if any(len(text) != 1 for text in texts):
        raise Uneven("a letter is drawn otherwise")
    steps = [there[0][1] - here[0][1] for here, there in pairwise(texts)]
    if max(steps) - min(steps) > NEAR:
        raise Uneven("lines are not as high as each other")
    drop = of_column.line.drop
    for sign, line, ((x, y),) in zip(stack.signs, lines, texts[2:-1], strict=True):
        of_column.signs[str(sign)] = Sign(line[:-1], y - drop, x, drop)


def _drop(shown: _Shown, first: _Shown, *, beside: Collection[int]) -> float | None:
    """How much lower the other cells stand than in the ``first`` row; nothing if it is not all of them alike."""
    found = [
        here - there
        for column in range(len(shown.cells))
        if column not in beside
        for here, there in zip(shown.drops(column), first.drops(column), strict=False)  # none where nothing stands
    ]
    return found[0] if found and max(found) - min(found) < NEAR else None


def _rows_of(
    pdf: Any, columns: int, wanted: Samples
) -> tuple[list[list[tags.Element]], list[list[tags.Element]], list[tags.Element]]:
    """The cells of the rows with the kinds of cells, of those with signs, and of that with the letters."""
    listed = list(tags.lines(pdf))
    gaps = [place for place, line in enumerate(listed) if tags.is_gap(line, columns)]
    if len(gaps) != 1:
        raise Unfit("the proof has no gap")
    signs = gaps[0] - 1 - len(wanted.stacks)
    return listed[signs - len(wanted.rows) : signs], listed[signs : gaps[0] - 1], listed[gaps[0] + 2]


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
