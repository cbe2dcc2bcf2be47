"""What the team reads about those who wait: why they have no seat yet, and for which reason they were moved."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from audit.models import Line
from common import times
from events.enums import PoolKind
from events.models import Event, Pool
from events.queries import pools_of
from registrations import policies, queries
from registrations.enums import WHY_THEY_WAIT, Refusal, RegistrationStatus
from registrations.models import Registration


@dataclass(frozen=True, kw_only=True)
class WaitingNotes:
    """By the registration's id: the place in line, why there is no seat, and why the place was changed."""

    places: Mapping[int, int]
    whys: dict[int, str] = field(default_factory=dict)
    moves: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class PlaceInLine:
    """One person's place among those who wait for the same seats, and whether it can be changed."""

    registration: Registration
    place: int
    waiting: int
    why: str
    refusal: Refusal | None


@dataclass(frozen=True, kw_only=True)
class OtherSeat:
    """The kind of seat to which somebody can be moved; None with the reason where they can't."""

    registration: Registration
    pool: Pool | None
    refusal: Refusal | None

    @property
    def lead(self) -> str:
        """What happens to whoever is moved."""
        if self.registration.is_confirmed:
            return _("They have their new seat at once, and their mail says why.")
        return _("They wait for a seat of the other kind from then on, and their mail says why.")


def other_kind_of_seat(registration: Registration, *, at: datetime) -> OtherSeat:
    """Where somebody could be instead."""
    pools = pools_of(registration.event)
    other = next((pool for pool in pools if pool.pk != registration.pool_id and pool.capacity != 0), None)
    if other is None:
        return OtherSeat(registration=registration, pool=None, refusal=Refusal.NO_OTHER_SEAT)
    refusal = policies.move_refusal(registration, pool=other, reason=".", at=at)
    return OtherSeat(registration=registration, pool=None if refusal else other, refusal=refusal)


def place_in_line(registration: Registration, *, at: datetime) -> PlaceInLine:
    """Where somebody waits; number 0 where they don't."""
    same = Registration.objects.for_event(registration.event).waiting().filter(pool=registration.pool_id)
    refusal = policies.reorder_refusal(registration, reason=".", at=at)
    return PlaceInLine(
        registration=registration,
        place=queries.position(registration) if refusal is None else 0,
        waiting=max(same.count(), 1),
        why=next(iter(_whys([registration], None, at=at).values())) if refusal is None else "",
        refusal=refusal,
    )


def everybodys_whys(event: Event, pools: Sequence[Pool], *, at: datetime) -> dict[int, str]:
    """Why each person on the whole list of ``event`` has no seat: a file has no pages."""
    concerned = Q(status__in=[RegistrationStatus.WAITLISTED, RegistrationStatus.OFFERED]) | Q(wished_pool__isnull=False)
    return notes_on({}, event, event.registrations.filter(concerned), pools, at=at).whys


def notes_on(
    places: Mapping[int, int], event: Event, rows: Iterable[Registration], pools: Sequence[Pool], *, at: datetime
) -> WaitingNotes:
    """Everything about those of ``rows`` who wait, for a seat or for one of the other kind, or have to answer."""
    rows = list(rows)
    asked = [(row, row.answer_until) for row in rows if row.answer_until is not None]
    waiting = [row for row in rows if row.is_waiting or (row.wished_pool_id and row.answer_until is None)]
    for row in waiting:
        row.event = event
    moved = [row.pk for row in waiting if row.priority and row.is_waiting]
    kinds = {pool.pk: pool.kind for pool in pools}
    whys = _whys(waiting, pools, at=at)
    whys |= {row.pk: f"{_wish(kinds[row.wished_pool_id])} {whys[row.pk]}" for row in waiting if row.wished_pool_id}
    whys |= {row.pk: _asked(kinds[row.wished_pool_id or row.pool_id], until) for row, until in asked}
    return WaitingNotes(places=places, whys=whys, moves=_moves(moved) if moved else {})


def _wish(kind: str) -> str:
    return _("Would rather come online.") if kind == PoolKind.ONLINE else _("Would rather sit in the room.")


def _asked(kind: str, until: datetime) -> str:
    values = {"until": times.moment(until)}
    if kind == PoolKind.ONLINE:
        return _("Has until %(until)s to take a seat online.") % values
    return _("Has until %(until)s to take a seat in the room.") % values


def _whys(waiting: list[Registration], pools: Iterable[Pool] | None, *, at: datetime) -> dict[int, str]:
    queries.give_reasons(waiting, pools, at=at)
    return {row.pk: str(WHY_THEY_WAIT[row.why]) for row in waiting}


def _moves(moved: list[int]) -> dict[int, str]:
    """The last reason for which each was moved."""
    about = Registration._meta.label_lower  # noqa: SLF001  # Django's documented API
    lines = Line.objects.filter(
        verb="registration.reordered", about_type=about, about_id__in=[str(pk) for pk in moved]
    ).order_by("at", "pk")
    return {int(line.about_id): str((line.after or {}).get("reason", "")) for line in lines}
