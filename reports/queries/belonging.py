"""Departments as they stand in documents."""

from accounts.models import Department
from reports.summary import Belonging


def belonging(department: Department | None, known: dict[int, Belonging]) -> Belonging | None:
    """The department with its mark; each is made once and ``known`` from then on."""
    if department is None:
        return None
    if department.pk not in known:
        known[department.pk] = Belonging(
            key=department.pk,
            name=department.name,
            mark=department.mark,
            is_open_mark=department.is_open_mark,
            hue=department.hue,
        )
    return known[department.pk]
