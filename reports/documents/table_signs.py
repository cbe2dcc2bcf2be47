"""The signs that stand on tables: one sheet for each group, folded along its middle."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from textwrap import wrap

from django.utils.safestring import SafeString
from django.utils.text import Truncator, slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common import times
from common.markup import format_html
from events.models import Event
from reports import paper, policies, queries, wording
from reports.documents.attendance import drawing, glyph
from reports.documents.printing import on_screen, printed
from reports.enums import Refusal, Subject
from reports.exceptions import ReportRefused
from reports.registry import Kind, Options, PageDone
from reports.seal import Seal
from reports.summary import Belonging, TableSign, TableSigns

TENTS = "documents/table_signs.html"
A_LINE = 80  # letters of the title
# How many lines a size has room for, in all its columns, and how many letters go into one of them.
SIZES = {"few": (8, 56), "many": (20, 34)}


@dataclass(frozen=True, kw_only=True)
class Tent:
    """One sheet."""

    label: str
    names: list[tuple[str, SafeString]]
    departments: list[SafeString]
    size: str


@dataclass(frozen=True, kw_only=True)
class Sheets:
    """Everything that the template shows."""

    title: str
    running_title: str
    data_of: str
    when: str
    created: str
    tents: list[Tent]


def table_signs_pdf(signs: TableSigns, *, seal: Seal, on_page: PageDone) -> bytes:
    """The signs as a tagged PDF, a page for each group."""
    return printed(TENTS, _sheets(signs, glyph), seal=seal, css=paper.sheet(signs.departments), on_page=on_page)


def table_signs_page(signs: TableSigns) -> dict[str, object]:
    """What the template needs to show the same in a browser."""
    return on_screen(_sheets(signs, drawing), signs.departments)


def signs_file_name(signs: TableSigns) -> str:
    """Like "table-signs-world-cafe-2026-11-24.pdf": the event and the day of the session."""
    kind = slugify(_("table signs")) or "table-signs"
    return f"{kind}-{slugify(signs.slug)}-{signs.starts_at:%Y-%m-%d}.pdf"


def _sheets(signs: TableSigns, draw: Callable[[Belonging], SafeString]) -> Sheets:
    return Sheets(
        title=Truncator(paper.printable(signs.title)).chars(A_LINE),
        running_title="",
        data_of=wording.as_of(signs.taken_at),
        when=times.span(signs.starts_at, signs.ends_at),
        created=f"{signs.taken_at:%Y-%m-%dT%H:%M:%SZ}",
        tents=[_tent(sign, draw) for sign in signs.tables],
    )


def _tent(sign: TableSign, draw: Callable[[Belonging], SafeString]) -> Tent:
    def said(department: Belonging | None) -> SafeString:
        return format_html("{}{}", draw(department), paper.printable(department.name)) if department else SafeString("")

    return Tent(
        label=paper.printable(sign.label),
        names=[(paper.printable(name), said(department)) for name, department in sign.names],
        departments=[said(department) for department in sign.departments],
        size=_size([f"{name}  {department.name if department else ''}" for name, department in sign.names]),
    )


def _size(texts: Sequence[str]) -> str:
    """The largest in which all of them stand above the foot of the sheet."""
    for size, (room, letters) in SIZES.items():
        if sum(len(wrap(text, letters)) for text in texts) <= room:
            return size
    return "crowd"


def _refusal(event: Event, options: Options) -> Refusal | None:
    return policies.signs_refusal() if queries.plan_of(event, options["plan"]) else Refusal.NO_GROUPS


def _read(event: Event, options: Options, at: datetime) -> TableSigns:
    plan = queries.plan_of(event, options["plan"])
    if plan is None:
        raise ReportRefused(Refusal.NO_GROUPS)
    return queries.table_signs(plan, with_names=options["with_names"], at=at)


TABLE_SIGNS = Kind(
    name="table-signs",
    label=gettext_lazy("Table signs"),
    subject=Subject.EVENT,
    refusal=_refusal,
    read=_read,
    draw=lambda signs, _options, seal, on_page: table_signs_pdf(signs, seal=seal, on_page=on_page),
    file_name=signs_file_name,
    pages=lambda signs: len(signs.tables) or 1,
    zone=lambda signs: signs.zone,
)
