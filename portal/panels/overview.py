"""The first page of a workspace: figures, seats, who is coming, what needs doing, what happens when."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from accounts.models import Department
from events.models import Event
from events.queries import minimum_at_hand
from portal.panels.needs import Need, needs_of
from registrations import queries
from registrations.enums import RegistrationStatus
from registrations.queries import Offer


@dataclass(frozen=True, kw_only=True)
class DepartmentCount:
    """One bar: a department and how many of its people have a seat."""

    department: Department | None
    number: int
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class Milestone:
    """One point of the timeline."""

    at: datetime
    text: str
    state: str


@dataclass(frozen=True, kw_only=True)
class Overview:
    """What the overview shows."""

    confirmed: int
    capacity: int | None
    waiting: int
    offered: int
    cancelled: int
    departments: list[DepartmentCount]
    all_departments: int
    offers: list[Offer]
    needs: list[Need]
    milestones: list[Milestone]

    @property
    def department_count(self) -> int:
        """How many departments come together."""
        return sum(1 for row in self.departments if row.department)


def overview(event: Event, *, at: datetime) -> Overview:
    """The overview of ``event``, whose sessions and pools are prefetched."""
    figures = queries.figures(event)
    offers = queries.offers(event, at=at)
    capacities = [offer.pool.capacity for offer in offers]
    return Overview(
        confirmed=figures[RegistrationStatus.CONFIRMED],
        capacity=None if None in capacities else sum(capacity or 0 for capacity in capacities),
        waiting=figures[RegistrationStatus.WAITLISTED],
        offered=figures[RegistrationStatus.OFFERED],
        cancelled=figures[RegistrationStatus.CANCELLED],
        departments=[_count(*row) for row in queries.seats_by_department(event)],
        all_departments=Department.objects.count(),
        offers=offers,
        needs=needs_of([event], at=at)[event.pk],
        milestones=_milestones(event, at=at),
    )


def _count(department: Department | None, number: int) -> DepartmentCount:
    return DepartmentCount(department=department, number=number, label="" if department else _("Without department"))


def _milestones(event: Event, *, at: datetime) -> list[Milestone]:
    points = sorted(_points(event), key=lambda point: point[0])
    to_come = [when for when, _text in points if when > at]
    return [
        Milestone(at=when, text=text, state="done" if when <= at else "next" if when == min(to_come) else "")
        for when, text in points
    ]


def _points(event: Event) -> list[tuple[datetime, str]]:
    points = [(event.announced_at, _("Announced without a date"))] if event.announced_at else []
    if event.published_at is not None:
        points.append((event.published_at, _("Published, registration open")))
    elif not points:
        points = [(event.created_at, _("Draft made"))]
    if event.publish_at is not None:
        points.append((event.publish_at, _("Published by itself")))
    if event.head_start_until is not None:
        points.append((event.head_start_until, _("Head start ends: everybody can register")))
    if event.cancelled_at:
        return [*points, (event.cancelled_at, _("Cancelled"))]
    if not event.starts_at or not event.ends_at:
        return points
    deadline = event.starts_at - timedelta(hours=event.cancellation_hours)
    if event.cancellation_hours:
        points.append((deadline, _("Last moment to cancel a seat")))
    if minimum := minimum_at_hand(event):
        points.append((minimum.decide_at, _("Decided whether it takes place")))
    sessions = sorted(event.sessions.all(), key=lambda session: (session.starts_at, session.pk))
    for number, session in enumerate(sessions, start=1):
        text = _("It starts") if len(sessions) == 1 else _("Session %(number)d starts") % {"number": number}
        points.append((session.starts_at, text))
    points.append((event.ends_at, _("It ends")))
    return points
