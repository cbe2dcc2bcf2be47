"""A poster for the pin board: the cover, what, when, where, and a code that leads to the event's page."""

import base64
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common import qr
from events.enums import EventKind
from reports import policies, queries, wording
from reports.documents.printing import Sheet, file_name, printed, sheet
from reports.enums import Subject
from reports.registry import Kind, Options, PageDone
from reports.roster import Poster
from reports.seal import Seal

TEMPLATE = "documents/poster.html"
SIZES = {"a4": "A4", "a3": "A3"}
LONG = 40  # titles with more signs are set smaller


@dataclass(frozen=True, kw_only=True)
class Page(Sheet):
    """Everything that the template shows."""

    size: str
    kind: str
    is_long: bool
    lines: list[str]
    hosts: str
    cover: str
    code: str
    address: str


def _draw(poster: Poster, options: Options, seal: Seal, on_page: PageDone) -> bytes:
    code = base64.b64encode(qr.svg(poster.address, title="", border=0)).decode()
    page = Page(
        **sheet(poster.title, taken_at=poster.taken_at, is_internal=False),
        size=options["paper"],
        kind=str(EventKind(poster.kind).label),
        is_long=len(poster.title) > LONG,
        lines=wording.meeting_words(poster.meetings),
        hosts=wording.listed(poster.hosts),
        cover=poster.cover,
        code=f"data:image/svg+xml;base64,{code}",
        address=poster.address.partition("://")[2],
    )
    size = f"@page poster{{size:{SIZES[options['paper']]}}}"
    return printed(TEMPLATE, page, seal=seal, css=size, on_page=on_page)


POSTER = Kind(
    name="poster",
    label=gettext_lazy("Poster"),
    subject=Subject.EVENT,
    refusal=lambda event, _options: policies.poster_refusal(event),
    read=lambda event, _options, at: queries.poster(event, at=at),
    draw=_draw,
    file_name=lambda poster: file_name(_("Poster"), poster.slug, poster.taken_at),
    pages=lambda _poster: 1,
    zone=lambda poster: poster.zone,
)
