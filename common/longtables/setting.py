"""Setting rows into the gaps of a drawn document, with the tags of a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from common import tags
from common.longtables import marks
from common.longtables.cells import Column, Height
from common.longtables.proofs import Proof, Unfit


@dataclass(frozen=True)
class Composed:
    """A row as it is to be set: the operators of each cell, and how high it is."""

    cells: Sequence[bytes]
    height: Height


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A gap: where it stands, and the rows that belong there."""

    page: int
    top: float
    lines: Sequence[Composed]

    @property
    def tops(self) -> list[float]:
        """Where each of its rows begins, and where the last one ends."""
        return list(accumulate((line.height.pixels for line in self.lines), initial=self.top))


def set_rows(pdf: Any, gaps: Sequence[Gap], columns: Sequence[Column], proof: Proof) -> None:
    """Fill all gaps of ``pdf``; raises Unfit where they are not where they should be."""
    from pydyf import Object

    class Ready(Object):  # type: ignore[misc]
        """An object whose bytes are known: there are tens of thousands of them."""

        def __init__(self, data: bytes) -> None:
            super().__init__()
            self.ready = data

        @property
        def data(self) -> bytes:
            return self.ready

    setter = _Setter(pdf, columns, proof, Ready)
    found = [line for line in tags.lines(pdf) if tags.is_gap(line, len(columns))]
    if len(found) != len(gaps):
        raise Unfit("gaps are missing")
    # From the end, so that what is counted on a page stays right.
    for gap, (cell,) in reversed(list(zip(gaps, found, strict=True))):
        setter.fill(gap, cell)


class _Setter:
    def __init__(self, pdf: Any, columns: Sequence[Column], proof: Proof, ready: Any) -> None:
        self.pdf = pdf
        self.columns = columns
        self.proof = proof
        self.ready = ready
        self.streams = marks.streams(pdf)
        self.marks = {page: marks.marks(stream) for page, stream in self.streams.items()}
        self.owners = tags.owners(pdf)

    def fill(self, gap: Gap, cell: tags.Element) -> None:
        parent = self.pdf.objects[tags.number(self.pdf.objects[tags.number(cell["P"])]["P"])]
        page = cell["Pg"]
        if page != self.pdf.page_references[gap.page]:
            raise Unfit("a gap has moved to another page")
        (number,) = tags.marked(self.pdf, cell)
        mark = self.marks[page][number]
        owners = self.owners[2 * gap.page + 1]
        numbers = iter([number])
        drawn: list[bytes] = []
        written: list[bytes] = []
        for top, row in zip(gap.tops, gap.lines, strict=False):
            line = self._add(b"")
            references = []
            drawn.append(b"q\n1 0 0 1 0 %.4f cm" % (top + row.height.drop))
            for column, operators in zip(self.columns, row.cells, strict=True):
                mcid = next(numbers, len(owners))
                element = self._add(_cell(column, mcid if operators else None, page, line.reference))
                references.append(element.reference)
                if operators or mcid == number:
                    kind = b"TH" if column.is_header else b"TD"
                    drawn.append(b"/%b <</MCID %d>> BDC\n%b\nEMC" % (kind, mcid, operators))
                    owners[mcid : mcid + 1] = [element.reference]
            drawn.append(b"Q")
            line.ready = b"<</Type/StructElem/S/TR/K[%b]/Pg %b/P %b>>" % (
                b" ".join(references),
                page,
                self._reference(parent),
            )
            written.append(line.reference)
        self._replace(parent, cell, written)
        self.streams[page][mark.start : mark.end] = [*drawn, *self._rules(gap)]

    def _rules(self, gap: Gap) -> list[bytes]:
        """The lines between the rows of a gap; below the last one it has its own."""
        bottoms = gap.tops[1:-1]
        lines = [rule % (bottom + drop, bottom + drop) for rule, drop in self.proof.rules for bottom in bottoms]
        return [b"/Artifact BMC\nq", *lines, b"Q\nEMC"] if lines else []

    def _replace(self, parent: tags.Element, cell: tags.Element, lines: list[bytes]) -> None:
        place = parent["K"].index(cell["P"])
        parent["K"][place : place + 1] = lines
        for gone in (cell["P"], self._reference(cell), *(kid for kid in cell["K"] if isinstance(kid, bytes))):
            drop(self.pdf, tags.number(gone), self.ready)

    def _reference(self, element: Any) -> bytes:
        found: bytes = element.reference
        return found

    def _add(self, data: bytes) -> Any:
        made = self.ready(data)
        self.pdf.add_object(made)
        return made


def drop(pdf: Any, number: int, ready: Any) -> None:
    """Leave nothing of an object but its number."""
    made = ready(b"null")
    made.number = number
    pdf.objects[number] = made


def _cell(column: Column, mcid: int | None, page: bytes, line: bytes) -> bytes:
    kids = b"" if mcid is None else b"%d" % mcid
    kind, more = (b"TH", b"/Scope/Row") if column.is_header else (b"TD", b"")
    return b"<</Type/StructElem/S/%b/K[%b]/Pg %b/P %b/A<</O/Table%b>>>>" % (kind, kids, page, line, more)
