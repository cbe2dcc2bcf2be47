"""Name badges: ten to a sheet of A4, to be cut along the lines."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.markup import format_html
from reports import paper, policies, queries
from reports.documents.attendance import glyph
from reports.documents.printing import Sheet, file_name, printed, sheet
from reports.enums import Subject
from reports.registry import Kind, Options, PageDone
from reports.roster import Expected, Roster
from reports.seal import Seal

TEMPLATE = "documents/badges.html"
A_SHEET = 10
SHORT, LONG = 16, 32  # names up to so many signs are set large, and in the middle


@dataclass(frozen=True, kw_only=True)
class Badge:
    """One person."""

    name: str
    size: str
    department: SafeString | str


@dataclass(frozen=True, kw_only=True)
class Page(Sheet):
    """Everything that the template shows."""

    sheets: list[list[Badge]]


def _badge(person: Expected) -> Badge:
    name = paper.printable(person.name)
    department: SafeString | str = _("Guest") if person.is_guest else ""
    if person.department:
        department = format_html("{}{}", glyph(person.department), paper.printable(person.department.name))
    size = "large" if len(name) <= SHORT else "middle" if len(name) <= LONG else "small"
    return Badge(name=name, size=size, department=department)


def _draw(roster: Roster, _options: Options, seal: Seal, on_page: PageDone) -> bytes:
    badges = [_badge(person) for person in roster.people]
    page = Page(
        **sheet(roster.title, taken_at=roster.taken_at),
        sheets=[badges[start : start + A_SHEET] for start in range(0, len(badges), A_SHEET)],
    )
    return printed(TEMPLATE, page, seal=seal, css=paper.sheet(roster.departments), on_page=on_page)


BADGES = Kind(
    name="name-badges",
    label=gettext_lazy("Name badges"),
    subject=Subject.EVENT,
    refusal=lambda event, _options: policies.summary_refusal(event),
    read=lambda event, _options, at: queries.everybody(event, in_room=True, at=at),
    draw=_draw,
    file_name=lambda roster: file_name(_("Name badges"), roster.slug, roster.taken_at),
    pages=lambda roster: 1 + len(roster.people) // A_SHEET,
    zone=lambda roster: roster.zone,
)
