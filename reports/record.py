"""What one person has learned and taught, year by year, as plain data."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Learned:
    """One session at which somebody was."""

    title: str
    slug: str
    starts_at: datetime
    mark: str
    minutes: int
    is_corrected: bool = False


@dataclass(frozen=True, kw_only=True)
class Taught:
    """One session that somebody has taught."""

    title: str
    slug: str
    starts_at: datetime
    minutes: int


@dataclass(frozen=True, kw_only=True)
class Certified:
    """A certificate that holds, and where anybody can check it."""

    title: str
    issued_at: datetime
    address: str


@dataclass(frozen=True, kw_only=True)
class Year:
    """What was learned and taught in one year."""

    number: int
    learned: tuple[Learned, ...]
    taught: tuple[Taught, ...]

    @property
    def minutes_learned(self) -> int:
        """How long somebody has learned."""
        return sum(one.minutes for one in self.learned)

    @property
    def minutes_taught(self) -> int:
        """How long somebody has taught."""
        return sum(one.minutes for one in self.taught)


@dataclass(frozen=True, kw_only=True)
class Record:
    """Everything about one person, the latest year first."""

    name: str
    department: str
    years: tuple[Year, ...]
    certified: tuple[Certified, ...] = ()
    taken_at: datetime

    @property
    def minutes_learned(self) -> int:
        """How long somebody has learned altogether."""
        return sum(year.minutes_learned for year in self.years)

    @property
    def minutes_taught(self) -> int:
        """How long somebody has taught altogether."""
        return sum(year.minutes_taught for year in self.years)

    @property
    def seminars(self) -> int:
        """At how many events somebody was."""
        return len({one.slug for year in self.years for one in year.learned})


def by_year(learned: Iterable[tuple[int, Learned]], taught: Iterable[tuple[int, Taught]]) -> tuple[Year, ...]:
    """Everything with its year, sorted: the latest first."""
    lessons, lectures = list(learned), list(taught)
    years = sorted({year for year, _one in (*lessons, *lectures)}, reverse=True)
    return tuple(
        Year(
            number=year,
            learned=tuple(sorted((one for at, one in lessons if at == year), key=_latest_first)),
            taught=tuple(sorted((one for at, one in lectures if at == year), key=_latest_first)),
        )
        for year in years
    )


def _latest_first(one: Learned | Taught) -> tuple[float, str]:
    return -one.starts_at.timestamp(), one.title
