"""Attendance of several events together: a series, a department's quarter or year, the organisation's."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common import longtables, pdf, times
from common.longtables import Cell, Column, LongTable
from common.markup import format_html
from reports import paper, queries, wording
from reports.documents.attendance import ROWS_A_PAGE, Bar, glyph, homes
from reports.documents.printing import ListPage, Sheet, file_name, printed, sheet
from reports.enums import Refusal, Subject
from reports.overview import EventLine, Overview, PersonLine
from reports.periods import in_two_fields
from reports.registry import Kind, Options, PageDone
from reports.seal import Seal
from reports.summary import Belonging

TEMPLATE = "documents/overview.html"
NUMBER = Column(look="num", is_written=True)


@dataclass(frozen=True, kw_only=True)
class Page(Sheet):
    """Everything that the template shows."""

    kind: str
    lines: list[str]
    figures: list[wording.Figure]
    counted: str
    departments: list[Bar]
    events: SafeString


@dataclass(frozen=True, kw_only=True)
class NamedPage(ListPage, Page):
    """The same with the people, who may be many; the events stand there as they are."""


def _figures(overview: Overview) -> list[wording.Figure]:
    names = (_("Events"), _("Confirmed seats"), _("There"), _("Hours learned"))
    values = (len(overview.events), overview.seats, overview.attended)
    shown = [*(number_format(value, force_grouping=True) for value in values), wording.hours(overview.minutes)]
    return [wording.Figure(label=name, value=value) for name, value in zip(names, shown, strict=True)]


def _bars(overview: Overview) -> list[Bar]:
    bars = wording.bars_of(overview.by_department, is_marked=overview.is_marked)
    return [
        Bar(
            name=Cell(content=format_html("{}{}", glyph(bar.of), bar.name) if bar.of else bar.name),
            drawing=bar.drawing,
            text=bar.text,
        )
        for bar in bars
    ]


def _events(lines: Iterable[EventLine]) -> LongTable:
    columns = (Column(is_written=True), Column(is_written=True, is_header=True), *[NUMBER] * 4)
    rows = [
        (
            times.day(line.starts_at, with_year=True),
            paper.printable(line.title),
            number_format(line.sessions),
            number_format(line.seats, force_grouping=True),
            number_format(line.attended, force_grouping=True),
            wording.hours(line.minutes),
        )
        for line in lines
    ]
    return LongTable(columns=columns, rows=rows)


def _people(lines: Iterable[PersonLine], departments: Iterable[Belonging]) -> LongTable:
    columns = (
        Column(look="num quiet", is_written=True),
        Column(is_written=True, is_header=True),
        Column(is_written=True),
    )
    home = homes(departments)
    rows = [
        (
            str(number),
            paper.printable(line.name),
            home(line),
            number_format(line.events),
            wording.hours(line.minutes),
        )
        for number, line in enumerate(lines, start=1)
    ]
    return LongTable(columns=(*columns, NUMBER, NUMBER), rows=rows)


def _frame(overview: Overview) -> dict[str, Any]:
    return {
        **sheet(overview.title, taken_at=overview.taken_at),
        "kind": _("Attendance summary"),
        "lines": [wording.period(overview.period)] if overview.period else [],
        "figures": _figures(overview),
        "counted": _("There") if overview.is_marked else _("Seats"),
        "departments": _bars(overview),
        "events": longtables.body(_events(overview.events)),
    }


def _draw_named(overview: Overview, _options: Options, seal: Seal, on_page: PageDone) -> bytes:
    page = NamedPage(**_frame(overview), people=_people(overview.people, overview.departments))
    return printed(TEMPLATE, page, seal=seal, css=paper.sheet(overview.departments), on_page=on_page)


def _draw_unnamed(overview: Overview, _options: Options, seal: Seal, on_page: PageDone) -> bytes:
    css = paper.sheet(overview.departments)
    return printed(TEMPLATE, Page(**_frame(overview)), seal=seal, css=css, on_page=on_page)


def _refusal(_subject: object, _options: Options) -> Refusal | None:
    return None if pdf.is_available() else Refusal.NO_LIBRARY


def _name(overview: Overview) -> str:
    period = wording.period(overview.period) if overview.period else ""
    return file_name(_("attendance"), f"{overview.title} {period}", overview.taken_at)


def _pages(overview: Overview) -> int:
    return 1 + (len(overview.events) + len(overview.people)) // ROWS_A_PAGE


SERIES = Kind(
    name="series-summary",
    label=gettext_lazy("Attendance summary of the series"),
    subject=Subject.SERIES,
    refusal=_refusal,
    read=lambda series, _options, at: queries.series_overview(series, at=at),
    draw=_draw_named,
    file_name=_name,
    pages=_pages,
    zone=lambda overview: overview.zone,
)
DEPARTMENT = Kind(
    name="department-summary",
    label=gettext_lazy("Attendance summary of a department"),
    subject=Subject.DEPARTMENT,
    refusal=_refusal,
    read=lambda department, options, at: queries.department_overview(department, in_two_fields(options), at=at),
    draw=_draw_named,
    file_name=_name,
    pages=_pages,
    zone=lambda overview: overview.zone,
)
ORGANISATION = Kind(
    name="organisation-summary",
    label=gettext_lazy("Attendance summary of the organisation"),
    subject=None,
    refusal=_refusal,
    read=lambda _subject, options, at: queries.organisation_overview(in_two_fields(options), at=at),
    draw=_draw_unnamed,
    file_name=_name,
    pages=_pages,
    zone=lambda overview: overview.zone,
)
