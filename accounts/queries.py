"""Reads that do not chain."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TypedDict

from allauth.account.models import EmailAddress

from accounts.enums import Publishing
from accounts.models import Department, Location, User
from accounts.models import Organisation as OrganisationRow
from accounts.planning import Directory, LocationRow, PersonRow, Plan, make_plan
from accounts.sheet import Sheet
from accounts.structure import DepartmentRow
from common.organisation import Logo, Organisation
from common.questions import Question

# Joined rather than asked for each department: one row for every department and coordinator.
_DIRECTORY = Question(lambda: Department.objects.values_list("pk", "parent_id", "coordinator__user"))
_KEYS = Question(lambda: Department.objects.values_list("pk", "parent_id", "key"))


@dataclass(frozen=True)
class Node:
    """A department where it stands in the tree."""

    department: Department
    depth: int


def tree(departments: Iterable[Department] | None = None) -> list[Node]:
    """All departments, or those given, in the order of the tree: each followed by those below it, by name."""
    rows = sorted(
        departments if departments is not None else Department.objects.all(), key=lambda row: row.name.lower()
    )
    below: dict[int | None, list[Department]] = {}
    for row in rows:
        below.setdefault(row.parent_id, []).append(row)

    def walk(parent: int | None, depth: int) -> Iterator[Node]:
        for row in below.get(parent, []):
            yield Node(row, depth)
            yield from walk(row.pk, depth + 1)

    return list(walk(None, 0))


def departments_heard_by(user: User) -> list[int]:
    """Ids of the departments whose invitations reach ``user``.

    An invitation to a department reaches those below it, so these are the person's own
    department and all above it, and the same for each department the person coordinates.
    """
    return reach_of(user)["heard"]


class Reach(TypedDict):
    """Ids of departments through which somebody hears of events: those they hear, those they look after."""

    heard: list[int]
    looked_after: list[int]


def reach_of(user: User) -> Reach:
    """Both at once, for the price of one question; see departments_heard_by() and departments_looked_after()."""
    reader, home = user.pk, user.department_id  # a request's user is looked up anew each time it is named
    rows = _DIRECTORY.ask()
    lines = ancestry((pk, parent) for pk, parent, _coordinator in rows)
    own = {pk for pk, _parent, coordinator in rows if reader == coordinator}
    starts = own | ({home} if home in lines else set())
    return {
        "heard": sorted({pk for start in starts for pk in lines[start]}),
        "looked_after": sorted(pk for pk, line in lines.items() if own.intersection(line)),
    }


def departments_looked_after(user: User) -> set[int]:
    """Ids of the departments that ``user`` coordinates, and of all below them."""
    return set(reach_of(user)["looked_after"])


def publishing_by_department() -> dict[int, str]:
    """Who publishes the events of each department, by its id: the nearest word on it, itself or further up."""
    rows = list(Department.objects.values_list("pk", "parent_id", "publishing"))
    said = {pk: publishing for pk, _parent, publishing in rows}
    lines = ancestry((pk, parent) for pk, parent, _publishing in rows)
    return {pk: next((said[one] for one in line if said[one]), Publishing.ANYONE) for pk, line in lines.items()}


def coordinators_for(department: int | None) -> list[User]:
    """Who looks after a department: its coordinators, or those of the nearest one above that has any.

    Where nobody does, and for nobody's department, the administrators.
    """
    rows = list(Department.objects.values_list("pk", "parent_id"))
    for one in ancestry(rows).get(department, []) if department else []:
        found = list(User.objects.active().filter(coordinator__department=one).order_by("pk"))
        if found:
            return found
    return list(User.objects.active().filter(is_staff=True).order_by("pk"))


def departments_below(keys: Collection[str]) -> list[int]:
    """Ids of the departments with these keys and of all below them."""
    return sorted(pk for pk, above in keys_above().items() if set(keys).intersection(above))


def keys_above() -> dict[int, list[str]]:
    """The keys of each department and of all above it, nearest first, by its id."""
    rows = _KEYS.ask()
    keys = {pk: key for pk, _parent, key in rows}
    return {pk: [keys[one] for one in line] for pk, line in ancestry((pk, up) for pk, up, _key in rows).items()}


def department_lines() -> dict[int, list[int]]:
    """Each department with those above it, as the tree is now."""
    return ancestry(Department.objects.values_list("pk", "parent_id"))


def ancestry(pairs: Iterable[tuple[int, int | None]]) -> dict[int, list[int]]:
    """Of each department itself and all above it, nearest first; ``pairs``: each with the one directly above.

    A circle, which no form lets through, ends where it would begin again.
    """
    parents = dict(pairs)
    lines: dict[int, list[int]] = {}
    for start in parents:
        line: list[int] = []
        step: int | None = start
        while step is not None and step not in line:
            line.append(step)
            step = parents.get(step)
        lines[start] = line
    return lines


def plan_of(sheet: Sheet, *, importer: User | None, is_complete: bool) -> Plan:
    """What ``sheet`` would change as the directory is now."""
    return make_plan(sheet, directory(), importer=importer.pk if importer else None, is_complete=is_complete)


def directory() -> Directory:
    """Everybody, and where they may belong, as an import compares it; three questions and one about addresses."""
    fields = ("pk", "key", "email", "name", "department", "manager", "deputy", "location", "is_active", "is_staff")
    people = User.objects.order_by("pk").values_list(*fields)
    return Directory(
        people=[PersonRow(**dict(zip(fields, (pk, key or "", *rest), strict=True))) for pk, key, *rest in people],
        departments=[
            DepartmentRow(pk=pk, key=key, name=name, parent=parent)
            for pk, key, name, parent in Department.objects.values_list("pk", "key", "name", "parent")
        ],
        locations=[LocationRow(pk=pk, name=name) for pk, name in Location.objects.values_list("pk", "name")],
        claimed=dict(EmailAddress.objects.filter(verified=True).values_list("email", "user")),
    )


def organisation() -> Organisation:
    """How the organisation is called, and its logo; what everybody is to use is common.site, which remembers it."""
    row = OrganisationRow.objects.filter(pk=1).first()
    return Organisation(name=row.name, logo=_logo(row), is_name_shown=row.is_name_shown) if row else Organisation()


def _logo(row: OrganisationRow) -> Logo | None:
    if not row.logo_key:
        return None
    return Logo(key=row.logo_key, text=row.logo_text, png=bytes(row.logo), width=row.logo_width, height=row.logo_height)
