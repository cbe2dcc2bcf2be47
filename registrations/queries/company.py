"""Who else comes, as a page names them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Value

from accounts.models import User
from common.questions import Question, Slot
from events.listings import Sign
from events.models import Event
from registrations.models import Registration


@dataclass(frozen=True)
class Named:
    """Somebody with a seat who agreed to be named, and their department as it is shown beside them."""

    name: str
    department: Sign | None


@dataclass(frozen=True)
class Company:
    """Who comes: the departments with a seat, most seats first, and people by name."""

    departments: Sequence[Sign] = ()
    people: Sequence[Named] = ()


_SIGN = ("name", "mark", "is_open_mark", "hue")


def _coming() -> Any:
    """Each department with its seats, which know it: it is kept as people move, see follow_people()."""
    seats = Registration.objects.filter(event=Slot("event"), department__isnull=False).seated()
    counted = seats.values("department").annotate(number=Count("pk"), label=F("department__name"))
    return counted.values_list("number", "label", *(f"department__{name}" for name in _SIGN))


def _company(number: int) -> Any:
    """Departments with how many seats they have; below them ``number`` people, who count nothing."""
    if not number:
        return _coming().order_by("-number", "label")
    seated = Registration.objects.filter(event=Slot("event")).seated().values("user")
    named = User.objects.filter(pk__in=seated, is_listed=True, is_active=True).order_by("name")
    people = (
        User.objects.filter(pk__in=named.values("pk")[:number])
        .annotate(number=Value(0), label=F("name"))
        .values_list("number", "label", *(f"department__{name}" for name in _SIGN))
    )
    return _coming().order_by().union(people, all=True).order_by("-number", "label")


_COMPANY: Question[tuple[Any, ...]] = Question(_company)


def company_at(event: Event, *, number: int) -> Company:
    """Departments whose people have a seat at ``event``, and the first ``number`` of those who agreed to be named."""
    departments, people = [], []
    for seats, label, *sign in _COMPANY.ask(number, event=event.pk):
        department = Sign(*sign) if sign[0] else None
        if seats and department:
            departments.append(department)
        else:
            people.append(Named(label, department))
    return Company(departments, people)
