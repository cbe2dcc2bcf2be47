"""The seats of events with who has them and the rules for them, in one question.

Every change of a seat under rules asks this with the event locked, and every page of such an event asks it
again: so all of it comes as rows of the same shape, one below the other.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    CharField,
    Count,
    DateTimeField,
    F,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce

from accounts.models import Department
from accounts.queries import ancestry
from common.questions import Among, Question
from events.enums import RuleKind
from events.models import Event, Pool, SeatRule
from registrations.allocation import Hall
from registrations.mix import Ceiling, Floor, Lines, Seats, ceiling_seats
from registrations.models import Registration, SeatHold

TAKEN, FLOOR, CEILING, SHARE, LINE = range(5)

# What every row says; the columns of the departments in rules come along where somebody reads their names.
COLUMNS: dict[str, Any] = {
    "what": BigIntegerField(),
    "where": BigIntegerField(),
    "whose": BigIntegerField(),
    "number": BigIntegerField(),
    "until": DateTimeField(),
}
NAMED: dict[str, Any] = {
    "key": CharField(),
    "name": CharField(),
    "mark": CharField(),
    "is_open_mark": BooleanField(),
    "hue": BigIntegerField(),
    "parent": BigIntegerField(),
}


@dataclass(frozen=True)
class Facts:
    """The pools as the core wants them, each department with those above it, and those for which seats are held."""

    seats: Mapping[int, Seats]
    lines: Lines = field(default_factory=dict)
    departments: Mapping[int, Department] = field(default_factory=dict)

    def hall(self, *, at: datetime) -> Hall:
        """All pools as seats are given."""
        return Hall(self.seats, self.lines, at=at)


def facts_of(pools: Iterable[Pool], *events: Event, is_named: bool = False) -> Facts:
    """The ``pools`` of ``events`` with who has their seats and the rules for them; ``is_named``: for whom, too.

    Without rules nobody asks whose the seats are: the counters say how many they are.
    """
    ruled = {event.pk for event in events if event.rules_set}
    if not ruled:
        return Facts({pool.pk: _counted(pool) for pool in pools})
    rows = _FACTS.ask(is_named, events=ruled)
    taken, rules = _taken(rows), _rules(rows)
    return Facts(
        seats={
            pool.pk: seats_under(rules[pool.pk], capacity=pool.capacity, taken=taken[pool.pk])
            if pool.event_id in ruled
            else _counted(pool)
            for pool in pools
        },
        lines=_lines(tuple((row[2], row[3]) for row in rows if row[0] == LINE)),
        departments={row[2]: _department(row) for row in rows if row[0] == FLOOR} if is_named else {},
    )


@lru_cache(maxsize=16)
def _lines(pairs: tuple[tuple[int, int | None], ...]) -> Lines:
    """Each department with those above it, worked out once as long as the tree is the same."""
    return ancestry(pairs)


def taken_by_department(event: Event) -> Mapping[int, Mapping[int | None, int]]:
    """How many seats each department has, by pool: taken, offered, held for an upgrade or by a coordinator."""
    return _taken(_FACTS.ask(False, events=[event.pk]))  # the shape of the question


def seats_under(rules: Sequence[SeatRule], *, capacity: int | None, taken: Mapping[int | None, int]) -> Seats:
    """A pool with its rules as the core wants them; a ceiling that limits nothing is left out."""
    ceilings = [
        (rule.department_id, ceiling_seats(seats=rule.seats, percent=rule.percent, capacity=capacity))
        for rule in rules
        if not rule.is_floor
    ]
    floors = [
        Floor(rule.department_id, rule.seats, rule.lapses_at)
        for rule in rules
        if rule.department_id and rule.seats and rule.lapses_at
    ]
    return Seats(
        capacity,
        taken,
        floors=tuple(floors),
        ceilings=tuple(Ceiling(department, number) for department, number in ceilings if number is not None),
    )


def _counted(pool: Pool) -> Seats:
    return Seats(pool.capacity, {None: pool.seats_taken})


def _taken(rows: Iterable[tuple[Any, ...]]) -> Mapping[int, Mapping[int | None, int]]:
    found: dict[int, dict[int | None, int]] = defaultdict(lambda: defaultdict(int))
    for what, where, whose, number, *_rest in rows:
        if what == TAKEN:
            found[where][whose] += number
    return found


def _rules(rows: Iterable[tuple[Any, ...]]) -> Mapping[int, list[SeatRule]]:
    """The rules by pool, as rows that are kept nowhere; floors that lapse first in front."""
    found: dict[int, list[SeatRule]] = defaultdict(list)
    for what, where, whose, number, until, *_rest in rows:
        if what in {FLOOR, CEILING, SHARE}:
            amount = {"percent": number} if what == SHARE else {"seats": number}
            kind = RuleKind.FLOOR if what == FLOOR else RuleKind.CEILING
            found[where].append(SeatRule(pool_id=where, kind=kind, department_id=whose, lapses_at=until, **amount))
    for rules in found.values():
        rules.sort(
            key=lambda rule: (
                not rule.is_floor,
                rule.lapses_at.timestamp() if rule.lapses_at else 0,
                rule.department_id or 0,
            )
        )
    return found


def _department(row: tuple[Any, ...]) -> Department:
    _what, _where, pk, _number, _until, *own, parent = row
    return Department(pk=pk, parent_id=parent, **dict(zip(NAMED, own, strict=False)))


def _facts(is_named: bool) -> QuerySet[Any, Any]:  # noqa: FBT001  # the shape of the question
    events: Any = Among("events")
    places = Registration.objects.filter(event__in=events)
    # Asked for by the pool: few wish for another seat, however many there are at the event.
    wishes = Registration.objects.filter(wished_pool__in=Pool.objects.filter(event__in=events))
    kind = Case(
        When(kind=RuleKind.FLOOR, then=Value(FLOOR)),
        When(percent__isnull=False, then=Value(SHARE)),
        default=Value(CEILING),
        output_field=COLUMNS["what"],
    )
    rules = {"what": kind, "where": F("pool"), "whose": F("department"), "until": F("lapses_at")}
    names = {name: F(f"department__{name}") for name in NAMED}
    parts = (
        (places.seated(), _held("pool", Count("pk"))),
        (wishes.filter(upgrade_until__isnull=False), _held("wished_pool", Count("pk"))),
        (SeatHold.objects.standing().filter(event__in=events), _held("pool", Sum("seats"))),
        (
            SeatRule.objects.filter(pool__event__in=events),
            {**rules, **names, "number": Coalesce("seats", "percent", output_field=COLUMNS["number"])},
        ),
        (Department.objects.all(), {"what": Value(LINE), "whose": F("pk"), "number": F("parent")}),
    )
    columns = COLUMNS | NAMED if is_named else COLUMNS
    first, *others = (_part(rows, columns, known) for rows, known in parts)
    together: QuerySet[Any, Any] = first.union(*others, all=True)
    return together


def _held(pool: str, number: Any) -> dict[str, Any]:
    return {"where": F(pool), "whose": F("department"), "what": Value(TAKEN), "number": number}


def _part(rows: QuerySet[Any, Any], columns: Mapping[str, Any], known: Mapping[str, Any]) -> QuerySet[Any, Any]:
    """``rows`` as facts: what is ``known`` of each, and nothing in all other columns; a number is counted by the rest."""
    row = {f"fact_{name}": known.get(name) or Cast(Value(None), of) for name, of in columns.items()}
    number = row.pop("fact_number")
    facts: QuerySet[Any, Any] = rows.order_by().values(**row).annotate(fact_number=number)
    return facts.values_list(*(f"fact_{name}" for name in columns))


_FACTS = Question(_facts)
