"""The figures as a table of one number a line, for spreadsheets: what the page shows, and no more."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from common.exports import Sheet
from common.spreadsheets import Row
from reports.shown import DepartmentLine, FiguresPage, Matrix


def figure_sheet(page: FiguresPage) -> Sheet:
    """The table as a file shows it."""
    rows = list(figure_rows(page))
    names = [_("Figure"), _("Taught by"), _("Department"), _("Number"), _("At least")]
    return Sheet(title=page.file_title, names=names, count=len(rows), rows=lambda: rows)


def figure_rows(page: FiguresPage) -> Iterator[Row]:
    """Every number; a hidden one is an empty cell, of a lower bound it is said."""
    for name, cell in (
        (_("Attended"), page.attended),
        (_("Learned from other departments"), page.elsewhere),
        (_("Hours learned"), page.hours_learned),
    ):
        yield [name, None, page.title, cell.number, cell.is_least or None]
    yield [_("Seminars offered"), page.title, None, page.window.offered("seminars"), None]
    yield [_("Seats offered"), page.title, None, page.window.offered("seats"), None]
    yield from _of_matrix(_("Attended"), page.learned)
    yield from _of_matrix(_("Attended"), page.taught)
    yield from _of_matrix(_("Met, rounded"), page.met)
    for line in page.lines:
        yield from _of_line(line)
    for bar in page.opinions:
        yield [_("Feedback, from 1 to 5: %(period)s") % {"period": bar.label}, page.title, None, bar.number, None]


def _of_matrix(title: str, matrix: Matrix | None) -> Iterator[Row]:
    if matrix is None:
        return
    for line in matrix.rows:
        for column, cell in zip(matrix.columns, line.cells, strict=True):
            if not cell.is_nothing:
                yield [title, line.name, column.name, cell.number, cell.is_least or None]


def _of_line(line: DepartmentLine) -> Iterator[Row]:
    for name, cell in (
        (_("Seats taken"), line.seats),
        (_("Attended"), line.attended),
        (_("Stayed away"), line.absent),
        (_("Waited in vain"), line.waited),
        (_("Hours learned"), line.hours),
    ):
        yield [name, None, line.name, cell.number, cell.is_least or None]
