"""Lists of people to be taken along: to sign on the day, and to look somebody up."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common import longtables
from common.longtables import Cell, Column, LongTable
from events.models import Event
from reports import paper, policies, queries, wording
from reports.documents.attendance import ROWS_A_PAGE, Homed, homes
from reports.documents.printing import ListPage, Sheet, file_name, printed, sheet
from reports.enums import Refusal, Subject
from reports.registry import Kind, Options, PageDone
from reports.roster import Expected, Roster, Sitting
from reports.seal import Seal

TEMPLATE = "documents/list.html"
SIGNED_A_PAGE = 18


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Which columns a list has, and how many lines for people who are not on it."""

    with_signatures: bool = False
    with_seats: bool = False
    with_addresses: bool = False
    blank: int = 0


@dataclass(frozen=True, kw_only=True)
class Part:
    """One list; its rows stand where ``body`` does."""

    lines: list[str]
    counted: str
    body: SafeString


@dataclass(frozen=True, kw_only=True)
class Page(Sheet):
    """Everything that the template shows."""

    kind: str
    choice: Choice
    parts: list[Part]


@dataclass(frozen=True, kw_only=True)
class LongPage(ListPage, Page):
    """The same with one list, which may be of any length."""


def _table(people: Sequence[Expected], choice: Choice, home: Callable[[Homed], Cell]) -> LongTable:
    texts = [choice.with_seats, choice.with_addresses]
    columns = [
        Column(look="num quiet", is_written=True),
        Column(is_written=True, is_header=True),
        Column(is_written=True),
    ]
    columns += [Column(is_written=True)] * sum(texts) + [Column()] * choice.with_signatures
    rows: list[tuple[Cell | str, ...]] = [
        (
            str(number),
            paper.printable(person.name),
            home(person),
            *[_("Online") if person.is_online else _("In the room")] * choice.with_seats,
            *[paper.printable(person.email)] * choice.with_addresses,
            *[Cell()] * choice.with_signatures,
        )
        for number, person in enumerate(people, start=1)
    ]
    rows += [
        (str(len(people) + one), "", Cell(), *[""] * sum(texts), *[Cell()] * choice.with_signatures)
        for one in range(1, choice.blank + 1)
    ]
    return LongTable(columns=tuple(columns), rows=rows)


def _part(sitting: Sitting, roster: Roster, body: SafeString) -> Part:
    number = len(sitting.people)
    counted = ngettext("%(number)s person expected", "%(number)s people expected", number)
    return Part(
        lines=wording.meeting_words([sitting.meeting] if sitting.meeting else roster.meetings),
        counted=counted % {"number": number_format(number, force_grouping=True)},
        body=body,
    )


def _page(roster: Roster, kind: str, choice: Choice) -> Page:
    """One list is drawn the fast way; several stand there as they are."""
    frame = sheet(roster.title, taken_at=roster.taken_at)
    home = homes(roster.departments)
    tables = [_table(sitting.people, choice, home) for sitting in roster.sittings]
    if len(tables) == 1 and tables[0].rows:
        part = _part(roster.sittings[0], roster, longtables.SLOT)
        return LongPage(**frame, kind=kind, choice=choice, parts=[part], people=tables[0])
    parts = [
        _part(sitting, roster, longtables.body(table)) for sitting, table in zip(roster.sittings, tables, strict=True)
    ]
    return Page(**frame, kind=kind, choice=choice, parts=parts)


def _draw(roster: Roster, page: Page, seal: Seal, on_page: PageDone) -> bytes:
    return printed(TEMPLATE, page, seal=seal, css=paper.sheet(roster.departments), on_page=on_page)


def _draw_sign_in(roster: Roster, options: Options, seal: Seal, on_page: PageDone) -> bytes:
    choice = Choice(with_signatures=True, blank=options["blank_lines"])
    return _draw(roster, _page(roster, _("Sign-in sheet"), choice), seal, on_page)


def _draw_participants(roster: Roster, options: Options, seal: Seal, on_page: PageDone) -> bytes:
    is_mixed = any(person.is_online for person in roster.people)
    choice = Choice(with_seats=is_mixed, with_addresses=options["with_addresses"])
    return _draw(roster, _page(roster, _("Participant list"), choice), seal, on_page)


def _sign_in_refusal(event: Event, options: Options) -> Refusal | None:
    if reason := policies.summary_refusal(event):
        return reason
    return None if queries.chosen_sessions(event, options["session"]) else Refusal.NO_SUCH_SESSION


def _read_sign_in(event: Event, options: Options, at: datetime) -> Roster:
    return queries.roster(event, queries.chosen_sessions(event, options["session"]), at=at)


SIGN_IN = Kind(
    name="sign-in-sheet",
    label=gettext_lazy("Sign-in sheet"),
    subject=Subject.EVENT,
    refusal=_sign_in_refusal,
    read=_read_sign_in,
    draw=_draw_sign_in,
    file_name=lambda roster: file_name(_("Sign-in sheet"), roster.slug, roster.taken_at),
    pages=lambda roster: sum(1 + len(sitting.people) // SIGNED_A_PAGE for sitting in roster.sittings),
    zone=lambda roster: roster.zone,
)
PARTICIPANTS = Kind(
    name="participant-list",
    label=gettext_lazy("Participant list"),
    subject=Subject.EVENT,
    refusal=lambda event, _options: policies.summary_refusal(event),
    read=lambda event, options, at: queries.everybody(event, with_addresses=options["with_addresses"], at=at),
    draw=_draw_participants,
    file_name=lambda roster: file_name(_("Participant list"), roster.slug, roster.taken_at),
    pages=lambda roster: 1 + len(roster.people) // ROWS_A_PAGE,
    zone=lambda roster: roster.zone,
)
