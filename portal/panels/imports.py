"""What would become of each row of a file with events."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from common import times
from common.markup import format_html
from common.written import First, readings
from events import filewords
from events.importing.entries import Entry, Order
from events.importing.planning import Fate, Plan, Step
from events.models import Event, EventFile, Room
from events.queries import plan_of_file
from portal.panels.cloning import clocks

PER_PAGE = 50
LOOKS = {
    Fate.NEW: ("confirmed", "plus"),
    Fate.CHANGE: ("requested", "refresh"),
    Fate.SAME: ("cancelled", "check"),
    Fate.KEPT: ("cancelled", "check"),
    Fate.ELSEWHERE: ("cancelled", "people"),
    Fate.SKIPPED: ("cancelled", "declined"),
    Fate.WRONG: ("absent", "alert"),
}


@dataclass(frozen=True, kw_only=True)
class ImportRow:
    """One row: what it says, what becomes of it, and why."""

    number: int
    title: str
    when: SafeString
    where: str
    label: str
    look: str
    icon: str
    remarks: list[str]
    url: str


@dataclass(frozen=True, kw_only=True)
class FateLink:
    """One filter: what happens, and to how many."""

    label: str
    value: str
    count: int
    is_current: bool


@dataclass(frozen=True, kw_only=True)
class OrderLine:
    """How days that may be two are read, or which of the two is to be chosen."""

    said: str
    is_open: bool
    choices: list[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class ImportPreview:
    """A file before it is imported."""

    file: EventFile
    plan: Plan
    problems: list[str]
    filters: list[FateLink]
    order: OrderLine | None
    page: Page[Step]
    rows: list[ImportRow]

    @property
    def is_everything(self) -> bool:
        """Whether no fate is filtered out."""
        return not any(one.is_current for one in self.filters)

    @property
    def mistakes(self) -> int:
        """How many rows are left out because something is wrong with them."""
        return sum(step.fate == Fate.WRONG for step in self.plan.steps)


def import_preview(
    file: EventFile, *, asked: Mapping[str, str], at: datetime, first: First | None = None
) -> ImportPreview:
    """What ``file`` would do as things are now; ``asked`` for: fate, page. ``first``: as somebody has said."""
    plan = plan_of_file(file, at=at, first=first)
    fate = asked.get("fate", "")
    steps = [step for step in plan.steps if step.fate == fate] if fate in set(Fate) else plan.steps
    page = Paginator(steps, PER_PAGE).get_page(asked.get("page"))
    counts = Counter(step.fate for step in plan.steps)
    rooms = Room.objects.select_related("location").in_bulk([step.room for step in page if step.room])
    mine = Event.objects.organised_by(file.owner).in_bulk([step.event for step in page if step.event])
    return ImportPreview(
        file=file,
        plan=plan,
        problems=[filewords.fault(problem) for problem in plan.problems],
        filters=[
            FateLink(label=str(label), value=each.value, count=counts[each], is_current=each == fate)
            for each, label in filewords.FATES.items()
            if counts[each] or each == fate
        ],
        order=_order_line(plan.order) if plan.order else None,
        page=page,
        rows=[_row(step, rooms, mine, file.owner) for step in page],
    )


def _order_line(order: Order) -> OrderLine:
    days = readings(order.example)
    named = {first: times.day(day, with_year=True) for first in First if (day := days.by(first))}
    values = {"example": order.example, "proof": order.proof, "day": named[order.first] if order.first else ""}
    if order.first is None:
        said = _("Which day is “%(example)s”? Nothing in the file tells; choose, and all days like it follow.")
    elif order.proof:
        said = _("“%(example)s” is read as %(day)s, for “%(proof)s” stands in the same file and can be nothing else.")
    else:
        said = _("“%(example)s” is read as %(day)s, as you chose, and all days like it.")
    others = {} if order.proof else {first.value: day for first, day in named.items() if first != order.first}
    return OrderLine(said=said % values, is_open=order.first is None, choices=list(others.items()))


def _row(step: Step, rooms: Mapping[int, Room], mine: Mapping[int, Event], owner: User) -> ImportRow:
    entry, event = step.entry, mine.get(step.event or 0)
    room = rooms.get(step.room or 0)
    look, icon = LOOKS[step.fate]
    return ImportRow(
        number=entry.number,
        title=entry.title or _("Without a title"),
        when=_when(entry, step.dates, owner),
        where=str(room) if room else entry.place or (_("Online") if entry.link else ""),
        label=str(filewords.FATES[step.fate]),
        look=look,
        icon=icon,
        remarks=list(_remarks(step)),
        url=event.get_absolute_url() if event else "",
    )


def _when(entry: Entry, dates: int, owner: User) -> SafeString:
    """Like "Tuesday 2 March 2027, 09:30–11:30", and how often, by the clock of its own zone."""
    if entry.starts is None or entry.ends is None:
        return SafeString()
    said = clocks(entry.starts, entry.ends)
    if entry.zone != owner.zone:
        said = format_html(_("{when}, {zone}"), when=said, zone=times.zone_name(entry.zone))
    if dates > 1:
        often = ngettext("%(number)d date from", "%(number)d dates from", dates) % {"number": dates}
        said = format_html(_("{often} {when}"), often=often, when=said)
    return said


def _remarks(step: Step) -> list[str]:
    entry = step.entry
    if step.fate == Fate.WRONG:
        return [filewords.fault(problem) for problem in entry.problems]
    if step.fate == Fate.SKIPPED and entry.skipped:
        return [str(filewords.SKIPS[entry.skipped])]
    said = [str(filewords.REASONS[step.fate])] if step.fate in filewords.REASONS else []
    if step.fate in {Fate.NEW, Fate.CHANGE}:
        said += [str(filewords.NOTES[note]) for note in entry.notes]
    return said
