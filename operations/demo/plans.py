"""What Nordhaven Instruments offers in a year, as plans: drawn by chance, the same each time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from accounts.models import Department, User
from events.drafts import SessionDraft
from events.enums import Audience, EventKind, PoolKind
from events.models import Room, Topic
from operations.demo.company import Company
from operations.demo.seating import Stay

HALF_A_YEAR = 182
SATURDAY = 5
GIVES_BACK = 0.06
SUBJECTS = (
    "budgets", "contracts", "interviews", "sensor data", "threat models", "field reports", "release notes",
    "customer calls", "spreadsheets", "negotiations", "accessible pages", "supply chains", "risk registers",
    "quality circles", "machine learning", "presentations", "hand-overs", "post-mortems", "roadmaps", "patents",
)  # fmt: skip
WAYS = {
    EventKind.SEMINAR: ("Understanding {}", "{} from the inside", "What we know about {}"),
    EventKind.WORKSHOP: ("Better {} in an afternoon", "{}, hands on", "A first hour with {}"),
    EventKind.TRAINING: ("{} for beginners", "{} for the experienced", "A course on {}"),
    EventKind.TALK: ("Ten years of {}", "What {} taught us", "The trouble with {}"),
    EventKind.DISCUSSION: ("{}: what should change?", "Who owns {}?", "{}, together"),
}
TEXT = (
    "We take three examples from our own work, slowly: one that went well, one that did not, and one that "
    "you bring.\n\nNo prior knowledge. The last half hour belongs to your questions."
)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One published event, with whoever has come to its list."""

    name: str  # its identity; the cover is drawn from it
    title: str
    kind: str
    language: str
    owner: User
    host: Department | None
    announced_at: datetime
    meetings: tuple[SessionDraft, ...]
    seats: dict[str, int | None]
    description: str = TEXT
    audience: str = Audience.EVERYONE
    departments: tuple[Department, ...] = ()
    topics: tuple[Topic, ...] = ()
    speakers: tuple[User, ...] = ()
    stays: tuple[Stay, ...] = ()
    is_closed: bool = False


