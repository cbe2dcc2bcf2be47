"""The attendance summary as a document, in the active language and zone."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC
from typing import Protocol

from django.utils.safestring import SafeString
from django.utils.text import Truncator, slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common import longtables
from common.longtables import Cell, Column, LongTable
from common.markup import format_html
from reports import paper, policies, queries, signs, wording
from reports.documents.printing import ListPage, on_screen, printed
from reports.enums import Subject
from reports.paper import Detail
from reports.registry import Kind, Options, PageDone
from reports.seal import Seal
from reports.summary import ATTENDED, Belonging, Outcome, Person, Summary

TEMPLATE = "documents/attendance.html"
ROWS_A_PAGE = 30

Draw = Callable[[Outcome | Belonging], SafeString]


class Homed(Protocol):
    """Somebody who comes from a department, from outside, or from nowhere."""

    @property
    def department(self) -> Belonging | None: ...

    @property
    def is_guest(self) -> bool: ...


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One line of a chart."""

    name: Cell
    drawing: SafeString
    text: str


@dataclass(frozen=True, kw_only=True)
class Page(ListPage):
    """Everything that the template shows."""

    title: str
    running_title: str
    created: str
    lines: list[str]
    standing: str
    is_preliminary: bool
    data_of: str
    organisers: str
    layout: paper.Layout
    with_signatures: bool
    figures: list[wording.Figure]
    departments: list[Bar]
    counted: str
    outcomes: list[Bar]
    meetings: list[wording.MeetingLine]
    heads: list[wording.Head]
    are_hours_known: bool
    legend: list[Cell]

    @property
    def are_charts_beside(self) -> bool:
        """Whether both charts fit beside each other."""
        return bool(self.outcomes) and len(self.departments) <= paper.BESIDE

    @property
    def are_speakers_listed(self) -> bool:
        """Whether the sessions have different speakers."""
        return len({line.speakers for line in self.meetings}) > 1


def attendance_pdf(summary: Summary, *, with_signatures: bool, seal: Seal, on_page: PageDone) -> bytes:
    """The document as a tagged PDF; the same summary and seal give the same bytes."""
    page = _page(summary, with_signatures=with_signatures, draw=glyph)
    return printed(TEMPLATE, page, seal=seal, css=paper.sheet(summary.departments), on_page=on_page)


def attendance_page(summary: Summary, *, with_signatures: bool) -> dict[str, object]:
    """What the template needs to show the same in a browser."""
    page = _page(summary, with_signatures=with_signatures, draw=drawing)
    return on_screen(replace(page, body=longtables.body(page.people)), summary.departments)


def file_name(summary: Summary) -> str:
    """Like "attendance-balance-sheets-2026-11-24.pdf": the event and the day of the data."""
    kind = slugify(_("attendance")) or "attendance"
    return f"{kind}-{slugify(summary.header.slug)}-{summary.header.taken_at:%Y-%m-%d}.pdf"


def glyph(of: Outcome | Belonging) -> SafeString:
    """The sign of a PDF: a letter of a font of its own."""
    # A mark shares the fonts and the colour of its cell; a department's own colour needs an element.
    if isinstance(of, Outcome):
        return SafeString(signs.GLYPH)
    return format_html('<span class="{}">{}</span>', paper.sign_of(of), signs.GLYPH)


def homes(departments: Iterable[Belonging], draw: Draw = glyph) -> Callable[[Homed], Cell]:
    """How a list says where each of its people comes from; a department is drawn once, however many come from it."""
    cells = {one: Cell(content=draw(one), text=paper.printable(one.name)) for one in departments}
    guest, nowhere = Cell(look="guest", content=_("Guest")), Cell(content="–")

    def home(of: Homed) -> Cell:
        if of.is_guest:
            return guest
        return cells[of.department] if of.department else nowhere

    return home


def drawing(of: Outcome | Belonging) -> SafeString:
    """The same on a page: a drawing that stands there once and is named."""
    return format_html('<svg class="s" aria-hidden="true"><use href="#{}"/></svg>', paper.sign_of(of))


