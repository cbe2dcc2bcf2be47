"""From a template and a seal to the bytes of a PDF: the one way for every kind of document."""

import base64
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import Truncator, slugify
from django.utils.translation import gettext as _

from common import longtables, pdf, qr, site
from common.longtables import LongTable
from common.organisation import Logo
from reports import paper, wording
from reports.registry import PageDone
from reports.seal import Seal
from reports.summary import Belonging

SHEET = "css/document.css"

CODE_SCALE = 1.4  # pixels a module: about 14 mm


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """What a template shows of a document with a list of any length: its rows stand where ``body`` does."""

    people: LongTable
    body: SafeString = longtables.SLOT


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """The logo of whoever issues a document, as an element shows it."""

    source: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What every document says around what it is about; templates/documents/base.html shows it."""

    title: str
    running_title: str
    created: str
    data_of: str


def sheet(title: str, *, taken_at: datetime, is_internal: bool = True) -> dict[str, Any]:
    """The same for a document about something of that title."""
    shown = paper.printable(title)
    return {
        "title": shown,
        "running_title": Truncator(shown).chars(70),
        "created": taken_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "data_of": wording.as_of(taken_at) if is_internal else wording.as_of_for_all(taken_at),
    }


def file_name(kind: str, slug: str, on: datetime) -> str:
    """Like "name-badges-balance-sheets-2026-11-24.pdf"; ``kind`` is in the language of the document."""
    return f"{slugify(kind) or 'document'}-{slugify(slug)}-{on:%Y-%m-%d}.pdf"


def printed(template: str, page: object, *, seal: Seal, on_page: PageDone, css: str = "") -> bytes:
    """The document as a tagged PDF: the same page and seal give the same bytes."""
    html, base = _html(template, page, seal), _sheet(seal) + css
    if isinstance(page, ListPage):
        return longtables.render(html, page.people, css=base, on_page=on_page)
    return pdf.render(html, css=base, on_page=on_page)


def letterhead(logo: Logo | None) -> Letterhead | None:
    """``logo`` for a template; however often it stands in a document, its file holds it once."""
    return Letterhead(source=source(logo), text=paper.printable(logo.text)) if logo else None


def on_screen(page: object, departments: Iterable[Belonging]) -> dict[str, object]:
    """What a template needs to show ``page`` in a browser, under the logo that is there now."""
    symbols = SafeString(paper.symbols(departments))
    return {"page": page, "symbols": symbols, "letterhead": letterhead(site.current().logo)}


def source(logo: Logo) -> str:
    """The picture itself, in place of an address."""
    return f"data:image/png;base64,{base64.b64encode(logo.png).decode()}"


@contextmanager
def printer(template: str, *, seal: Seal) -> Iterator[Callable[[object], bytes]]:
    """For many small documents under one seal, each as `printed` makes it: what they share is read once."""
    with pdf.press(_sheet(seal)) as ready:

        def draw(page: object) -> bytes:
            data = ready.printed(ready.laid_out(_html(template, page, seal)))
            pdf.let_go()
            return data

        yield draw


def _html(template: str, page: object, seal: Seal) -> str:
    issuer = seal.issuer
    shown = {"page": page, "check": check(seal), "site_name": issuer.name, "letterhead": letterhead(issuer.logo)}
    return render_to_string(template, shown)


def _sheet(seal: Seal) -> str:
    return (Path(settings.BASE_DIR) / "static" / SHEET).read_text() + _code(seal)


def check(seal: Seal) -> str:
    """What stands at the foot of each page, beside the code that a camera reads."""
    words = {"number": seal.number, "digest": seal.short_digest, "address": seal.address.partition("://")[2]}
    lines = (_("Document %(number)s, digest %(digest)s"), _("Check it at %(address)s"))
    return "\n".join(line % words for line in lines)


def _code(seal: Seal) -> str:
    # In the margin it is no part of what is read aloud; the address beside it is. A camera wants four of its points
    # free around it: spaces that do not fall together keep the number of the page away.
    # A picture stands in the file once, a drawing would be drawn on each of hundreds of pages.
    data = base64.b64encode(qr.png(seal.address, border=0)).decode()
    return (
        f'@page{{@bottom-right{{content:counter(page) " / " counter(pages) "\\a0\\a0\\a0\\a0" url("data:image/png;base64,{data}");'
        f"image-rendering:pixelated;image-resolution:{qr.POINTS / CODE_SCALE:.4f}dppx}}}}"
    )
