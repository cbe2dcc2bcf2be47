"""The frame of an event's workspace: its name, when and where, and the tabs."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.access import Rule
from events.models import Enquiry, Event
from events.queries import interest_by_event
from portal.panels.schedule import Schedule, event_state
from registrations.models import Registration

TABS: dict[str, str | Promise] = {
    "workspace": _("Overview"),
    "workspace-interest": _("Interest"),
    "workspace-people": _("People"),
    "workspace-speakers": _("Speakers"),
    "workspace-materials": _("Materials"),
    "workspace-draw": _("Draw"),
    "workspace-groups": _("Groups"),
    "workspace-messages": _("Messages"),
    "workspace-questions": _("Questions"),
    "check-in": _("Check-in"),
    "workspace-attendance": _("Attendance"),
    "workspace-polls": _("Polls"),
    "workspace-feedback": _("Feedback"),
    "workspace-reports": _("Reports"),
    "workspace-settings": _("Settings"),
}
# The tabs of whoever does not organise; as the rule on each page has it.
OF_OTHERS: dict[str, set[str]] = {
    Rule.TEAM: {"check-in", "workspace-attendance", "workspace-groups", "workspace-polls"},
    Rule.PRESENTER: {"workspace-polls"},
}


@dataclass(frozen=True, kw_only=True)
class Tab:
    """One page of the workspace."""

    label: str | Promise
    url: str
    is_current: bool
    count: int | None


@dataclass(frozen=True, kw_only=True)
class Workspace:
    """What stands at the top of each page of a workspace."""

    event: Event
    state: str
    schedule: Schedule
    tabs: list[Tab]

    @property
    def part(self) -> str:
        """What the page is about, for the title of the window: a dozen of them may be open at once."""
        return next((str(tab.label) for tab in self.tabs if tab.is_current), "")


def workspace(event: Event, *, here: str, at: datetime, reader: str = Rule.ORGANISER) -> Workspace:
    """The frame around the page ``here``, with the tabs of the audience to which its ``reader`` belongs."""
    sessions = list(event.sessions.select_related("room__location").order_by("starts_at", "pk"))
    people = Registration.objects.for_event(event).live().count()
    open_questions = Enquiry.objects.for_event(event).waiting().count()
    interested = interest_by_event([event]).get(event.pk, 0)
    hidden = set() if event.is_drawn else {"workspace-draw"}
    hidden |= set() if interested or event.announced_at else {"workspace-interest"}
    hidden |= set() if event.is_published else {"check-in"}
    counts = {"workspace-people": people, "workspace-interest": interested} | (
        {"workspace-questions": open_questions} if open_questions else {}
    )
    tabs = [
        Tab(
            label=label,
            url=reverse(name, args=[event.slug]),
            is_current=name == here,
            count=counts.get(name),
        )
        for name, label in TABS.items()
        if name in OF_OTHERS.get(reader, set(TABS)) and name not in hidden
    ]
    return Workspace(event=event, state=event_state(event, at=at), schedule=Schedule.of(sessions), tabs=tabs)