@dataclass(frozen=True)
class Planner:
    """Draws plans for a company around a moment."""

    company: Company
    at: datetime
    seed: str

    def plans(self, *, past: int, upcoming: int, registrations: int) -> Iterator[Plan]:
        """So many events behind and before us, with about so many registrations altogether."""
        number = past + upcoming
        chance = Random(f"{self.seed} crowds")
        crowds = [chance.gammavariate(4, 1) for _each in range(number)]
        share = registrations / sum(crowds) if crowds else 0
        for each, crowd in enumerate(crowds):
            yield self._plan(each, is_past=each < past, wanted=round(crowd * share))

    def _plan(self, number: int, *, is_past: bool, wanted: int) -> Plan:
        chance = Random(f"{self.seed} {number}")
        owner = chance.choice(self.company.people)
        kind = chance.choice(list(WAYS))
        departments = tuple(chance.sample(self.company.departments, 2)) if chance.random() < 0.1 else ()  # noqa: PLR2004
        people = self._invited(departments)
        wanted = min(wanted, len(people) * 9 // 10)
        seats = _seats(wanted, chance)
        meetings = self._meetings(chance, is_past=is_past, seats=seats)
        last = min(self.at, meetings[0].starts_at - timedelta(hours=3))
        announced_at = last - timedelta(days=chance.randint(14, 60), minutes=chance.randint(0, 600))
        title = chance.choice(WAYS[EventKind(kind)]).format(chance.choice(SUBJECTS))
        return Plan(
            name=f"{self.seed} {number}",
            title=title[0].upper() + title[1:],
            kind=kind,
            language=chance.choice(("en", "en", "en", "de")),
            owner=owner,
            host=owner.department,
            announced_at=announced_at,
            meetings=meetings,
            seats=seats,
            audience=Audience.DEPARTMENTS
            if departments
            else chance.choice((Audience.EVERYONE,) * 9 + (Audience.PUBLIC,)),
            departments=departments,
            topics=tuple(chance.sample(self.company.topics, chance.choice((1, 1, 2, 3)))),
            speakers=tuple(chance.sample(self.company.people, chance.choice((1, 1, 1, 2)))),
            stays=tuple(_stays(chance, people, wanted, seats, (announced_at, last))),
            is_closed=is_past and chance.random() < 0.9,  # noqa: PLR2004  # nobody closes every list
        )

    def _invited(self, departments: Sequence[Department]) -> list[User]:
        """Who may come: everybody, or the people of ``departments`` and of those below them."""
        if not departments:
            return self.company.people
        reached = {department.pk for department in departments}
        for department in self.company.departments:  # whoever is above was made before
            if department.parent_id in reached:
                reached.add(department.pk)
        return [person for person in self.company.people if person.department_id in reached]

    def _meetings(self, chance: Random, *, is_past: bool, seats: dict[str, int | None]) -> tuple[SessionDraft, ...]:
        """One session, sometimes two or three a week apart, on working days."""
        rooms = chance.choice(list(self.company.rooms.values()))
        zone = rooms[0].own_zone
        weeks = chance.choice((1,) * 8 + (2, 3))
        days = chance.randint(1, HALF_A_YEAR)
        first = self.at.astimezone(ZoneInfo(zone)).date() + timedelta(days=-days - 7 * (weeks - 1) if is_past else days)
        if first.weekday() >= SATURDAY:
            first += timedelta(days=SATURDAY - 1 - first.weekday() if is_past else SATURDAY + 2 - first.weekday())
        starts = time(chance.randint(8, 15), chance.choice((0, 30)))
        ends = starts.replace(hour=starts.hour + chance.choice((1, 2, 2, 3)))
        return tuple(
            SessionDraft(
                held_on=first + timedelta(weeks=week),
                starts_wall=starts,
                ends_on=first + timedelta(weeks=week),
                ends_wall=ends,
                zone=zone,
                room=_room(rooms, seats[PoolKind.ROOM]) if PoolKind.ROOM in seats else None,
                join_url="https://meet.nordhaven.example/round" if PoolKind.ONLINE in seats else "",
            )
            for week in range(weeks)
        )


def _seats(wanted: int, chance: Random) -> dict[str, int | None]:
    """Pools for about ``wanted`` people: a third too small for them, some without an end."""
    room: dict[str, int | None] = {PoolKind.ROOM: max(round(wanted * chance.uniform(0.6, 1.7)), 4)}
    return chance.choice(
        (
            *[room] * 7,
            {PoolKind.ROOM: max(wanted // 3, 4), PoolKind.ONLINE: None},
            {PoolKind.ROOM: max(wanted // 2, 4), PoolKind.ONLINE: max(wanted, 10)},
            {PoolKind.ONLINE: None},
        )
    )


def _room(rooms: Sequence[Room], seats: int | None) -> Room:
    """The smallest that is large enough, else the largest."""
    return next((room for room in rooms if room.capacity >= (seats or 0)), rooms[-1])


def _stays(
    chance: Random,
    people: Sequence[User],
    wanted: int,
    seats: dict[str, int | None],
    span: tuple[datetime, datetime],
) -> Iterator[Stay]:
    """``wanted`` of ``people``, coming within ``span``; a few of them leave again."""
    begin, end = span
    seconds = int((end - begin).total_seconds())
    kinds = list(seats)
    for person in chance.sample(people, wanted):
        joined = chance.randint(0, seconds - 60)
        leaves = chance.random() < GIVES_BACK
        yield Stay(
            person=person.pk,
            pool=chance.choice(kinds),
            joined_at=begin + timedelta(seconds=joined),
            left_at=begin + timedelta(seconds=chance.randint(joined + 60, seconds)) if leaves else None,
        )
