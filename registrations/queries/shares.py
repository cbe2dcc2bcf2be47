"""The seats of an event under its rules, as somebody of one department meets them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.models import Department
from events.models import Event, Pool
from registrations.enums import WhyWaiting
from registrations.models import Registration
from registrations.queries.halls import facts_of


@dataclass(frozen=True)
class Kept:
    """Seats that a rule holds for a department until a time."""

    department: Department
    seats: int
    until: datetime


@dataclass(frozen=True)
class Share:
    """What is held in one pool, how many seats somebody of a department could have, and why none."""

    floors: Sequence[Kept]
    open: int | None
    why: WhyWaiting | None


def shares(event: Event, pools: Iterable[Pool], *, department: int | None, at: datetime) -> dict[int, Share]:
    """By the pool's id; nothing where no rule says how departments share the seats."""
    if not event.rules_set:
        return {}
    facts = facts_of(pools, event, is_named=True)
    named, hall = facts.departments, facts.hall(at=at)
    return {
        pk: Share(
            floors=[Kept(named[held.floor.department], held.seats, held.floor.lapses_at) for held in ledger.held],
            why=WhyWaiting(reason) if (reason := ledger.refusal(department)) else None,
            open=ledger.room_for(department) if ledger.free is not None else None,
        )
        for pk, ledger in hall.ledgers.items()
    }


def wish_place(registration: Registration) -> int:
    """The place in line of somebody with a seat who would rather have one of the other kind."""
    pool, since = registration.wished_pool_id, registration.wished_at
    if pool is None or since is None:
        return 0
    mine = {"priority": registration.priority, "pk": registration.pk}
    waiting = Registration.objects.waiting().filter(pool=pool).before(queued_at=since, **mine)
    wishing = Registration.objects.filter(wished_pool=pool).before(wished_at=since, **mine)
    return 1 + waiting.count() + wishing.count()


def wishing_ahead(registration: Registration) -> int:
    """How many with a seat of the other kind would rather have one of those somebody waits for, and come first."""
    if not registration.is_waiting:
        return 0
    mine = {"priority": registration.priority, "pk": registration.pk}
    wishing = Registration.objects.filter(wished_pool=registration.pool_id, upgrade_until=None)
    return wishing.before(wished_at=registration.queued_at, **mine).count()
