"""What the figures of a quarter are drawn up from: a number of queries that does not depend on how much there was."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any

from django.db.models import QuerySet

from accounts.models import Department, User
from accounts.queries import Node as InTree
from accounts.queries import reach_of, tree
from common import crowds
from events.enums import EventState
from events.models import Event, Pool, Session
from feedback.queries import overall_of_events
from registrations.enums import ATTENDED, Mark, RegistrationStatus
from registrations.models import Attendance, Registration
from reports.figures import ALL, GUESTS, NOWHERE, Fact, Fate, Node, Published, met, publish
from reports.models import QuarterFigures
from reports.periods import Period, Quarter
from reports.queries.offering import offered_by
from reports.ratings import rating_of

OWN = ".own"
LAST = 12  # quarters over which opinions are shown


@dataclass(frozen=True)
class Place:
    """One registration: whose, at what, and whether it is still on the waiting list."""

    person: int
    node: Node
    event: int
    is_waiting: bool


@dataclass
class Offered:
    """What a department offered: about events, not about people."""

    seminars: int = 0
    minutes: int = 0
    seats: int = 0
    unlimited: int = 0  # seminars with seats for everybody
    mixed: int = 0  # to which people of two departments came
    attended: int = 0  # seminars of which anything is known about who came


@dataclass
class Rated:
    """What people thought, from forms that may be shown each for itself."""

    forms: int = 0
    answers: int = 0
    points: int = 0


@dataclass(frozen=True)
class Directory:
    """The departments as a tree; whoever belongs to one with others below it stands below it too."""

    departments: Mapping[int, tuple[str, int | None]]
    parents: dict[Node, Node] = field(default_factory=dict)

    def __post_init__(self) -> None:
        above = {parent for _name, parent in self.departments.values()}
        for key, (_name, parent) in self.departments.items():
            self.parents[str(key)] = ALL if parent is None else str(parent)
        self.parents.update({f"{key}{OWN}": str(key) for key in above if key is not None})
        self.parents.update({GUESTS: ALL, NOWHERE: ALL})

    def node(self, department: int | None) -> Node:
        """Where people of ``department`` stand."""
        if department not in self.departments:
            return NOWHERE
        return f"{department}{OWN}" if f"{department}{OWN}" in self.parents else str(department)

    def line(self, node: Node) -> list[Node]:
        """``node`` and everything above it, the whole organisation last."""
        found = [node]
        while found[-1] in self.parents:
            found.append(self.parents[found[-1]])
        return found

    def top(self, node: Node) -> Node:
        """The department at the top of the tree."""
        return self.line(node)[-2]


def first_ending(*, at: datetime) -> datetime | None:
    """When the first event ended of which there can be figures."""
    held = Event.objects.filter(state=EventState.PUBLISHED, ends_at__lte=at).order_by("ends_at")
    return held.values_list("ends_at", flat=True).first()


def drawn_up() -> list[QuarterFigures]:
    """Quarters that have figures, latest first, without the figures."""
    return list(QuarterFigures.objects.defer("figures").order_by("-year", "-number"))


def figures_of(period: Period) -> list[QuarterFigures]:
    """The quarters of ``period`` that have figures, first first."""
    found = QuarterFigures.objects.filter(year=period.year)
    return list((found.filter(number=period.number) if period.number else found).order_by("number"))


def rated_by_quarter() -> list[tuple[Quarter, dict[str, dict[str, int]]]]:
    """What people thought in the last quarters, latest first: of each the forms, answers and points by department."""
    rows = QuarterFigures.objects.order_by("-year", "-number").values_list("year", "number", "figures__rated")
    return [(Quarter(year, number), rated or {}) for year, number, rated in rows[:LAST]]


@dataclass(frozen=True)
class Scope:
    """Whose figures somebody may see: ``places`` in the order of the tree, perhaps those of all together.

    ``everywhere``: all departments there are, since others are named as those from whom one learned.
    """

    places: tuple[InTree, ...]
    may_see_all: bool
    everywhere: dict[int, Department]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing that they may see."""
        return not self.places and not self.may_see_all


def all_departments() -> dict[int, Department]:
    """All departments there are, by id."""
    return {department.pk: department for department in Department.objects.all()}


