"""Who else comes, as a page names them."""

from typing import Any

from django.db.models import BigIntegerField, Count

from accounts.models import Department, User
from common.questions import Question, Slot
from events.models import Event
from registrations.enums import SEATED
from registrations.models import Registration


def _id(name: str) -> Any:
    return Slot(name, BigIntegerField())


_COMING = Question(
    lambda: (
        Department.objects.filter(people__registrations__event=_id("event"), people__registrations__status__in=SEATED)
        .annotate(seats=Count("people__registrations"))
        .order_by("-seats", "name")
    )
)


def departments_coming(event: Event) -> list[Department]:
    """Departments whose people have a seat at ``event``, most first."""
    return _COMING.ask(event=event.pk)


_LISTED = Question(
    lambda number: (
        User.objects.filter(
            pk__in=Registration.objects.filter(event=_id("event")).seated().values("user"),
            is_listed=True,
            is_active=True,
        )
        .select_related("department")
        .only("name", *(f"department__{name}" for name in ("name", "mark", "is_open_mark", "hue")))
        .order_by("name")[:number]
    )
)


def listed_participants(event: Event, *, number: int) -> list[User]:
    """The first ``number`` of those with a seat at ``event`` who agreed to be named, by name."""
    return _LISTED.ask(number, event=event.pk)
