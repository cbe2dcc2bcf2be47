"""Reads that do not chain."""

from accounts.models import Department, User


def departments_heard_by(user: User) -> list[int]:
    """Ids of the departments whose invitations reach ``user``.

    An invitation to a department reaches those below it, so these are the person's own
    department and all above it, and the same for each department the person coordinates.
    """
    starts = [user.department_id] if user.department_id else []
    starts += user.coordinated_departments.values_list("pk", flat=True)
    if not starts:
        return []
    parents = dict(Department.objects.values_list("pk", "parent_id"))
    heard: set[int] = set()
    for start in starts:
        step: int | None = start
        while step is not None and step not in heard:
            heard.add(step)
            step = parents[step]
    return sorted(heard)