def scope_of(user: User) -> Scope:
    """Administrators see all; who looks after departments sees those and all below them; nobody else sees any."""
    everywhere = tree()
    mine = None if user.is_staff else set(reach_of(user)["looked_after"])
    return Scope(
        places=tuple(place for place in everywhere if mine is None or place.department.pk in mine),
        may_see_all=user.is_staff,
        everywhere={place.department.pk: place.department for place in everywhere},
    )


def quarter_figures(quarter: Quarter, *, zone: tzinfo) -> dict[str, Any]:
    """Everything that may be shown of ``quarter``, as it is kept."""
    rows = Department.objects.values_list("pk", "name", "parent_id")
    directory = Directory({pk: (name, parent) for pk, name, parent in rows})
    ended = Event.objects.filter(
        state=EventState.PUBLISHED, ends_at__gte=quarter.starts_at(zone), ends_at__lt=quarter.ends_at(zone)
    )
    sessions = _sessions(ended)
    hosts = _hosts(ended, directory)
    places = _places(ended, directory)
    marks = _marks(ended)
    facts = [
        _fact(place, marks.get(pk, []), sessions, directory.top(hosts[place.event])) for pk, place in places.items()
    ]
    return _as_json(
        directory,
        publish(facts, directory.parents),
        pairs=met(_sat_together(places, marks, directory).values()),
        offered=_offered(ended, directory, hosts, (sessions, facts_by_event(places, facts))),
        rated=_rated(ended, directory, hosts),
    )


def facts_by_event(places: Mapping[int, Place], facts: Iterable[Fact]) -> dict[int, set[Node]]:
    """Of which departments people attended each event."""
    found: dict[int, set[Node]] = {}
    for place, fact in zip(places.values(), facts, strict=True):
        if fact.fate == Fate.ATTENDED:
            found.setdefault(place.event, set()).add(fact.node)
    return found


def _sessions(ended: QuerySet[Event]) -> dict[int, tuple[int, int]]:
    """Of each session its event and its minutes."""
    rows = Session.objects.filter(event__in=ended).values_list("pk", "event_id", "starts_at", "ends_at")
    return {pk: (event, round((ends_at - starts_at).total_seconds() / 60)) for pk, event, starts_at, ends_at in rows}


def _hosts(ended: QuerySet[Event], directory: Directory) -> dict[int, Node]:
    """Who offered each event."""
    rows = ended.annotate(department=offered_by()).values_list("pk", "department")
    return {pk: directory.node(department) for pk, department in rows}


def _places(ended: QuerySet[Event], directory: Directory) -> dict[int, Place]:
    kept = (RegistrationStatus.CONFIRMED, RegistrationStatus.WAITLISTED)
    rows = Registration.objects.filter(event__in=ended, status__in=kept)
    fields = ("pk", "user_id", "guest_id", "department_id", "event_id", "status")
    return {
        pk: Place(
            person=user or -guest,
            node=directory.node(department) if user else GUESTS,
            event=event,
            is_waiting=status == RegistrationStatus.WAITLISTED,
        )
        for pk, user, guest, department, event, status in rows.values_list(*fields).iterator()
    }


def _marks(ended: QuerySet[Event]) -> dict[int, list[tuple[int, str, int | None]]]:
    """What is known of each registration: session, mark, minutes."""
    entries = Attendance.objects.current().filter(session__event__in=ended).exclude(mark=Mark.TAKEN_BACK)
    found: dict[int, list[tuple[int, str, int | None]]] = {}
    for registration, session, mark, minutes in entries.values_list(
        "registration_id", "session_id", "mark", "minutes"
    ).iterator():
        found.setdefault(registration, []).append((session, mark, minutes))
    return found


def _fact(
    place: Place, marks: list[tuple[int, str, int | None]], sessions: Mapping[int, tuple[int, int]], host: Node
) -> Fact:
    there = [mark for mark in marks if mark[1] in ATTENDED]
    if there:
        fate = Fate.ATTENDED
    elif place.is_waiting:
        fate = Fate.WAITED
    else:
        fate = Fate.ABSENT if any(mark == Mark.ABSENT for _session, mark, _minutes in marks) else Fate.OTHER
    return Fact(place.person, place.node, fate, host, sum(minutes_of(sessions[one[0]][1], *one[1:]) for one in there))


