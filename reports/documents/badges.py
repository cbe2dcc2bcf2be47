"""Name badges: ten to a sheet of A4, to be cut along the lines; each with the code of its seat, for the door."""

import base64
from dataclasses import dataclass
from textwrap import wrap

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common import qr
from common.markup import format_html
from common.organisation import Logo
from reports import paper, policies, queries
from reports.documents.attendance import glyph
from reports.documents.printing import Sheet, file_name, printed, sheet, source
from reports.enums import Subject
from reports.registry import Kind, Options, PageDone
from reports.roster import Badges, Wearer
from reports.seal import Seal

TEMPLATE = "documents/badges.html"
A_SHEET = 10
LOGO = 24, 8  # millimetres
LINES = 2  # there is room for, of either size
LETTERS = {"large": 12, "middle": 16}  # fit into one


@dataclass(frozen=True, kw_only=True)
class Badge:
    """One person."""

    name: str
    size: str
    department: SafeString | str
    code: str
    letters: str


@dataclass(frozen=True, kw_only=True)
class Page(Sheet):
    """Everything that the template shows."""

    sheets: list[list[Badge]]


def _badge(wearer: Wearer) -> Badge:
    person = wearer.person
    name = paper.printable(person.name)
    department: SafeString | str = _("Guest") if person.is_guest else ""
    if person.department:
        department = format_html("{}{}", glyph(person.department), paper.printable(person.department.name))
    # As pixels: hundreds of drawings would take many times as long, and look no sharper at this size.
    code = f"data:image/png;base64,{base64.b64encode(qr.png(wearer.address, border=0)).decode()}"
    return Badge(name=name, size=_size(name), department=department, code=code, letters=wearer.letters)


def _size(name: str) -> str:
    """The largest in which a name stays above its department."""
    return next((size for size, letters in LETTERS.items() if len(wrap(name, letters)) <= LINES), "small")


def _draw(roster: Badges, _options: Options, seal: Seal, on_page: PageDone) -> bytes:
    badges = [_badge(wearer) for wearer in roster.wearers]
    page = Page(
        **sheet(roster.title, taken_at=roster.taken_at),
        sheets=[badges[start : start + A_SHEET] for start in range(0, len(badges), A_SHEET)],
    )
    css = paper.sheet(roster.departments) + _ground(seal.issuer.logo)
    return printed(TEMPLATE, page, seal=seal, css=css, on_page=on_page)


def _ground(logo: Logo | None) -> str:
    """The logo on each badge, beside the event: a ground, for hundreds of times read aloud it says nothing more."""
    if logo is None:
        return ""
    scale = min(LOGO[0] / logo.width, LOGO[1] / logo.height)
    width, height = logo.width * scale, logo.height * scale
    look = f'url("{source(logo)}") no-repeat right 6mm top 5mm / {width:.2f}mm {height:.2f}mm'
    return f".badges li{{background:{look}}}.badge__event{{padding-inline-end:{width + 3:.2f}mm}}"


BADGES = Kind(
    name="name-badges",
    label=gettext_lazy("Name badges"),
    subject=Subject.EVENT,
    refusal=lambda event, _options: policies.summary_refusal(event),
    read=lambda event, _options, at: queries.badges(event, at=at),
    draw=_draw,
    file_name=lambda roster: file_name(_("Name badges"), roster.slug, roster.taken_at),
    pages=lambda roster: 1 + len(roster.wearers) // A_SHEET,
    zone=lambda roster: roster.zone,
)
