"""The signs that stand on tables: one sheet for each group, folded along its middle."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext as _

from common import pdf, times
from common.markup import format_html
from reports import paper
from reports.documents.attendance import SHEET, drawing, glyph
from reports.summary import Belonging, TableSign, TableSigns

TENTS = "documents/table_signs.html"
FEW, MANY = 8, 20  # so many names are set large, and in two columns


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

    site: str
    title: str
    when: str
    created: str
    tents: list[Tent]


def table_signs_pdf(signs: TableSigns, *, on_page: Callable[[int], object]) -> bytes:
    """The signs as a tagged PDF, a page for each group."""
    html = render_to_string(TENTS, {"page": _sheets(signs, glyph)})
    sheet = (Path(settings.BASE_DIR) / "static" / SHEET).read_text()
    return pdf.render(html, css=sheet + paper.sheet(signs.departments), on_page=on_page)


def table_signs_page(signs: TableSigns) -> dict[str, object]:
    """What the template needs to show the same in a browser."""
    return {"page": _sheets(signs, drawing), "symbols": SafeString(paper.symbols(signs.departments))}


def signs_file_name(signs: TableSigns) -> str:
    """Like "table-signs-world-cafe-2026-11-24.pdf": the event and the day of the session."""
    kind = slugify(_("table signs")) or "table-signs"
    return f"{kind}-{slugify(signs.slug)}-{signs.starts_at:%Y-%m-%d}.pdf"


def _sheets(signs: TableSigns, draw: Callable[[Belonging], SafeString]) -> Sheets:
    return Sheets(
        site=settings.SITE_NAME,
        title=paper.printable(signs.title),
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
        size="few" if len(sign.names) <= FEW else "many" if len(sign.names) <= MANY else "crowd",
    )
