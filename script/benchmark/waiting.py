"""What a waiting list costs: the same changes of seats with few and with many who wait. Run inside an installation.

python -m benchmark.waiting '{"few": 10, "many": 10000, "rounds": 40}' writes milliseconds of processor time as JSON.
"""

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import django

django.setup()

from django.db import transaction  # noqa: E402  # the apps come first
from django.utils import timezone  # noqa: E402

from accounts.models import Department, User  # noqa: E402
from benchmark.cast import offer  # noqa: E402
from events import actions as events  # noqa: E402
from events.drafts import SeatingDraft  # noqa: E402
from events.enums import Allotment  # noqa: E402
from events.models import Event, Pool  # noqa: E402
from operations.demo import directory  # noqa: E402
from registrations import actions  # noqa: E402
from registrations.enums import RegistrationStatus  # noqa: E402
from registrations.models import Registration  # noqa: E402

SEATS = 50


def measure(wanted: dict[str, int]) -> dict[str, Any]:
    """Registering, cancelling with somebody moving up, and leaving the list; and a draw of all who ask."""
    at = timezone.now()
    owner = User.objects.get(email=directory.address("Ines Okafor"))
    spent: dict[str, list[float]] = defaultdict(list)
    lists = {name: _list(name, wanted[name], wanted["rounds"], owner, at=at) for name in ("few", "many")}
    for number in range(wanted["rounds"]):
        for name, (event, newcomers) in lists.items():
            pool, person = event.pools.get(), newcomers[number]
            seat = Registration.objects.for_event(event).confirmed().select_related("event").order_by("pk")[0]
            place = _timed(spent[f"register, {name}"], actions.register, event=event, participant=person, pool=pool)
            _timed(spent[f"cancel and move up, {name}"], actions.cancel, registration=seat, by=None)
            _timed(spent[f"leave the list, {name}"], actions.cancel, registration=place, by=None)
    return {"milliseconds": spent, "draw": _draw(wanted["many"], owner, at=at)}


def _timed(spent: list[float], act: Callable[..., Any], **values: Any) -> Any:
    begun = time.process_time()
    found = act(at=timezone.now(), **values)
    spent.append((time.process_time() - begun) * 1_000)
    return found


def _people(name: str, number: int) -> list[User]:
    departments = list(Department.objects.order_by("pk"))
    return User.objects.bulk_create(
        User(
            email=f"{name}-{each}@waiting.example",
            name=f"Waits {each}",
            department=departments[each % len(departments)],
        )
        for each in range(number)
    )


@transaction.atomic
def _list(name: str, waiting: int, rounds: int, owner: User, *, at: datetime) -> tuple[Event, list[User]]:
    """A full event with rules and ``waiting`` people in line, and others who come later."""
    people = _people(name, SEATS + waiting + rounds)
    made = offer(f"bench waiting {name}", owner, seats=SEATS, held_for=people[0].department, at=at)
    event = Event.objects.get(slug=made["slug"])
    pool = event.pools.get()
    Registration.objects.bulk_create(
        (
            Registration(
                event=event,
                pool=pool,
                user=person,
                department_id=person.department_id,
                status=RegistrationStatus.CONFIRMED if each < SEATS else RegistrationStatus.WAITLISTED,
                queued_at=at - timedelta(days=1) + timedelta(milliseconds=each),
                confirmed_at=at if each < SEATS else None,
                waitlisted_at=at,
            )
            for each, person in enumerate(people[: SEATS + waiting])
        ),
        batch_size=2_000,
    )
    Pool.objects.filter(pk=pool.pk).update(seats_taken=SEATS)
    return event, people[SEATS + waiting :]


def _draw(number: int, owner: User, *, at: datetime) -> float:
    """Seconds of processor time to draw and publish ``number`` requests."""
    event = Event.objects.get(slug=offer("bench draw", owner, seats=SEATS, at=at)["slug"])
    draft = SeatingDraft(allotment=Allotment.DRAW, requests_until=at)
    events.set_seating(event=event, draft=draft, by=owner, at=at - timedelta(days=2))
    Registration.objects.bulk_create(
        (
            Registration(
                event=event,
                pool=event.pools.get(),
                user=person,
                department_id=person.department_id,
                status=RegistrationStatus.REQUESTED,
                queued_at=at - timedelta(days=1),
                requested_at=at - timedelta(days=1),
            )
            for person in _people("draw", number)
        ),
        batch_size=2_000,
    )
    begun = time.process_time()
    actions.draw(event=event, by=owner, at=timezone.now())
    actions.publish_draw(event=event, by=owner, at=timezone.now())
    return time.process_time() - begun


if __name__ == "__main__":
    print(json.dumps(measure(json.loads(sys.argv[1]))))
