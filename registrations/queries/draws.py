"""Everything a draw follows from, and what became of it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from events.models import Event
from registrations import drawing
from registrations.drawing import Lots, Request
from registrations.enums import Mark
from registrations.mix import Seats
from registrations.models import Attendance, Draw, Registration
from registrations.queries import seating
from registrations.queries.halls import facts_of

REMEMBERED_FOR = timedelta(days=365)


def draw_of(event: Event) -> Draw | None:
    """The draw of ``event``, once it is made, without all that it follows from."""
    return Draw.objects.defer("input").filter(event=event).first() if event.is_drawn else None


def draws_of(events: Iterable[Event]) -> dict[int, Draw]:
    """The draws of ``events`` by the event's id; nobody is asked where none is drawn."""
    drawn = [event.pk for event in events if event.is_drawn]
    found = Draw.objects.defer("input").filter(event__in=drawn) if drawn else ()
    return {draw.event_id: draw for draw in found}


def lots(event: Event, *, seed: str, at: datetime) -> Lots:
    """What a draw at ``at`` follows from: the seats as they are, their rules, and who has asked for one."""
    pools = sorted(event.pools.all(), key=lambda pool: pool.pk)
    facts = facts_of(pools, event)
    return Lots(
        event=str(event.uuid),
        seed=seed,
        pools={pk: _standing(one, at=at) for pk, one in facts.seats.items()},
        lines=facts.lines,
        requests=_requests(event, [pool.pk for pool in pools], at=at),
    )


def _standing(seats: Seats, *, at: datetime) -> Seats:
    """Without floors that have lapsed: for a draw, the others stand for ever."""
    standing = (floor for floor in seats.floors if floor.lapses_at > at)
    return replace(seats, floors=tuple(replace(floor, lapses_at=drawing.ALWAYS) for floor in standing))


def _requests(event: Event, pools: list[int], *, at: datetime) -> list[Request]:
    rows = seating.with_obstacles(Registration.objects.for_event(event).requested(), event).order_by("pk")
    asked = list(rows.values_list("pk", "user", "department", "pool", "takes_either", "obstacle"))
    missed, absences = missed_out(event, at=at), absences_of(event, at=at)
    found = []
    for pk, user, department, pool, takes_either, obstacle in asked:
        weight, reasons = drawing.weigh(missed_out=user in missed, absences=absences.get(user, 0))
        others = (other for other in pools if takes_either and other != pool)
        found.append(
            Request(
                number=pk,
                department=department,
                pools=(pool, *others),
                weight=weight,
                reasons=reasons,
                obstacle=obstacle,
            )
        )
    return found


def missed_out(event: Event, *, at: datetime) -> set[int]:
    """Who of those asking went away empty from the last draw in which they were, and was offered no seat later."""
    drawn = Registration.objects.filter(user__in=_asking(event), event__draw__published_at__lt=at)
    # Whoever took their request back before the result was published was in no draw.
    drawn = drawn.filter(requested_at__isnull=False, waitlisted_at__isnull=False).exclude(event=event)
    drawn = drawn.order_by("event__draw__published_at", "pk")
    led_to = drawn.values_list("user", "confirmed_at", "offered_at")
    last = {user: not (confirmed or offered) for user, confirmed, offered in led_to}
    return {user for user, is_empty in last.items() if user is not None and is_empty}


def absences_of(event: Event, *, at: datetime) -> Mapping[int | None, int]:
    """At how many events each of those asking had a seat within a year and was absent."""
    marks = Attendance.objects.current().filter(mark=Mark.ABSENT, registration__user__in=_asking(event))
    marks = marks.filter(session__starts_at__gt=at - REMEMBERED_FOR, session__starts_at__lte=at)
    return Counter(user for user, _event in set(marks.values_list("registration__user", "session__event")))


def _asking(event: Event) -> QuerySet[Registration, Any]:
    return Registration.objects.for_event(event).requested().order_by().values("user")
