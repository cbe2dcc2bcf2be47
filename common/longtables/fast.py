"""The fast way, step by step: a proof, what is unusual, the pages with gaps, and the rows in them."""

from typing import Any

from common import pdf
from common.longtables import cells, pages, proofs, samples
from common.longtables.cells import SLOT, Cell, Height, LongTable, Row
from common.longtables.letters import Unreadable
from common.longtables.proofs import Box, Proof, Unfit
from common.longtables.setting import Composed, Gap, set_rows

__all__ = ["FASTER_FROM", "Unfit", "drawn"]

FASTER_FROM = 150
MOST_UNUSUAL = 0.4  # of the rows, which are laid out twice


def drawn(html: str, table: LongTable, *, css: str, on_page: pdf.PageDone) -> bytes:
    """The whole document; raises Unfit where this way is none for ``table``."""
    with pdf.press(css + proofs.SHEET, on_page=on_page) as press:
        proof, sample = _proof(press, html, table)
        composed = [_composed(row, proof) for row in table.rows]
        heights = _heights(press, html, table, composed)
        frame = _Frame(table, composed, proof, heights)
        laid_out = press.laid_out(html.replace(SLOT, frame.html))
        gaps = frame.gaps(proofs.boxes(laid_out))
        for page in sample.pages:
            page.bookmarks.clear()
        # The proof is drawn once more, before the pages, so that the file has all its letters; then it goes.
        both = laid_out.copy([*sample.pages, *laid_out.pages])

        def finish(made: Any) -> None:
            proofs.without_first(made, len(sample.pages))
            set_rows(made, gaps, table.columns, proof)

        return press.printed(both, finish=finish)


def _proof(press: pdf.Press, html: str, table: LongTable) -> tuple[Proof, Any]:
    try:
        return _read(press, html, table, samples.samples(table))
    except proofs.Uneven:
        return _read(press, html, table, samples.samples(table, are_signs_stacked=False))


def _read(press: pdf.Press, html: str, table: LongTable, wanted: samples.Samples) -> tuple[Proof, Any]:
    sample = press.laid_out(html.replace(SLOT, proofs.rows(table, wanted)))
    where = proofs.boxes(sample)
    # What stands before the list takes as long to draw as all kinds of cells, and tells nothing.
    kinds = sample.copy(sample.pages[where["long-kind-0"][0] :])
    try:
        return press.read(kinds, lambda made: proofs.learned(made, where, table, wanted)), kinds
    except Unreadable as error:
        raise Unfit(str(error)) from error


def _composed(row: Row, proof: Proof) -> Composed | None:
    """The row as it is to be set, or nothing where it is unusual."""
    made: list[bytes] = []
    heights: set[Height] = set()
    for cell, stamps, letters in zip(row, proof.stamps, proof.letters, strict=True):
        if isinstance(cell, Cell) and cell in stamps:
            made.append(stamps[cell])
            if cell in proof.higher:
                heights.add(proof.higher[cell])
            continue
        if cell == "":
            made.append(b"")
            continue
        text = samples.written(cell)
        written = letters.set(text, "" if isinstance(cell, str) else str(cell.content)) if letters and text else None
        if written is None:
            return None
        made.append(written.operators)
        if written.height:
            heights.add(written.height)
    height = _highest(heights or {proof.usual}, proof.usual)
    return Composed(made, height) if height else None


def _highest(heights: set[Height], usual: Height) -> Height | None:
    """How high a row is of which one cell alone would make each of ``heights``; nothing where that can't be told.

    It is as high as the highest of them if all stand at the top, in the middle or at the bottom: then none of them
    stands elsewhere beside a higher one than the usual cells do.
    """
    highest = max(heights, key=lambda height: height.pixels)
    is_known = len(heights) == 1 or any(
        all(abs(height.drop - share * (height.pixels - usual.pixels)) < proofs.NEAR for height in heights)
        for share in (0, 0.5, 1)
    )
    return highest if is_known else None


def _heights(press: pdf.Press, html: str, table: LongTable, composed: list[Composed | None]) -> list[float]:
    """How high each row is; the unusual ones are laid out to see."""
    unusual = [place for place, made in enumerate(composed) if made is None]
    if len(unusual) > MOST_UNUSUAL * len(composed):
        raise Unfit("most of its rows are unusual")
    heights = [line.height.pixels if line else 0 for line in composed]
    if unusual:
        rows = (cells.row(table.columns, table.rows[place], name=f"long-odd-{place}") for place in unusual)
        where = proofs.boxes(press.laid_out(html.replace(SLOT, "".join(rows))))
        for place in unusual:
            _page, (_left, top, _right, bottom) = where[f"long-odd-{place}"]
            heights[place] = bottom - top
    return heights


class _Frame:
    """The document with gaps in place of the usual rows."""

    def __init__(self, table: LongTable, composed: list[Composed | None], proof: Proof, heights: list[float]) -> None:
        self.table, self.composed, self.proof = table, composed, proof
        self.runs: list[tuple[str, int, list[Composed]]] = []
        html: list[str] = []
        are_usual = [made is not None for made in composed]
        room = {"first": proof.bottom - proof.first_top, "other": proof.bottom - proof.other_top}
        for number, rows in enumerate(pages.paged(heights, **room)):
            look = "long-break" if number else ""
            for is_usual, run in pages.runs(rows, are_usual):
                html.append(self._gap(number, run, look) if is_usual else self._rows(run, look))
                look = ""
        self.html = "".join(html)

    def _gap(self, page: int, run: range, look: str) -> str:
        name = f"long-run-{len(self.runs)}"
        lines = [line for line in self.composed[run.start : run.stop] if line]
        self.runs.append((name, self.proof.first_page + page, lines))
        return proofs.gap(len(self.table.columns), name, _high(lines) - self.proof.beside, look=look)

    def _rows(self, run: range, look: str) -> str:
        looks = [look] + [""] * (len(run) - 1)
        columns, rows = self.table.columns, self.table.rows
        return "".join(cells.row(columns, rows[place], look=look) for place, look in zip(run, looks, strict=True))

    def gaps(self, where: dict[str, tuple[int, Box]]) -> list[Gap]:
        """Where the gaps stand in the document as it is laid out; raises Unfit if it is not as it was reckoned."""
        found = []
        for name, page, lines in self.runs:
            is_on, (_left, top, _right, bottom) = where[name]
            if is_on != page or abs(bottom - top - _high(lines)) > proofs.NEAR:
                raise Unfit(f"{name} stands elsewhere")
            found.append(Gap(page=page, top=top, lines=lines))
        return found


def _high(lines: list[Composed]) -> float:
    return sum(line.height.pixels for line in lines)
