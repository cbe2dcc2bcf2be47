"""Who and what is measured in one installation: run inside it, writes JSON.

python -m benchmark.cast prepare '{"registrants": 84, ...}'
python -m benchmark.cast seats SLUG
python -m benchmark.cast job UUID
python -m benchmark.cast longest_wait 2026-11-28T01:00:00+00:00
"""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time, timedelta
from importlib import import_module
from typing import Any
from zoneinfo import ZoneInfo

import django

django.setup()

from django.conf import settings  # noqa: E402  # the apps come first
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.db import transaction  # noqa: E402
from django.db.models import Count, Q  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import Department, User  # noqa: E402
from calendars.actions import make_feed  # noqa: E402
from calendars.queries import shown_to  # noqa: E402
from events import actions as events  # noqa: E402
from events.drafts import SeatingDraft, SeatRuleDraft, SessionDraft  # noqa: E402
from events.enums import EventKind, PoolKind, RuleKind  # noqa: E402
from events.models import Event, Pool  # noqa: E402
from jobs.models import Job  # noqa: E402
from operations.demo import directory, plans, rows  # noqa: E402
from operations.demo.seating import Stay  # noqa: E402
from outbox import actions as outbox  # noqa: E402
from outbox.models import Message  # noqa: E402
from registrations import actions as registrations  # noqa: E402
from registrations.enums import RegistrationStatus  # noqa: E402
from registrations.models import Registration  # noqa: E402

ZONE = "Europe/Berlin"
HELD, CEILING = 1, 40  # seats held for one department, percent for each
ROOM_FOR_ALL = 100_000
TYPICAL_EVENT, TYPICAL_PERSON = 40, 10  # registrations


def prepare(wanted: dict[str, Any]) -> dict[str, Any]:
    """Make what is measured; everybody and everything is named by address and cookie."""
    at = timezone.now()
    owner = User.objects.get(email=directory.address("Ines Okafor"))
    crowd = list(User.objects.filter(is_staff=False).exclude(pk=owner.pk).order_by("-pk"))
    everybody = list(User.objects.order_by("-pk"))
    people = crowd[: max(wanted["registrants"], wanted["rush_people"])]
    event = _typical_event(at)
    held_for = people[0].department if wanted["has_rules"] else None
    return {
        "account": {"email": directory.address("Mara Lindqvist"), "password": directory.PASSWORD},
        "upcoming": Event.objects.upcoming(at=at).count(),
        "registrations": Registration.objects.count(),
        "event": event.get_absolute_url(),
        "people": {
            "address": reverse("workspace-people", args=[event.slug]),
            "cookie": _signed_in(event.roles.get(kind="owner").user),
        },
        "administrator": _signed_in(User.objects.get(email=directory.address("Ada Sommer"))),
        "person": _signed_in(_typical_person(at)),
        "crowd": [_signed_in(person) for person in people],
        "open": offer("bench open", owner, seats=ROOM_FOR_ALL if held_for else None, held_for=held_for, at=at),
        "rushes": [
            offer(f"bench rush {number}", owner, seats=wanted["rush_seats"], held_for=held_for, at=at)
            for number in range(wanted["rushes"])
        ],
        "feed": _feed(crowd[-1], wanted["feed"], at=at),
        "documents": {
            "cookie": _signed_in(owner),
            "addresses": {
                str(number): reverse(
                    "document-new", args=[_list(owner, everybody[:number], at=at).slug, "attendance-summary"]
                )
                for number in wanted["rows"]
                if number <= len(everybody)
            },
        },
    }


def _typical_event(at: datetime) -> Event:
    """An event to come that is about as large in every installation, so that they can be compared."""
    coming = Event.objects.upcoming(at=at).filter(audience="everyone", state="published")
    counts = coming.annotate(number=Count("registrations")).order_by("pk").values_list("pk", "number")
    return coming.get(pk=_nearest(counts, TYPICAL_EVENT))


def _typical_person(at: datetime) -> User:
    """Somebody with as many places to come in every installation."""
    coming = Count("registrations", filter=Q(registrations__event__ends_at__gt=at))
    people = User.objects.filter(is_staff=False).annotate(number=coming).order_by("pk")
    return User.objects.get(pk=_nearest(people.values_list("pk", "number"), TYPICAL_PERSON))


def _nearest(counts: Iterable[tuple[int, int]], wanted: int) -> int:
    """Whose number is nearest to the one that is ``wanted``."""
    return min(counts, key=lambda each: abs(each[1] - wanted))[0]


