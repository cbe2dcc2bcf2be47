"""Reads that do not chain."""

from django.db.models import Exists, OuterRef

from accounts.models import Coordinator, Department, User


def departments_heard_by(user: User) -> list[int]:
    """Ids of the departments whose invitations reach ``user``.

    An invitation to a department reaches those below it, so these are the person's own
    department and all above it, and the same for each department the person coordinates.
    """
    coordinated = Exists(Coordinator.objects.filter(department=OuterRef("pk"), user=user))
    rows = list(
        Department.objects.annotate(is_coordinated=coordinated).values_list("pk", "parent_id", "is_coordinated")
    )
    starts = [pk for pk, _parent, is_coordinated in rows if is_coordinated or pk == user.department_id]
    parents = {pk: parent for pk, parent, _is_coordinated in rows}
    heard: set[int] = set()
    for start in starts:
        step: int | None = start
        while step is not None and step not in heard:
            heard.add(step)
            step = parents[step]
    return sorted(heard)
