"""Reads that do not chain."""

from accounts.models import Department
from events.enums import Audience
from events.models import Event


def invited_departments(event: Event) -> set[int] | None:
    """Ids of the departments whose people may register; None where every colleague may.

    An invitation to a department reaches those below it.
    """
    if event.audience != Audience.DEPARTMENTS:
        return None
    invited = set(event.departments.values_list("pk", flat=True))
    parents = dict(Department.objects.values_list("pk", "parent_id"))
    return {pk for pk in parents if invited.intersection(_line(pk, parents))}


def _line(pk: int, parents: dict[int, int | None]) -> list[int]:
    line: list[int] = []
    step: int | None = pk
    while step is not None and step not in line:
        line.append(step)
        step = parents[step]
    return line
