"""Signs for doors: one sheet for each room and day."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common import times
from reports import paper, policies, queries, wording
from reports.documents.printing import Sheet, file_name, printed, sheet
from reports.enums import Subject
from reports.registry import Kind, Options, PageDone
from reports.roster import Door, DoorSigns
from reports.seal import Seal

TEMPLATE = "documents/door_signs.html"

LONG, LONGEST = 50, 110  # title and room of more letters are set smaller, so that each door has one sheet
LINES = 3  # so many times of a day stand below each other


@dataclass(frozen=True, kw_only=True)
class Sign:
    """One sheet."""

    look: str
    room: str
    day: str
    hours: list[str]
    speakers: str


@dataclass(frozen=True, kw_only=True)
class Page(Sheet):
    """Everything that the template shows."""

    signs: list[Sign]


def _sign(door: Door, title: str) -> Sign:
    hours = [times.hours(meeting.starts_at, meeting.ends_at) for meeting in door.meetings]
    letters = len(title) + len(door.room)
    return Sign(
        look="longest" if letters > LONGEST else "long" if letters > LONG else "",
        room=paper.printable(door.room),
        day=times.day(door.meetings[0].starts_at, with_year=True),
        hours=hours if len(hours) <= LINES else [", ".join(hours)],
        speakers=wording.speakers(door.meetings),
    )


def _draw(signs: DoorSigns, _options: Options, seal: Seal, on_page: PageDone) -> bytes:
    page = Page(
        **sheet(signs.title, taken_at=signs.taken_at, is_internal=False),
        signs=[_sign(door, signs.title) for door in signs.doors],
    )
    return printed(TEMPLATE, page, seal=seal, on_page=on_page)


DOOR_SIGNS = Kind(
    name="door-signs",
    label=gettext_lazy("Door signs"),
    subject=Subject.EVENT,
    refusal=lambda event, _options: policies.door_refusal(event),
    read=lambda event, _options, at: queries.door_signs(event, at=at),
    draw=_draw,
    file_name=lambda signs: file_name(_("Door signs"), signs.slug, signs.taken_at),
    pages=lambda signs: len(signs.doors),
    zone=lambda signs: signs.zone,
)
