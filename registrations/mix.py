"""The seats of one kind under an event's rules: who may have one now, and why not.

Pure: no database, no clock. Floors hold seats for a department until they lapse; ceilings say how
many one department may have at most. A rule for a department covers those below it.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
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
    """The seats of one pool as they are given one after the other. Nobody ever loses one here."""

    def __init__(self, seats: Seats, lines: Lines, *, at: datetime) -> None:
        self._seats = seats
        self._lines = lines
        self._taken = sum(seats.taken.values())
        self._floors = {floor.department: floor for floor in seats.floors if floor.lapses_at > at}
        self._unfilled = {department: floor.seats for department, floor in self._floors.items()}
        self._counted: dict[int, int] = {}
        for department, number in seats.taken.items() if seats.floors or seats.ceilings else ():
            self._count(department, number)

    @property
    def free(self) -> int | None:
        """Seats that nobody has, held ones included; None where there is no limit."""
        return None if self._seats.capacity is None else max(self._seats.capacity - self._taken, 0)

    @property
    def open(self) -> int | None:
        """Seats that anybody may have who is under no ceiling; None where there is no limit."""
        return None if self.free is None else max(self.free - sum(self._unfilled.values()), 0)

    @property
    def held(self) -> list[Held]:
        """What the floors hold now, as far as there are seats for it; the earliest to lapse first."""
        left = self.free
        found = []
        for floor in sorted(self._floors.values(), key=lambda floor: (floor.lapses_at, floor.department)):
            number = self._unfilled[floor.department] if left is None else min(self._unfilled[floor.department], left)
            left = None if left is None else left - number
            if number:
                found.append(Held(floor, number))
        return found

    def refusal(self, department: int | None) -> Reason | None:
        """Why somebody of ``department`` can't have a seat now; None if they can."""
        if self._seats.capacity == 0:
            return Reason.CLOSED
        if self._is_at_its_ceiling(department):
            return Reason.CEILING
        if self.free == 0:
            return Reason.FULL
        if self.open != 0 or self._floor_for(department) is not None:
            return None
        return Reason.HELD

    def room_for(self, department: int | None) -> int | None:
        """How many more people of ``department`` could have a seat; None where nothing limits them.

        They fill what is held for them and then what is open, and never come above a ceiling.
        """
        limits = [max(seats - self._counted.get(one, 0), 0) for one, seats in self._ceilings_for(department)]
        if self.free is not None:
            held_for_them = sum(self._unfilled.get(one, 0) for one in self._line(department))
            limits.append(min(self.free, (self.open or 0) + held_for_them))
        return min(limits, default=None)

    def take(self, department: int | None) -> None:
        """Give somebody of ``department`` a seat; it fills the nearest floor that is not filled."""
        self._taken += 1
        self._count(department, 1)

    def departments(self) -> Departments:
        """Whose people may have a seat now."""
        if self.free == 0:
            return NOBODY
        full = self._departments_at_their_ceiling()
        if self.open != 0:
            return Departments(full, are_excepted=True)
        unfilled = {department for department, number in self._unfilled.items() if number}
        below = {pk for pk, line in self._lines.items() if not unfilled.isdisjoint(line)}
        return Departments(frozenset(below - full), are_excepted=False)

    def _count(self, department: int | None, number: int) -> None:
        """Count so many people of a department; each fills the nearest floor that is not filled."""
        outside = number
        for one in self._line(department):
            within = min(outside, self._unfilled.get(one, 0))
            if within:
                self._unfilled[one] -= within
                outside -= within
            self._counted[one] = self._counted.get(one, 0) + number

    def _line(self, department: int | None) -> Sequence[int]:
        return () if department is None else self._lines.get(department, (department,))

    def _floor_for(self, department: int | None) -> int | None:
        return next((one for one in self._line(department) if self._unfilled.get(one)), None)

    def _ceilings_for(self, department: int | None) -> Iterator[tuple[int, int]]:
        """The departments whose number is limited and which this one counts for, with their limit."""
        line = self._line(department)
        for ceiling in self._seats.ceilings:
            if ceiling.department in line:
                yield ceiling.department, ceiling.seats  # type: ignore[misc]  # a line holds no None
            elif ceiling.department is None and line:
                yield line[-1], ceiling.seats

    def _is_at_its_ceiling(self, department: int | None) -> bool:
        return any(self._counted.get(one, 0) >= seats for one, seats in self._ceilings_for(department))

    def _departments_at_their_ceiling(self) -> frozenset[int]:
        full = {
            one
            for ceiling in self._seats.ceilings
            for one in (_tops(self._lines) if ceiling.department is None else (ceiling.department,))
            if self._counted.get(one, 0) >= ceiling.seats
        }
        return frozenset(pk for pk, line in self._lines.items() if not full.isdisjoint(line)) if full else frozenset()


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
    for ceiling in seats.ceilings:
        for top in _tops(lines) if ceiling.department is None else [ceiling.department]:
            has = sum(number for pk, number in seats.taken.items() if pk is not None and top in lines.get(pk, (pk,)))
            if has > ceiling.seats and (top not in found or ceiling.seats < found[top][1]):
                found[top] = (has, ceiling.seats)
    return found


def _tops(lines: Lines) -> Collection[int]:
    return sorted({line[-1] for line in lines.values()})