def minutes_of(whole: int, mark: str, known: int | None) -> int:
    """How long somebody was there: as noted, else the whole session, or half of it for who was there in part."""
    if known is not None:
        return min(known, whole)
    return {Mark.PRESENT: whole, Mark.PARTIAL: whole // 2}.get(Mark(mark), 0)


def _sat_together(
    places: Mapping[int, Place], marks: Mapping[int, list[tuple[int, str, int | None]]], directory: Directory
) -> dict[int, dict[Node, frozenset[int]]]:
    """Who was at each session, by department at the top of the tree."""
    found: dict[int, dict[Node, set[int]]] = {}
    tops = {node: directory.top(node) for node in directory.parents}
    for registration, entries in marks.items():
        place = places.get(registration)
        for session, mark, _minutes in entries if place else ():
            if place and mark in ATTENDED:
                found.setdefault(session, {}).setdefault(tops[place.node], set()).add(place.person)
    return {session: {node: frozenset(some) for node, some in crowd.items()} for session, crowd in found.items()}


def _offered(
    ended: QuerySet[Event],
    directory: Directory,
    hosts: Mapping[int, Node],
    held: tuple[Mapping[int, tuple[int, int]], Mapping[int, set[Node]]],
) -> dict[Node, Offered]:
    sessions, attended = held
    found: dict[Node, Offered] = {}
    seats: dict[int, int | None] = {}
    for event, capacity in Pool.objects.filter(event__in=ended).values_list("event_id", "capacity"):
        known = seats.get(event, 0)
        seats[event] = None if known is None or capacity is None else known + capacity
    lengths: dict[int, int] = {}
    for event, minutes in sessions.values():
        lengths[event] = lengths.get(event, 0) + minutes
    for event, host in hosts.items():
        offered = seats.get(event, 0)
        came = {directory.top(node) for node in attended.get(event, ())}
        for node in directory.line(host):
            one = found.setdefault(node, Offered())
            one.seminars += 1
            one.minutes += lengths.get(event, 0)
            one.seats += offered or 0
            one.unlimited += offered is None
            one.attended += bool(came)
            one.mixed += len(came) > 1
    return found


def _rated(ended: QuerySet[Event], directory: Directory, hosts: Mapping[int, Node]) -> dict[Node, Rated]:
    """Of closed forms with enough answers: each of them may be shown, so that what lies between two sums may too."""
    found: dict[Node, Rated] = {}
    for event, counts in overall_of_events().filter(form__event__in=ended).values_list("form__event_id", "tally"):
        if (rating := rating_of(counts)) is None:
            continue
        for node in directory.line(hosts[event]):
            one = found.setdefault(node, Rated())
            one.forms += 1
            one.answers += rating.answers
            one.points += rating.points
    return found


def _as_json(
    directory: Directory,
    published: Published,
    *,
    pairs: Mapping[tuple[Node, Node], int],
    offered: Mapping[Node, Offered],
    rated: Mapping[Node, Rated],
) -> dict[str, Any]:
    return {
        "fewest": crowds.FEWEST,
        "departments": {
            str(key): {"name": name, "parent": directory.parents[str(key)]}
            for key, (name, _parent) in directory.departments.items()
        },
        "counts": {fate.value: dict(numbers) for fate, numbers in published.counts.items()},
        "minutes": dict(published.minutes),
        "learned": {node: dict(cells) for node, cells in published.learned.items() if any(cells.values())},
        "met": [[one, other, number] for (one, other), number in sorted(pairs.items())],
        "offered": {node: _mixed_or_not(one) for node, one in offered.items()},
        "rated": {node: vars(one) for node, one in rated.items()},
    }


def _mixed_or_not(one: Offered) -> dict[str, int | None]:
    """How many were mixed is said of five seminars or more: of one, it would say who was there."""
    shown: dict[str, int | None] = dict(vars(one))
    return shown if crowds.is_enough(one.attended) else shown | {"mixed": None, "attended": None}