def _signed_in(user: User) -> str:
    """The session cookie of ``user``, as if they had signed in; the page allows only so many a minute."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def offer(
    name: str, owner: User, *, seats: int | None, at: datetime, held_for: Department | None = None
) -> dict[str, str]:
    """An event to come that anybody may register for; with rules where a seat is ``held_for`` a department."""
    event = _write(name, owner, days=(60,), seats=seats, stays=(), at=at)
    if held_for is not None:
        lapses_at = at + timedelta(days=9)
        floor = SeatRuleDraft(
            pool=PoolKind.ROOM, kind=RuleKind.FLOOR, department=held_for, seats=HELD, lapses_at=lapses_at
        )
        ceiling = SeatRuleDraft(pool=PoolKind.ROOM, kind=RuleKind.CEILING, percent=CEILING)
        events.set_seating(event=event, draft=SeatingDraft(rules=(floor, ceiling)), by=owner, at=at)
    return {"slug": event.slug, "event": event.get_absolute_url(), "register": reverse("register", args=[event.slug])}


def _list(owner: User, people: Sequence[User], *, at: datetime) -> Event:
    """An event of three mornings that is over, with ``people`` on its closed list."""
    joined = at - timedelta(days=40)
    stays = tuple(Stay(person=person.pk, pool=PoolKind.ROOM, joined_at=joined) for person in people)
    return _write(f"bench list {len(people)}", owner, days=(-16, -9, -2), seats=len(people), stays=stays, at=at)


def _write(
    name: str, owner: User, *, days: Sequence[int], seats: int | None, stays: tuple[Stay, ...], at: datetime
) -> Event:
    today = at.astimezone(ZoneInfo(ZONE)).date()
    plan = plans.Plan(
        name=name,
        title=name.capitalize(),
        kind=EventKind.WORKSHOP,
        language="en",
        owner=owner,
        host=owner.department,
        announced_at=at - timedelta(days=41),
        meetings=tuple(
            SessionDraft(
                held_on=today + timedelta(days=day),
                starts_wall=time(9),
                ends_on=today + timedelta(days=day),
                ends_wall=time(12),
                zone=ZONE,
                place="Main building",
            )
            for day in days
        ),
        seats={PoolKind.ROOM: seats},
        stays=stays,
        is_closed=bool(stays),
    )
    (event,) = rows.write(iter([plan]), people={user.pk: user for user in User.objects.all()}, at=at)
    return event


def _feed(person: User, number: int, *, at: datetime) -> dict[str, Any]:
    """The address of a feed of ``number`` entries, of somebody who is put on as many lists."""
    missing = number - len(shown_to(person).meetings(at=at))
    by = User.objects.get(email=directory.address("Ada Sommer"))
    for pool in _pools_with_room(person, at):
        if missing <= 0:
            break
        registrations.add(event=pool.event, participant=person, pool=pool, by=by, at=at)
        missing -= pool.event.sessions.count()
    outbox.keep_all(at=at)  # nobody has asked for these
    feed = make_feed(user=person, at=at)
    return {"address": feed.get_absolute_url(), "entries": len(shown_to(person).meetings(at=at))}


def _pools_with_room(person: User, at: datetime) -> Iterator[Pool]:
    seen = set(Registration.objects.of(person).live().values_list("event", flat=True))
    coming = Pool.objects.filter(event__in=Event.objects.upcoming(at=at).filter(state="published", starts_at__gt=at))
    for pool in coming.exclude(event__title__startswith="Bench").select_related("event").order_by("event_id", "pk"):
        if pool.event_id not in seen and (pool.capacity is None or pool.seats_taken < pool.capacity):
            seen.add(pool.event_id)
            yield pool


def seats(slug: str) -> dict[str, int]:
    """How many at this event have a seat, wait, and how many seats are counted as taken."""
    places = Registration.objects.filter(event__slug=slug)
    return {
        "confirmed": places.filter(status=RegistrationStatus.CONFIRMED).count(),
        "waiting": places.filter(status=RegistrationStatus.WAITLISTED).count(),
        "all": places.count(),
        "taken": Pool.objects.get(event__slug=slug).seats_taken,
    }


def job(uuid: str) -> dict[str, Any]:
    """How long a job took in its worker."""
    found = Job.objects.get(uuid=uuid)
    seconds = (found.finished_at - found.started_at).total_seconds() if found.finished_at and found.started_at else None
    return {"state": found.state, "seconds": seconds, "error": found.error}


def now(_argument: str) -> dict[str, str]:
    """The time here."""
    return {"now": timezone.now().isoformat()}


def longest_wait(since: str) -> dict[str, float]:
    """How many seconds a mail has waited at most that was written since; one that still waits has not ended waiting."""
    written = Message.objects.filter(queued_at__gte=datetime.fromisoformat(since), not_before=None)
    at = timezone.now()
    return {"seconds": max(((one.sent_at or at) - one.queued_at).total_seconds() for one in written)}


def main(command: str, argument: str) -> None:
    """Do what is asked and print the answer."""
    if command == "prepare":
        with transaction.atomic():
            answer = prepare(json.loads(argument))
    else:
        answer = {"seats": seats, "job": job, "now": now, "longest_wait": longest_wait}[command](argument)
    print(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
