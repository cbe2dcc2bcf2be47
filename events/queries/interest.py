"""Who would come, and who may register first."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from accounts.models import Department, User
from common import crowds
from common.questions import Among, Question, Slot
from events.enums import Audience
from events.models import Event, Interest
from events.queries.programme import invited_departments

_SAID = Question(lambda: Interest.objects.filter(event=Slot("event"), user=Slot("user")))
_BY_DEPARTMENT = Question(
    lambda: (
        Interest.objects.filter(event=Slot("event"), user__is_active=True)
        .values_list("user__department")
        .annotate(number=Count("pk"))
        .order_by("-number", "user__department__name")
    )
)
_NUMBERS = Question(
    lambda: (
        Interest.objects.filter(event__in=Among("events"), user__is_active=True)
        .values_list("event")
        .annotate(number=Count("pk"))
        .order_by()
    )
)


@dataclass(frozen=True, kw_only=True)
class DepartmentInterest:
    """How many people of one department would come; without a department, of all that are not named."""

    department: Department | None
    number: int


def is_interested(event: Event, user: User) -> bool:
    """Whether ``user`` has said that they would come."""
    return bool(_SAID.ask(event=event.pk, user=user.pk))


def interest_by_department(event: Event) -> list[DepartmentInterest]:
    """How many of each department would come, most first; whoever belongs nowhere comes last."""
    rows: list[tuple[int | None, int]] = _BY_DEPARTMENT.ask(event=event.pk)
    known = Department.objects.in_bulk([pk for pk, _number in rows if pk]) if rows else {}
    found = [DepartmentInterest(department=known.get(pk or 0), number=number) for pk, number in rows]
    return sorted(found, key=lambda one: one.department is None)


def shown_to_colleagues(rows: Sequence[DepartmentInterest]) -> list[DepartmentInterest]:
    """The same without small groups, which are counted together as the last row; they are no small group either."""
    everybody = sum(row.number for row in rows)
    sizes = {row.department: row.number for row in rows if row.department}
    named = [
        DepartmentInterest(department=department, number=sizes[department])
        for department in crowds.apart(sizes, total=everybody)
    ]
    rest = everybody - sum(row.number for row in named)
    return [*named, DepartmentInterest(department=None, number=rest)] if named and rest else named


def interest_by_event(events: Collection[Event]) -> dict[int, int]:
    """How many would come, by the event's id; asks only about those that may ever have gathered interest."""
    ids = [event.pk for event in events if not event.published_at or event.announced_at or event.head_start_until]
    return dict(_NUMBERS.ask(events=ids)) if ids else {}


def to_hear_first(event: Event) -> list[User]:
    """Those who would come and may read about ``event`` as it is now, in the order in which they said so."""
    heard = Interest.objects.in_event(event)
    if event.audience == Audience.DEPARTMENTS:
        team = event.roles.values("user")
        heard = heard.filter(Q(user__department__in=invited_departments(event) or ()) | Q(user__in=team))
    return [interest.user for interest in heard.select_related("user").order_by("said_at", "pk")]
