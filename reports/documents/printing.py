"""From a template and a seal to the bytes of a PDF: the one way for every kind of document."""

import base64
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from common import longtables, pdf, qr
from common.longtables import LongTable
from reports.registry import PageDone
from reports.seal import Seal

PDF = "application/pdf"
SHEET = "css/document.css"

CODE_SCALE = 1.4  # pixels a module: about 14 mm


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """What a template shows of a document with a list of any length: its rows stand where ``body`` does."""

    people: LongTable
    body: SafeString = longtables.SLOT


def printed(template: str, page: object, *, seal: Seal, on_page: PageDone, css: str = "") -> bytes:
    """The document as a tagged PDF: the same page and seal give the same bytes."""
    html = render_to_string(template, {"page": page, "check": check(seal)})
    sheet = (Path(settings.BASE_DIR) / "static" / SHEET).read_text()
    sheet += _code(seal) + css
    if isinstance(page, ListPage):
        return longtables.render(html, page.people, css=sheet, on_page=on_page)
    return pdf.render(html, css=sheet, on_page=on_page)


def check(seal: Seal) -> str:
    """What stands at the foot of each page, beside the code that a camera reads."""
    words = {"number": seal.number, "digest": seal.short_digest, "address": seal.address.partition("://")[2]}
    lines = (_("Document %(number)s, digest %(digest)s"), _("Check it at %(address)s"))
    return "\n".join(line % words for line in lines)


def _code(seal: Seal) -> str:
    # In the margin it is no part of what is read aloud; the address beside it is.
    data = base64.b64encode(qr.svg(seal.address, title="", scale=CODE_SCALE, border=0)).decode()
    return f'@page{{@bottom-right{{content:counter(page) " / " counter(pages) "  " url("data:image/svg+xml;base64,{data}")}}}}'
