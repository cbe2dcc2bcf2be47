"""The draw of an event's seats: from everything it follows from to who has a seat. No Django here.

Each person has a key of their own, made of the seed and their number, so that nobody's order changes when
somebody else takes a request back. Seats are given in that order, under the floors and ceilings of the event.
"""

import hashlib
import hmac
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from registrations.allocation import Hall, Order, Place, Scope, allocate
from registrations.mix import Ceiling, Floor, Lines, Reason, Seats

VERSION = 2
BITS = 256

USUAL = 2
MISSED_OUT = "missed_out"
STAYED_AWAY = "stayed_away"
MOST, LEAST = 2 * USUAL, USUAL // 2
REPEATED = 2
"""At so many events somebody has to have been absent before it counts."""

ALWAYS = datetime.max.replace(tzinfo=UTC)  # a floor that stands in the input stands for the whole draw
MOMENT = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Request:
    """Somebody who has asked for a seat: a number instead of a name, and which pools they take, best first.

    ``obstacle``: what stands against them alone, so that they are passed over.
    """

    number: int
    department: int | None
    pools: tuple[int, ...]
    weight: int = USUAL
    reasons: tuple[str, ...] = ()
    obstacle: str = ""


@dataclass(frozen=True, kw_only=True)
class Lots:
    """Everything that a draw follows from."""

    event: str
    seed: str
    pools: Mapping[int, Seats]
    lines: Lines
    requests: Sequence[Request]

    @property
    def as_json(self) -> str:
        """The same as text, always the same for the same draw."""
        values = {
            "version": VERSION,
            "event": self.event,
            "seed": self.seed,
            "pools": [_pool_as_json(pk, self.pools[pk]) for pk in sorted(self.pools)],
            "departments": [list(self.lines[pk]) for pk in sorted(self.lines)],
            "requests": [vars(one) for one in sorted(self.requests, key=lambda one: one.number)],
        }
        return json.dumps(values, sort_keys=True, separators=(",", ":"))

    @property
    def digest(self) -> str:
        """A checksum of everything in it."""
        return digest_of(self.as_json)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """Who was drawn: all numbers in the order of the draw, and the pool of each that has a seat."""

    order: Sequence[int]
    pools: Mapping[int, int]

    @property
    def waiting(self) -> list[int]:
        """Who has no seat, in the order in which they wait for one."""
        return [number for number in self.order if number not in self.pools]


def digest_of(text: str) -> str:
    """The checksum of a text, as anybody can make it."""
    return hashlib.sha256(text.encode()).hexdigest()


def lots_from(text: str) -> Lots:
    """What was kept as text."""
    values = json.loads(text)
    return Lots(
        event=values["event"],
        seed=values["seed"],
        pools={pool["id"]: _seats(pool) for pool in values["pools"]},
        lines={line[0]: tuple(line) for line in values["departments"]},
        requests=[_request(one) for one in values["requests"]],
    )


def weigh(*, missed_out: bool, absences: int) -> tuple[int, tuple[str, ...]]:
    """The weight of a request, and why it is not the usual one.

    Twice as much for whoever went away empty the last time, half as much for whoever stays away again and again.
    """
    stays_away = absences >= REPEATED
    weight = USUAL * (2 if missed_out else 1) // (2 if stays_away else 1)
    reasons = ((MISSED_OUT, missed_out), (STAYED_AWAY, stays_away))
    return weight, tuple(reason for reason, holds in reasons if holds)


def key(seed: str, number: int, weight: int) -> int:
    """The higher, the earlier: u to the power of 1/weight, for a number u between 0 and 1 that nobody can choose.

    Drawn by descending keys, somebody of twice the weight comes next twice as likely (Efraimidis and
    Spirakis, 2006). In whole numbers, so that every machine finds the same.
    """
    drawn = int.from_bytes(hmac.digest(bytes.fromhex(seed), str(number).encode(), "sha256"))
    power = MOST // weight
    return int(drawn**power) << BITS * (MOST - power)


def rank(seed: str, requests: Iterable[Request]) -> list[Request]:
    """Everybody in the order of the draw."""
    return sorted(requests, key=lambda one: (-key(seed, one.number, one.weight), one.number))


def draw(lots: Lots) -> Outcome:
    """Give the seats in the order of the draw, as floors and ceilings allow."""
    order = rank(lots.seed, lots.requests)
    decisions = allocate(lots.pools, lots.lines, _Drawn(order), at=MOMENT)
    pools = {decision.place.id: decision.pool for decision in decisions if decision.pool is not None}
    return Outcome(order=[one.number for one in order], pools=pools)


def why_waiting(lots: Lots, outcome: Outcome, numbers: Iterable[int]) -> dict[int, Reason]:
    """What each of ``numbers``, who were drawn no seat, is short of once all seats are given."""
    requests = {one.number: one for one in lots.requests}
    given = Counter((pool, requests[number].department) for number, pool in outcome.pools.items())
    pools = dict(lots.pools)
    for (pool, department), seats in given.items():
        taken = pools[pool].taken
        pools[pool] = replace(pools[pool], taken={**taken, department: taken.get(department, 0) + seats})
    hall = Hall(pools, lots.lines, at=MOMENT)
    whys = ((number, hall.why(_place(requests[number], at=0))) for number in numbers)
    return {number: why for number, why in whys if why is not None}


def _place(one: Request, *, at: int) -> Place:
    obstacle = Reason(one.obstacle) if one.obstacle else None
    return Place(one.number, (at, MOMENT, 0), one.department, one.pools, obstacle)


class _Drawn:
    """The requests as a queue, in the order of the draw."""

    def __init__(self, order: Sequence[Request]) -> None:
        self._places = [_place(one, at=at) for at, one in enumerate(order)]

    def read(self, scope: Scope, after: Order | None) -> Iterator[Place]:
        """Those in ``scope`` behind ``after``."""
        begin = 0 if after is None else int(after[0]) + 1
        return (self._places[at] for at in range(begin, len(self._places)) if self._places[at].is_in(scope))


def _pool_as_json(pk: int, seats: Seats) -> dict[str, Any]:
    taken = sorted(seats.taken.items(), key=lambda item: (item[0] is not None, item[0] or 0))
    return {
        "id": pk,
        "capacity": seats.capacity,
        "taken": [list(item) for item in taken if item[1]],
        "floors": [{"department": floor.department, "seats": floor.seats} for floor in seats.floors],
        "ceilings": [{"department": one.department, "seats": one.seats} for one in seats.ceilings],
    }


def _seats(pool: Mapping[str, Any]) -> Seats:
    return Seats(
        pool["capacity"],
        dict(pool["taken"]),
        floors=tuple(Floor(one["department"], one["seats"], ALWAYS) for one in pool["floors"]),
        ceilings=tuple(Ceiling(one["department"], one["seats"]) for one in pool["ceilings"]),
    )


def _request(one: Mapping[str, Any]) -> Request:
    return Request(**{**one, "pools": tuple(one["pools"]), "reasons": tuple(one["reasons"])})
