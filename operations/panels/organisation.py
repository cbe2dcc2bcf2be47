"""Departments, places of work and topics, as administrators see them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import queries
from accounts.models import Coordinator, Department, Location, User
from common import search, tables
from common.exports import Sheet
from common.spreadsheets import Row
from common.tables import Column, Description, Table
from events.models import Topic
from events.querysets import TopicQuerySet


@dataclass(frozen=True, kw_only=True)
class DepartmentRow:
    """One department in its place in the tree."""

    department: Department
    depth: int
    path: str
    people: int
    coordinators: list[User]


@dataclass(frozen=True, kw_only=True)
class Departments:
    """The tree, or what was found in it."""

    text: str
    rows: list[DepartmentRow]
    total: int

    @property
    def sheet(self) -> Sheet:
        """The rows as an export says them."""
        names = [_("Department"), _("Key"), _("Stands in"), _("People"), _("Coordinators")]
        return Sheet.of_lines(title=_("Departments"), names=names, lines=list(self._exported()))

    def _exported(self) -> Iterator[Row]:
        for row in self.rows:
            coordinators = ", ".join(user.email for user in row.coordinators)
            yield [row.department.name, row.department.key, row.path, row.people, coordinators]


def departments(asked: Mapping[str, str]) -> Departments:
    """All departments as they stand in the tree, with how many work in each and who looks after it."""
    active = Count("people", filter=Q(people__is_active=True))
    rows = {row.pk: row for row in Department.objects.annotate(number=active)}
    coordinators: dict[int, list[User]] = {}
    for each in Coordinator.objects.select_related("user").order_by("user__name", "pk"):
        coordinators.setdefault(each.department_id, []).append(each.user)
    text = search.term(asked.get("q", ""))
    found = [
        DepartmentRow(
            department=node.department,
            depth=0 if text else min(node.depth, DEEPEST),
            path=_path(node.department, rows),
            people=node.department.number,
            coordinators=coordinators.get(node.department.pk, []),
        )
        for node in queries.tree(rows.values())
    ]
    shown = [row for row in found if text.lower() in row.department.name.lower()]
    return Departments(text=text, rows=shown, total=len(rows))


@dataclass(frozen=True, kw_only=True)
class RowPage:
    """The frame around the form of one row: what it is called, the way back, and how it is removed."""

    name: str
    back: str
    remove: str


@dataclass(frozen=True, kw_only=True)
class DepartmentPage:
    """What stands beside the form of a department."""

    department: Department
    name: str
    path: str
    people: int
    coordinators: list[Coordinator]


@dataclass(frozen=True, kw_only=True)
class TopicPage:
    """What stands beside the form of a topic."""

    topic: Topic
    name: str
    uses: int


def row_page(name: str, *, back: str, remove: str, pk: int) -> RowPage:
    """The frame of a row; ``back`` and ``remove`` are names of addresses."""
    return RowPage(name=name, back=reverse(back), remove=reverse(remove, args=[pk]))


def department_page(department: Department) -> DepartmentPage:
    """What is known of ``department`` besides its own fields."""
    return DepartmentPage(
        department=department,
        name=department.name,
        path=_path(department, {row.pk: row for row in Department.objects.all()}),
        people=department.people.filter(is_active=True).count(),
        coordinators=list(department.coordinator_set.select_related("user").order_by("user__name", "pk")),
    )


def topic_page(topic: Topic, *, name: str) -> TopicPage:
    """What is known of ``topic`` besides its name; ``name``: as it stands in the database."""
    return TopicPage(topic=topic, name=name, uses=topic.uses)


DEEPEST = 4  # further steps are not moved in any more, or a phone would show nothing


def _path(department: Department, rows: Mapping[int, Department]) -> str:
    """The names of everything above, the top first."""
    names: list[str] = []
    above = department.parent_id
    while above is not None and above in rows and len(names) < len(rows):
        names.append(rows[above].name)
        above = rows[above].parent_id
    return " / ".join(reversed(names))


def locations(asked: Mapping[str, str]) -> Table[Location]:
    """Places of work, with how many people and rooms are there."""
    columns: list[Column[Location]] = [
        Column(name="name", label=_("Name"), value=lambda row: row.name, order=(Lower("name"),)),
        Column(name="zone", label=_("Time zone"), value=lambda row: row.zone, order=("zone", "name")),
        Column(
            name="country",
            label=_("Public holidays"),
            value=lambda row: row.holiday_region,
            order=("country", "subdivision", "name"),
        ),
        Column(
            name="people",
            label=_("People"),
            value=_counted("people_number"),
            order=("people_number",),
            kind="number",
        ),
        Column(name="rooms", label=_("Rooms"), value=_counted("room_number"), order=("room_number",), kind="number"),
    ]
    description = Description(
        title=_("Locations"),
        columns=columns,
        order="name",
        search_label=_("Name or time zone"),
        matching=lambda rows, text: rows.filter(Q(name__icontains=text) | Q(zone__icontains=text)),
        prepared=lambda rows: rows.annotate(
            people_number=Count("people", distinct=True), room_number=Count("rooms", distinct=True)
        ),
    )
    return tables.read(description, Location.objects.all(), asked=asked)


def _counted(name: str) -> Callable[[Location], int]:
    """Reads what the table has counted."""
    return lambda row: int(vars(row)[name])


def topics(asked: Mapping[str, str]) -> Table[Topic]:
    """Topics, with how many events have each."""
    columns: list[Column[Topic]] = [
        Column(name="name", label=_("Name"), value=lambda row: row.name, order=(Lower("name"),)),
        Column(name="events", label=_("Events"), value=lambda row: row.uses, order=("uses", "name"), kind="number"),
    ]
    description = Description(
        title=_("Topics"),
        columns=columns,
        order="name",
        search_label=_("Name"),
        matching=TopicQuerySet.matching,
        prepared=TopicQuerySet.with_uses,
    )
    return tables.read(description, Topic.objects.all(), asked=asked)
