"""Somebody who holds one copy of the database, the access log and the mail log, and guesses who gave which answer.

They know nothing of how the product works. For each person and for each answer they gather every clue there is: the
columns of each row that mentions them, where in it and where in its table, system columns too, and their place in the
logs. Then they put people in the order of one clue and answers in the order of another, and say that the first gave the
first. Which two clues, they learn from forms of which they know the truth, and try it on forms of which they do not.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from operator import eq
from typing import Any

from tests.support.copies import Table

SAID = re.compile(r"said-[0-9a-f]{12}")  # what makes the answers of a trial findable, wherever they are kept
PERSON = re.compile(r"(user|person|participant)_id$")
SURE = 0.01  # how unlikely a success must be among all that was tried, to be believed in

Clues = dict[str, list[Any]]  # by name: of each person, or of each answer


@dataclass
class Riddle:
    """Some people and what they have said; ``truth``: what each of them has said, in their order."""

    people: Sequence[int]
    answers: Sequence[Hashable]
    truth: Sequence[Hashable]
    of_people: Clues = field(default_factory=dict)
    of_answers: Clues = field(default_factory=dict)

    def orders(self) -> tuple[dict[str, tuple[Hashable, ...]], dict[str, tuple[Hashable, ...]]]:
        """By each clue about people: what they have said, in its order; by each about answers: the answers in its order."""
        said = {name: _ordered(self.truth, clue) for name, clue in self.of_people.items()}
        back = {f"{name}, backwards": order[::-1] for name, order in said.items()}
        found = {name: _ordered(self.answers, clue) for name, clue in self.of_answers.items()}
        return said | back, found | {"as they stand": tuple(self.answers)}


@dataclass(frozen=True)
class Chance:
    """How often one is right, how often by guessing, and how much that varies."""

    right: float = 0
    mean: float = 0
    variance: float = 0

    def __add__(self, other: "Chance") -> "Chance":
        return Chance(self.right + other.right, self.mean + other.mean, self.variance + other.variance)

    @property
    def p(self) -> float:
        """How probable it is to be right as often by guessing."""
        return math.erfc((self.right - self.mean) / math.sqrt(2 * self.variance)) / 2 if self.variance else 1


def attack(riddles: Sequence[Riddle]) -> Chance:
    """Learn from one half how to solve the other, and the other way round."""
    solved = [riddle.orders() for riddle in riddles]
    ways = _ways(solved)
    halves = (range(0, len(riddles), 2), range(1, len(riddles), 2))
    return sum(
        (_tried(_learnt(ways, solved, known), solved, unknown) for known, unknown in (halves, halves[::-1])), Chance()
    )


Orders = tuple[dict[str, tuple[Hashable, ...]], dict[str, tuple[Hashable, ...]]]
Way = tuple[str, str]


def _ways(solved: Sequence[Orders]) -> list[Way]:
    """Every clue about people with every clue about answers, of those that all riddles have; alike ones once."""
    names = [_different([orders[side] for orders in solved]) for side in (0, 1)]
    return list(product(*names))


def _different(orders: Sequence[Mapping[str, tuple[Hashable, ...]]]) -> list[str]:
    common = [name for name in orders[0] if all(name in each for each in orders)]
    return list({tuple(each[name] for each in orders): name for name in reversed(common)}.values())


def _learnt(ways: Sequence[Way], solved: Sequence[Orders], known: Iterable[int]) -> Way:
    """The way that was right most often, if that can't be luck; else the plainest one."""
    luck = {way: _tried(way, solved, known).p for way in ways}
    best = min(luck, key=lambda way: luck[way])
    return best if luck[best] * len(ways) < SURE else ("the access log", "as they stand")


def _tried(way: Way, solved: Sequence[Orders], where: Iterable[int]) -> Chance:
    people, answers = way
    return sum((_score(solved[one][0][people], solved[one][1][answers]) for one in where), Chance())


def _score(said: Sequence[Hashable], guessed: Sequence[Hashable]) -> Chance:
    """How many are right, and what is expected of somebody who deals the answers out at random.

    Mean and variance of the matches of two shuffled decks that hold the same: equal answers are right for each other.
    """
    size, twice = len(said), Counter(said)
    pairs = sum(number**2 for number in twice.values())
    cubes = sum(number**3 for number in twice.values())
    variance = (pairs**2 - 2 * size * cubes + size**2 * pairs) / (size**2 * (size - 1))
    return Chance(sum(map(eq, said, guessed)), pairs / size, variance)


def _ordered(things: Sequence[Hashable], clue: Sequence[Any]) -> tuple[Hashable, ...]:
    return tuple(
        thing for _key, thing in sorted(zip(map(_key_of, clue), things, strict=True), key=lambda pair: pair[0])
    )


def _key_of(value: Any) -> tuple[bool, float, str]:
    """Numbers by their size, also where they are written as text; all else by how it is written."""
    text = str(value)
    is_number = text.lstrip("-").replace(".", "", 1).isdecimal()
    return (not is_number, float(text) if is_number else 0.0, text)


def clues_about_answers(copy: Mapping[str, Table]) -> dict[str, dict[str, Any]]:
    """What is known of each answer, by its mark: from every row of every table in which it stands."""
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    for name, table in copy.items():
        for place, row in enumerate(table.rows):
            for column, value in zip(table.columns, row, strict=True):
                for said in SAID.finditer(value) if isinstance(value, str) else ():
                    beside = {
                        f"{name}.{one}": each for one, each in zip(table.columns, row, strict=True) if one != column
                    }
                    where = {f"{name}, place": place, f"{name}.{column}, place": said.start()}
                    found[said.group()] |= beside | where
    return found


def clues_about_people(
    copy: Mapping[str, Table], people: Sequence[int]
) -> dict[tuple[int, int | None], dict[str, Any]]:
    """What is known of each person and, where a row says so, of one form: from every row that names them."""
    found: dict[tuple[int, int | None], dict[str, Any]] = defaultdict(dict)
    for name, table in copy.items():
        for place, row in enumerate(table.rows):
            read = dict(zip(table.columns, row, strict=True))
            for person in _named(name, read):
                if person in people:
                    known = {f"{name}.{column}": value for column, value in read.items()}
                    found[person, read.get("form_id")] |= {**known, f"{name}, place": place}
    return found


def _named(table: str, row: Mapping[str, Any]) -> Iterator[int]:
    if table == "accounts_user":
        yield row["id"]
    yield from (value for column, value in row.items() if PERSON.search(column) and isinstance(value, int))
