"""An attendance report before it is imported: each person in it, whom they are, and what would be marked."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.forms import BoundField
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from registrations import filewords
from registrations.enums import Mark
from registrations.forms import ReportRowsForm, is_found
from registrations.models import AttendanceReport
from registrations.presence.planning import MARKING, By, Fate, Participant, Plan, Step

LOOKS = {
    Fate.PRESENT: ("present", ""),
    Fate.PARTIAL: ("partial", ""),
    Fate.SAME: ("cancelled", "check"),
    Fate.AWAY: ("cancelled", "declined"),
    Fate.WITH: ("cancelled", "people"),
    Fate.UNKNOWN: ("requested", "info"),
    Fate.UNCLEAR: ("requested", "info"),
    Fate.LEFT_OUT: ("cancelled", "declined"),
    Fate.WRONG: ("absent", "alert"),
}
# What somebody has to look at comes first.
PER_PAGE = 100
ORDER = [Fate.UNCLEAR, Fate.UNKNOWN, Fate.WRONG, *MARKING, Fate.WITH, Fate.AWAY, Fate.SAME, Fate.LEFT_OUT]


@dataclass(frozen=True, kw_only=True)
class ReportRow:
    """Somebody in the file."""

    name: str
    email: str
    place: str
    person: str
    way: str
    minutes: int
    label: str
    look: str
    icon: str
    remarks: list[str]
    field: BoundField | None
    asks: str


@dataclass(frozen=True, kw_only=True)
class ReportPreview:
    """A report before it is imported."""

    report: AttendanceReport
    plan: Plan
    fault: str
    form: ReportRowsForm
    page: Page[Step]
    rows: list[ReportRow]
    sums: str
    missing: list[str]

    @property
    def number(self) -> int:
        """How many people would be marked."""
        return len(self.plan.marks)

    @property
    def again(self) -> str:
        """Where another file is uploaded."""
        session = self.report.session
        return reverse("attendance-report-new", args=[session.event.slug], query={"session": session.pk})

    @property
    def people(self) -> list[str]:
        """Whom one may choose."""
        return list(self.form.labels.values())


def page_of(plan: Plan, *, number: str) -> Page[Step]:
    """A page of those in the file, first those of whom it was not clear who they are, whatever was said since."""
    ordered = sorted(plan.steps, key=lambda step: (_place_of(step), step.attendee.number))
    return Paginator(ordered, PER_PAGE).get_page(number)


def _place_of(step: Step) -> int:
    is_for_us_to_say = step.fate in {Fate.UNCLEAR, Fate.UNKNOWN} or step.by == By.HAND
    return 0 if is_for_us_to_say else ORDER.index(step.fate)


def report_preview(
    report: AttendanceReport, plan: Plan, people: Sequence[Participant], form: ReportRowsForm, page: Page[Step]
) -> ReportPreview:
    """What ``report`` would do, page by page."""
    names = {person.pk: person.name for person in people}
    counts = Counter(step.fate for step in plan.steps)
    said = [f"{filewords.FATES[fate]}: {counts[fate]}" for fate in ORDER if counts[fate]]
    return ReportPreview(
        report=report,
        plan=plan,
        fault=filewords.fault(plan),
        form=form,
        page=page,
        rows=[_row(step, form, names) for step in page],
        sums=pgettext("between the items of a list", ", ").join(said),
        missing=[names[pk] for pk in plan.missing],
    )


def _row(step: Step, form: ReportRowsForm, names: dict[int, str]) -> ReportRow:
    attendee, name = step.attendee, f"row-{step.attendee.number}"
    look, icon = LOOKS[step.fate]
    return ReportRow(
        name=attendee.name or attendee.email or _("Without a name"),
        email=attendee.email,
        place=_place(attendee.rows),
        person=names.get(step.person or 0, ""),
        way=str(filewords.WAYS[step.by]) if step.by else "",
        minutes=step.minutes,
        label=str(filewords.FATES[step.fate]),
        look=look,
        icon=icon,
        remarks=list(_remarks(step)),
        field=form[name] if name in form.fields else None,
        asks=_("Leave out") if is_found(step) else _("Who is it?"),
    )


def _place(rows: Sequence[int]) -> str:
    """Where it stands in the file: "Row 12", "Rows 12, 13, 14 and 5 more"."""
    shown = pgettext("between the items of a list", ", ").join(map(str, rows[:3]))
    said = ngettext("Row %(rows)s", "Rows %(rows)s", len(rows)) % {"rows": shown}
    if more := len(rows) - 3:
        return _("%(rows)s and %(number)d more") % {"rows": said, "number": more} if more > 0 else said
    return said


def _remarks(step: Step) -> list[str]:
    attendee = step.attendee
    said = []
    if attendee.fault:
        said.append(filewords.row_fault(attendee.fault, attendee.value))
    if step.other:
        said.append(_("Counts together with row %(row)d.") % {"row": step.other})
    if attendee.again:
        text = ngettext("%(number)d row stood there twice.", "%(number)d rows stood there twice.", attendee.again)
        said.append(text % {"number": attendee.again})
    if step.before and step.fate in MARKING:
        said.append(_("Corrects: %(mark)s") % {"mark": _marked(step)})
    if step.before and step.fate == Fate.AWAY:
        said.append(_("Stays: %(mark)s") % {"mark": _marked(step)})
    return said


def _marked(step: Step) -> str:
    mark = str(Mark(step.before).label)
    return _("%(mark)s, %(minutes)d min") % {"mark": mark, "minutes": step.was} if step.was else mark
