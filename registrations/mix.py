"""The seats of one kind under an event's rules: who may have one now, and why not.

Pure: no database, no clock. Floors hold seats for a department until they lapse; ceilings say how
many one department may have at most. A rule for a department covers those below it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

Lines = Mapping[int, Sequence[int]]
"""Each department with those above it: itself first, the top last."""


class Reason(StrEnum):
    """Why somebody has no seat; the values are those of ``WhyWaiting``."""

    CLOSED = "closed"
    CEILING = "ceiling"
    FULL = "full"
    HELD = "held"
    OUTSIDE_AUDIENCE = "outside_audience"
    CLASH = "clash"
    ELSEWHERE = "elsewhere"
    NOT_ATTENDED = "not_attended"


@dataclass(frozen=True)
class Floor:
    """``seats`` held for a department until ``lapses_at``; then everybody may have them."""

    department: int
    seats: int
    lapses_at: datetime


@dataclass(frozen=True)
class Ceiling:
    """At most so many ``seats`` for a department; without one, for each of the top departments."""

    department: int | None
    seats: int


@dataclass(frozen=True)
class Seats:
    """One pool: its capacity (None: no limit), who has a seat by department (None: nobody's), its rules."""

    capacity: int | None
    taken: Mapping[int | None, int] = field(default_factory=dict)
    floors: Sequence[Floor] = ()
    ceilings: Sequence[Ceiling] = ()

    def without(self, department: int | None) -> "Seats":
        """The same with one seat of ``department`` given back."""
        return replace(self, taken={**self.taken, department: self.taken[department] - 1})


@dataclass(frozen=True)
class Held:
    """Seats that a floor still holds, and until when."""

    floor: Floor
    seats: int


@dataclass(frozen=True)
class Departments:
    """Some departments: those in ``ids``, or all but those. People of none belong to every "all but"."""

    ids: frozenset[int]
    are_excepted: bool

    def __contains__(self, department: int | None) -> bool:
        return (department in self.ids) != self.are_excepted

    def __bool__(self) -> bool:
        return self.are_excepted or bool(self.ids)


NOBODY = Departments(frozenset(), are_excepted=False)


class Ledger:
    """The seats of one pool as they are given one after the other. Nobody ever loses one here.

    What a floor holds, its people can have: it is held under the ceilings of the departments above it as well, so
    that nobody else takes the last seat there; and a floor holds no more than the ceilings leave it.
    """

    def __init__(self, seats: Seats, lines: Lines, *, at: datetime) -> None:
        self._seats = seats
        self._lines = lines
        self._taken = sum(seats.taken.values())
        self._floors = {floor.department: floor for floor in seats.floors if floor.lapses_at > at}
        self._unfilled = {department: floor.seats for department, floor in self._floors.items()}
        self._limits = _limits(seats.ceilings, lines)
        self._counted: dict[int, int] = {}
        for department, number in seats.taken.items() if seats.floors or seats.ceilings else ():
            self._count(department, number)
        self._reserve()

    @property
    def free(self) -> int | None:
        """Seats that nobody has, held ones included; None where there is no limit."""
        return None if self._seats.capacity is None else max(self._seats.capacity - self._taken, 0)

    @property
    def open(self) -> int | None:
        """Seats that anybody may have who is under no ceiling; None where there is no limit."""
        return None if self.free is None else max(self.free - self._reserved, 0)

    @property
    def held(self) -> list[Held]:
        """What the floors hold now, as far as there are seats for it; the earliest to lapse first."""
        left, found = self.free, []
        rooms = {one: self._room(one) for one in self._limits}
        for floor in sorted(self._floors.values(), key=lambda floor: (floor.lapses_at, floor.department)):
            limited = [one for one in self._line(floor.department) if one in rooms]
            bounds = [self._unfilled[floor.department], *(rooms[one] for one in limited)]
            number = min(bounds if left is None else [*bounds, left])
            left = None if left is None else left - number
            rooms |= {one: rooms[one] - number for one in limited}
            if number:
                found.append(Held(floor, number))
        return found

    def refusal(self, department: int | None) -> Reason | None:
        """Why somebody of ``department`` can't have a seat now; None if they can."""
        if self._seats.capacity == 0:
            return Reason.CLOSED
        if any(self._room(one) == 0 for one in self._line(department) if one in self._limits):
            return Reason.CEILING
        if self.free == 0:
            return Reason.FULL
        return Reason.HELD if self.room_for(department) == 0 else None

    def room_for(self, department: int | None) -> int | None:
        """How many more people of ``department`` could have a seat; None where nothing limits them.

        They fill what is held for them and then what is open, and never come above a ceiling, nor below one into
        what is held there for others.
        """
        limits, own = [], 0
        for one in self._line(department):
            own += self._unfilled.get(one, 0)
            if one in self._limits:
                room = self._room(one)
                limits.append(min(room, own + max(room - self._wanted.get(one, 0), 0)))
        if self.free is not None:
            limits.append(min(self.free, own + (self.open or 0)))
        return min(limits, default=None)

    def take(self, department: int | None) -> None:
        """Give somebody of ``department`` a seat; it fills the nearest floor that is not filled."""
        self._taken += 1
        self._count(department, 1)
        self._reserve()

    def departments(self) -> Departments:
        """Whose people may have a seat now."""
        if self.free == 0:
            return NOBODY
        if self.open != 0:
            closed = {one for one in self._limits if self._room(one) <= self._wanted.get(one, 0)}
            return Departments(self._below(closed, may_have_a_seat=False), are_excepted=True)
        unfilled = {department for department, number in self._unfilled.items() if number}
        return Departments(self._below(unfilled, may_have_a_seat=True), are_excepted=False)

    def _below(self, departments: Collection[int], *, may_have_a_seat: bool) -> frozenset[int]:
        """Those below ``departments`` for whose people there is a seat now, or for whose there is none."""
        if not departments:
            return frozenset()
        below = (pk for pk, line in self._lines.items() if any(one in departments for one in line))
        return frozenset(pk for pk in below if (self.room_for(pk) != 0) == may_have_a_seat)

    def _count(self, department: int | None, number: int) -> None:
        """Count so many people of a department; each fills the nearest floor that is not filled."""
        outside = number
        for one in self._line(department):
            within = min(outside, self._unfilled.get(one, 0))
            if within:
                self._unfilled[one] -= within
                outside -= within
            self._counted[one] = self._counted.get(one, 0) + number

    def _reserve(self) -> None:
        """Work out what the floors in and below each department want, no ceiling below it being exceeded."""
        self._wanted: dict[int, int] = {}
        self._reserved = 0
        above: dict[int, int | None] = {}
        for department, number in self._unfilled.items():
            line = self._line(department) if number else ()
            above |= dict(zip(line, [*line[1:], None], strict=False))
        for one in sorted(above, key=lambda one: -len(self._line(one))):
            wanted = self._wanted.get(one, 0) + self._unfilled.get(one, 0)
            self._wanted[one] = wanted
            reserved = min(wanted, self._room(one)) if one in self._limits else wanted
            upper = above[one]
            if upper is None:
                self._reserved += reserved
            else:
                self._wanted[upper] = self._wanted.get(upper, 0) + reserved

    def _room(self, department: int) -> int:
        """How many more the ceiling of a department lets in."""
        return max(self._limits[department] - self._counted.get(department, 0), 0)

    def _line(self, department: int | None) -> Sequence[int]:
        return () if department is None else self._lines.get(department, (department,))


@dataclass(frozen=True)
class Outlook:
    """From ``since`` on, ``open`` of ``capacity`` seats are open to everybody."""

    since: datetime
    open: int
    capacity: int


def outlook(seats: Seats, lines: Lines, *, at: datetime) -> list[Outlook]:
    """How many seats are open to everybody from now on, and from each moment at which floors lapse.

    Nobody else is thought to register meanwhile. Empty where there is no limit.
    """
    if seats.capacity is None:
        return []
    moments = [at, *sorted({floor.lapses_at for floor in seats.floors if floor.lapses_at > at})]
    found: list[Outlook] = []
    for moment in moments:
        number = Ledger(seats, lines, at=moment).open or 0
        if not found or found[-1].open != number:
            found.append(Outlook(moment, number, seats.capacity))
    return found


def ceiling_seats(*, seats: int | None, percent: int | None, capacity: int | None) -> int | None:
    """A ceiling in seats: a percentage is of the capacity, rounded down; None where it limits nothing."""
    if percent is None:
        return seats
    return None if capacity is None else capacity * percent // 100


def over_their_ceiling(seats: Seats, lines: Lines) -> dict[int, tuple[int, int]]:
    """Departments with more seats than a ceiling allows: how many they have, and how many they may have."""
    found: dict[int, tuple[int, int]] = {}
    for one, limit in _limits(seats.ceilings, lines).items():
        has = sum(number for pk, number in seats.taken.items() if pk is not None and one in lines.get(pk, (pk,)))
        if has > limit:
            found[one] = (has, limit)
    return found


def _limits(ceilings: Iterable[Ceiling], lines: Lines) -> dict[int, int]:
    """How many seats a department may have with those below it, the narrowest ceiling of each; in a fixed order."""
    found: dict[int, int] = {}
    for ceiling in ceilings:
        tops = sorted({line[-1] for line in lines.values()}) if ceiling.department is None else [ceiling.department]
        for one in tops:
            found[one] = min(ceiling.seats, found.get(one, ceiling.seats))
    return found