def _page(summary: Summary, *, with_signatures: bool, draw: Draw) -> Page:
    header = summary.header
    layout = paper.layout(len(header.meetings), with_signatures=with_signatures)
    title = paper.printable(header.title)
    is_marked = summary.is_marked
    return Page(
        title=title,
        running_title=Truncator(title).chars(70),
        created=header.taken_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        lines=wording.lines(header),
        standing=wording.standing(header),
        is_preliminary=header.is_preliminary,
        data_of=wording.data_of(header),
        organisers=paper.printable(wording.listed(header.organisers)),
        layout=layout,
        with_signatures=with_signatures,
        figures=wording.figures(summary),
        departments=[_bar(bar, draw) for bar in wording.bars_by_department(summary)],
        counted=_("There") if is_marked else _("Seats"),
        outcomes=[_bar(bar, draw) for bar in wording.bars_by_outcome(summary)] if is_marked else [],
        meetings=wording.meeting_lines(summary) if len(header.meetings) > 1 else [],
        heads=wording.heads(header.meetings, layout),
        people=_people(summary, layout, draw, with_signatures=with_signatures),
        are_hours_known=is_marked,
        legend=[_mark(outcome, draw) for outcome in paper.MARKS] if layout.detail == Detail.SIGNS else [],
    )


def _bar(bar: wording.Bar, draw: Draw) -> Bar:
    if isinstance(bar.of, Outcome):
        return Bar(name=_mark(bar.of, draw), drawing=bar.drawing, text=bar.text)
    name = Cell(look="", content=format_html("{}{}", draw(bar.of), bar.name) if bar.of else bar.name)
    return Bar(name=name, drawing=bar.drawing, text=bar.text)


def _people(summary: Summary, layout: paper.Layout, draw: Draw, *, with_signatures: bool) -> LongTable:
    mark = _sign if layout.detail == Detail.SIGNS else _mark
    marks = {outcome: mark(outcome, draw) for outcome in Outcome} | {Outcome.UNMARKED: Cell(content="–")}
    home, empty = homes(summary.departments, draw), Cell()
    meetings = 1 if layout.detail == Detail.COUNT else len(summary.header.meetings)
    columns = [
        Column(look="num quiet", is_written=True),
        Column(is_written=True, is_header=True),
        Column(is_written=True),
    ]
    columns += [Column()] * meetings
    columns += [Column(look="num", is_written=True)] * summary.is_marked + [Column()] * with_signatures
    return LongTable(
        columns=tuple(columns),
        rows=[
            (
                str(row.number),
                paper.printable(row.person.name),
                home(row.person),
                *([_count(row.person)] if layout.detail == Detail.COUNT else map(marks.__getitem__, row.person.marks)),
                *[wording.hours(row.minutes)] * summary.is_marked,
                *[empty] * with_signatures,
            )
            for row in summary.rows
        ],
    )


def _mark(outcome: Outcome, draw: Draw) -> Cell:
    if outcome == Outcome.UNMARKED:
        return Cell(look="", content=wording.word(outcome))
    return Cell(look=paper.sign_of(outcome), content=format_html("{}{}", draw(outcome), wording.word(outcome)))


def _sign(outcome: Outcome, draw: Draw) -> Cell:
    if outcome == Outcome.UNMARKED:
        return Cell(look="", content=wording.word(outcome))
    content = format_html('{}<span class="hush">{}</span>', draw(outcome), wording.word(outcome))
    return Cell(look=paper.sign_of(outcome), content=content)


def _count(person: Person) -> Cell:
    attended = sum(1 for outcome in person.marks if outcome in ATTENDED)
    return Cell(look="", content=_("%(number)s of %(all)s") % {"number": attended, "all": len(person.marks)})


def _draw(summary: Summary, options: Options, seal: Seal, on_page: PageDone) -> bytes:
    return attendance_pdf(summary, with_signatures=options["with_signatures"], seal=seal, on_page=on_page)


ATTENDANCE = Kind(
    name="attendance-summary",
    label=gettext_lazy("Attendance summary"),
    subject=Subject.EVENT,
    refusal=lambda event, _options: policies.summary_refusal(event),
    read=lambda event, _options, at: queries.attendance_summary(event, at=at),
    draw=_draw,
    file_name=file_name,
    pages=lambda summary: 1 + len(summary.rows) // ROWS_A_PAGE,
)
