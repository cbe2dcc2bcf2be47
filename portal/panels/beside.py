"""What a search finds beside events: materials, series, people who teach, and what gathers interest."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser

from accounts.models import Department, User
from events.models import Series, SpeakerProfile
from events.queries import rule_of, things_said
from events.repetition import rhythm
from portal.panels.interest import GatheringRow, gathering_rows
from portal.panels.library import LibraryFilters, LibraryRow, library_rows
from registrations import queries

MOST = 3  # of each kind: they stand below the events, and more of them is one click or one word away


@dataclass(frozen=True, kw_only=True)
class SeriesRow:
    """A series in the list of what was found."""

    series: Series

    @property
    def words(self) -> str:
        """When it takes place, like "every second Tuesday"."""
        return rhythm(rule_of(self.series))


@dataclass(frozen=True, kw_only=True)
class TeacherRow:
    """Somebody who teaches, in the same list."""

    profile: SpeakerProfile

    @property
    def name(self) -> str:
        return self.profile.person.name

    @property
    def department(self) -> Department | None:
        return self.profile.user.department if self.profile.user else None


@dataclass(frozen=True, kw_only=True)
class Beside:
    """The first of each kind; ``materials_address``: where the library shows all of them, if there are more."""

    materials: Sequence[LibraryRow] = ()
    materials_address: str = ""
    series: Sequence[SeriesRow] = ()
    people: Sequence[TeacherRow] = ()
    gathering: Sequence[GatheringRow] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.materials or self.series or self.people or self.gathering)


def beside(person: User | AnonymousUser, text: str, *, events: Collection[int], at: datetime) -> Beside:
    """What ``person`` may find by ``text``; ``events``: the ids of those that say it, whoever may see them."""
    found = queries.found_beside(person, things_said(text), events=events, at=at, most=MOST)
    return Beside(
        materials=library_rows(found.materials, at=at),
        materials_address=LibraryFilters(text=text).address if found.has_more_materials else "",
        series=[SeriesRow(series=one) for one in found.series],
        people=[TeacherRow(profile=one) for one in found.profiles],
        gathering=gathering_rows(found.gathering),
    )
