"""Figures and learning records on paper: a few numbers and some tables, set in one way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Department, User
from common import times
from registrations.enums import Mark
from reports import paper, periods, policies, queries, shown, wording
from reports.documents.printing import printed
from reports.enums import Refusal, Subject
from reports.exceptions import ReportRefused
from reports.figures import ALL
from reports.record import Record, Year
from reports.registry import Kind, Options, PageDone
from reports.seal import Seal
from reports.shown import Cell, FiguresPage, Matrix
from reports.wording import Figure

SHEET = "documents/sheet.html"
HIDDEN = "·"
A_TABLE, ROWS_A_PAGE = 4, 38  # lines
WIDE = 8  # columns from which the paper lies across


@dataclass(frozen=True, kw_only=True)
class SheetTable:
    """One table; what stands in the first column names its row, ``words`` columns after it are no numbers."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: int = 0


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """Everything that the document says, in words."""

    label: str
    title: str
    lines: tuple[str, ...]
    figures: tuple[Figure, ...]
    tables: tuple[SheetTable, ...]
    note: str = ""
    taken_at: datetime

    @property
    def running_title(self) -> str:
        """At the top of the following pages."""
        return f"{self.label}: {self.title}"

    @property
    def data_of(self) -> str:
        """When the data were taken."""
        return wording.as_of(self.taken_at)

    @property
    def created(self) -> str:
        """The same for the file."""
        return f"{self.taken_at:%Y-%m-%dT%H:%M:%SZ}"

    @property
    def is_across(self) -> bool:
        """Whether a table is too wide for paper that stands upright."""
        return any(len(table.heads) > WIDE for table in self.tables)


def sheet_pdf(sheet: Sheet, _options: Options, seal: Seal, on_page: PageDone) -> bytes:
    """The document as a tagged PDF."""
    return printed(SHEET, sheet, seal=seal, on_page=on_page)


def sheet_file_name(sheet: Sheet) -> str:
    """Like "figures-finance-2026-q3.pdf"."""
    return f"{slugify(sheet.running_title)[:80] or 'sheet'}.pdf"


def sheet_pages(sheet: Sheet) -> int:
    """About how many."""
    return 1 + sum(A_TABLE + len(table.rows) for table in sheet.tables) // ROWS_A_PAGE


def figures_sheet(department: Department | None, options: Options, at: datetime) -> Sheet:
    """The figures of a department, or of all, in the period of ``options``."""
    period = periods.of_options(options)
    kept = queries.figures_of(period) if period else []
    if not kept:
        raise ReportRefused(Refusal.NO_FIGURES)
    page = shown.figures_page(
        kept,
        period=period,
        node=str(department.pk) if department else ALL,
        departments=queries.all_departments(),
        rated=queries.rated_by_quarter(),
    )
    return Sheet(
        label=_("Figures"),
        title=paper.printable(page.lead),
        lines=tuple(filter(None, (page.missing,))),
        figures=(
            Figure(label=_("Attended"), value=page.attended.text or HIDDEN, note=_("seats in which somebody sat")),
            Figure(
                label=_("Learned elsewhere"), value=page.elsewhere.text or HIDDEN, note=_("from another department")
            ),
            Figure(label=_("Hours learned"), value=page.hours_learned.text or HIDDEN, note=_("by all together")),
            Figure(label=_("Seminars offered"), value=page.seminars, note=page.seminars_note),
        ),
        tables=_figure_tables(page),
        note=shown.explained(),
        taken_at=at,
    )


def _figure_tables(page: FiguresPage) -> tuple[SheetTable, ...]:
    heads = [
        _("Department"),
        _("Seats taken"),
        _("Attended"),
        _("Stayed away"),
        _("Waited in vain"),
        _("Hours learned"),
    ]
    seats = [
        (line.name, *_texts((line.seats, line.attended, line.absent, line.waited, line.hours))) for line in page.lines
    ]
    tables = [
        _matrix_table(_("Who taught, who learned"), page.learned, corner=_("Taught by")),
        _matrix_table(_("Who learned from us"), page.taught, corner=_("Taught by")),
        _matrix_table(_("Who met whom"), page.met, corner=_("Department")),
        _table(_("Seats"), heads, seats),
        _table(_("Feedback over time"), [_("Period"), _("Mean")], [(bar.label, bar.text) for bar in page.opinions]),
    ]
    return tuple(table for table in tables if table.rows)


def _texts(cells: Sequence[Cell]) -> list[str]:
    return [cell.text or HIDDEN for cell in cells]


def _table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], *, words: int = 0) -> SheetTable:
    printable = tuple(tuple(paper.printable(text) for text in row) for row in rows)
    return SheetTable(title=title, heads=tuple(map(paper.printable, heads)), rows=printable, words=words)


def _matrix_table(title: str, matrix: Matrix | None, *, corner: str) -> SheetTable:
    if matrix is None:
        return _table(title, [], [])
    rows = [(line.name, *_texts(line.cells)) for line in matrix.rows]
    return _table(title, [corner, *(column.name for column in matrix.columns)], rows)


def record_sheet(person: User, _options: Options, at: datetime) -> Sheet:
    """What ``person`` has learned and taught."""
    record = queries.learning_record(person, at=at)
    tables = [table for year in record.years for table in _year_tables(year)]
    return Sheet(
        label=_("Learning record"),
        title=paper.printable(record.name),
        lines=tuple(filter(None, (paper.printable(record.department),))),
        figures=_record_figures(record),
        tables=tuple(table for table in (*tables, _certificates(record)) if table.rows),
        taken_at=at,
    )


def _certificates(record: Record) -> SheetTable:
    rows = [
        (one.title, times.day(one.issued_at, with_year=True), one.address.partition("://")[2])
        for one in record.certified
    ]
    return _table(_("Certificates"), [_("Event"), _("Issued"), _("Check it at")], rows, words=2)


def _record_figures(record: Record) -> tuple[Figure, ...]:
    return (
        Figure(label=_("Seminars attended"), value=str(record.seminars)),
        Figure(label=_("Hours learned"), value=wording.hours(record.minutes_learned)),
        Figure(label=_("Hours taught"), value=wording.hours(record.minutes_taught)),
    )


def _year_tables(year: Year) -> list[SheetTable]:
    learned = [
        (one.title, times.day(one.starts_at, with_year=True), str(Mark(one.mark).label), wording.hours(one.minutes))
        for one in year.learned
    ]
    taught = [(one.title, times.day(one.starts_at, with_year=True), wording.hours(one.minutes)) for one in year.taught]
    words = {"number": year.number}
    return [
        _table(
            _("Attended in %(number)s") % words,
            [_("Event"), _("Date"), _("Attendance"), _("Hours")],
            learned,
            words=2,
        ),
        _table(_("Taught in %(number)s") % words, [_("Event"), _("Date"), _("Hours")], taught, words=1),
    ]


def _refusal(_subject: object, _options: Options) -> Refusal | None:
    return policies.signs_refusal()


_sheet = partial(Kind, refusal=_refusal, draw=sheet_pdf, file_name=sheet_file_name, pages=sheet_pages)

FIGURES = _sheet(
    name="figures", label=gettext_lazy("Figures of a department"), subject=Subject.DEPARTMENT, read=figures_sheet
)
FIGURES_OF_ALL = _sheet(
    name="figures-of-all", label=gettext_lazy("Figures of the whole organisation"), subject=None, read=figures_sheet
)
LEARNING_RECORD = _sheet(
    name="learning-record", label=gettext_lazy("Learning record"), subject=Subject.PERSON, read=record_sheet
)
