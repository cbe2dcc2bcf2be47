"""Nordhaven Instruments grown to any number of people: departments, places, rooms, topics, colleagues."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count, islice
from random import Random

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.utils.text import slugify

from accounts.models import Department, Location, User
from events.models import Room, Topic
from operations.demo import directory

BATCH = 2_000
PEOPLE_PER_DEPARTMENT = 60
LOCATIONS = {
    "Lisbon": "Europe/Lisbon",
    "Bengaluru": "Asia/Kolkata",
    "Singapore": "Asia/Singapore",
    "São Paulo": "America/Sao_Paulo",
}
ROOMS = (("Small room", 12), ("Seminar room", 30), ("Large seminar room", 60), ("Hall", 250))
TEAMS = ("Projects", "Support", "Planning", "Methods", "Overseas", "Labs", "Services", "Standards")
TOPICS = (
    "Leadership",
    "Writing",
    "Languages",
    "Health",
    "Sustainability",
    "Machine learning",
    "Quality",
    "Supply chain",
    "Design",
    "Accessibility",
    "Law",
    "Presenting",
    "Planning",
)


@dataclass(frozen=True)
class Company:
    """Everybody and everything that events are made from."""

    people: list[User]
    departments: list[Department]
    rooms: dict[int, list[Room]]
    topics: list[Topic]


def grow(*, people: int, at: datetime, chance: Random) -> Company:
    """Bring the directory to ``people``, with departments, places and rooms for them."""
    Location.objects.bulk_create(Location(name=name, zone=zone) for name, zone in LOCATIONS.items())
    Room.objects.bulk_create(
        Room(location=place, name=name, capacity=seats, note="Step-free")
        for place in Location.objects.order_by("pk")
        for name, seats in ROOMS
    )
    Topic.objects.bulk_create(Topic(name=name, key=slugify(name)) for name in TOPICS)
    _departments(people // PEOPLE_PER_DEPARTMENT)
    _colleagues(people - User.objects.count(), at=at, chance=chance)
    rooms: dict[int, list[Room]] = {}
    for room in Room.objects.select_related("location").order_by("capacity", "pk"):
        rooms.setdefault(room.location_id, []).append(room)
    return Company(
        people=list(User.objects.order_by("pk")),
        departments=list(Department.objects.order_by("pk")),
        rooms=rooms,
        topics=list(Topic.objects.order_by("pk")),
    )


def _departments(number: int) -> None:
    """Up to ``number`` departments: each lap puts one of its kind below every one that there is."""
    for lap in count():
        known = list(Department.objects.order_by("pk"))
        if len(known) >= number:
            return
        word = TEAMS[lap % len(TEAMS)]
        Department.objects.bulk_create(
            Department(
                key=f"{parent.key[:40]}-{len(known) + each}",
                name=f"{parent.name[:60]} {word}",
                mark=parent.mark,
                is_open_mark=parent.is_open_mark,
                hue=parent.hue,
                parent=parent,
            )
            for each, parent in enumerate(known[: number - len(known)])
        )


def _colleagues(number: int, *, at: datetime, chance: Random) -> None:
    """``number`` more people; each department gets a head, whom the others there have as their manager."""
    departments = list(Department.objects.order_by("pk"))
    places = list(Location.objects.order_by("pk"))
    known = set(User.objects.values_list("email", flat=True))
    nobody = make_password(None)
    people: list[User] = []
    for name, email in islice(_names(known), max(number, 0)):
        place = chance.choice(places)
        people.append(
            User(
                email=email,
                name=name,
                password=nobody,
                department=departments[len(people) % len(departments)],
                location=place,
                zone=place.zone,
                language=chance.choice(("en", "en", "de")),
                is_listed=chance.random() < 0.6,  # noqa: PLR2004  # more than half
                joined_at=at - timedelta(days=chance.randint(400, 3_000)),
            )
        )
    User.objects.bulk_create(people, batch_size=BATCH)
    EmailAddress.objects.bulk_create(
        (EmailAddress(user=person, email=person.email, verified=True, primary=True) for person in people),
        batch_size=BATCH,
    )
    heads: dict[int | None, User] = {}
    for person in people:
        heads.setdefault(person.department_id, person)
    for department, head in heads.items():
        members = User.objects.filter(department=department, manager=None).exclude(pk=head.pk)
        members.filter(pk__gt=head.pk).update(manager=head)


def _names(known: set[str]) -> Iterator[tuple[str, str]]:
    """Names and addresses that nobody has yet, without end."""
    for lap in count():
        for step in range(len(directory.LAST)):
            for number, first in enumerate(directory.FIRST):
                last = directory.LAST[(number + step) % len(directory.LAST)]
                email = directory.address(f"{first} {last}{f' {lap}' if lap else ''}")
                if email not in known:
                    yield f"{first} {chr(64 + lap)}. {last}" if lap else f"{first} {last}", email
