"""Documents whose list has thousands of rows: the same look as any other, several times as fast.

A list is rows of cells. The plain way writes all of them as HTML and has WeasyPrint draw them. The fast way has it
draw a proof that holds each kind of cell once, and pages with gaps in place of rows; what was learned from the proof
is then set into the gaps, with its tags. Rows that are in any way unusual are drawn by WeasyPrint here too. Whenever
something is not as expected, the document is made the plain way.
"""

import logging
from collections.abc import Callable

from common import pdf
from common.longtables.cells import SLOT, Cell, Column, LongTable, body
from common.longtables.fast import FASTER_FROM, Unfit, drawn

__all__ = ["SLOT", "Cell", "Column", "LongTable", "body", "render", "render_plainly"]

logger = logging.getLogger(__name__)


def render(html: str, table: LongTable, *, css: str, on_page: pdf.PageDone | None = None) -> bytes:
    """Draw ``html`` with the rows of ``table`` where ``SLOT`` stands in it."""
    if len(table.rows) < FASTER_FROM:
        return render_plainly(html, table, css=css, on_page=on_page)
    heard = _Heard(on_page)
    try:
        return drawn(html, table, css=css, on_page=heard)
    except (pdf.Unavailable, pdf.OutsideReference, MemoryError):
        raise
    except Unfit as reason:
        logger.info("A list is drawn the plain way: %s", reason)
    except Exception as error:
        if error is heard.raised:
            raise
        logger.exception("A list could not be drawn the fast way.")
    return render_plainly(html, table, css=css, on_page=on_page)


def render_plainly(html: str, table: LongTable, *, css: str, on_page: pdf.PageDone | None = None) -> bytes:
    """The same with every row drawn by WeasyPrint."""
    return pdf.render(html.replace(SLOT, body(table)), css=css, on_page=on_page)


class _Heard:
    """Tells what ``on_page`` raises, which ends the work, from what goes wrong while drawing."""

    def __init__(self, on_page: Callable[[int], object] | None) -> None:
        self.on_page = on_page
        self.raised: Exception | None = None
        self.last = 0

    def __call__(self, number: int) -> None:
        if number <= self.last:  # the proof has pages too
            return
        self.last = number
        try:
            if self.on_page:
                self.on_page(number)
        except Exception as error:
            self.raised = error
            raise
