"""Seats that a coordinator holds: at one event, and one hold with the people who were named."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.models import Department, User
from events.models import Event
from registrations import policies, queries
from registrations.enums import Refusal
from registrations.models import Registration, SeatHold
from registrations.queries import Offer


@dataclass(frozen=True, kw_only=True)
class HoldsPage:
    """What a coordinator holds at one event, and whether more can be held."""

    event: Event
    departments: Sequence[Department]
    holds: Sequence[SeatHold]
    offers: Sequence[Offer]
    refusal: Refusal | None


@dataclass(frozen=True, kw_only=True)
class HoldPage:
    """One hold: what has no name yet, and who was named."""

    hold: SeatHold
    named: Sequence[Registration]
    at: datetime

    @property
    def event(self) -> Event:
        return self.hold.event

    @property
    def is_standing(self) -> bool:
        """Whether somebody can be named still."""
        return self.hold.ended_at is None and self.at < self.hold.until


def holds_page(event: Event, departments: Sequence[Department], *, at: datetime) -> HoldsPage:
    """What is held at ``event`` for ``departments``."""
    ids = {department.pk for department in departments}
    return HoldsPage(
        event=event,
        departments=departments,
        holds=[hold for hold in queries.standing_holds(event) if hold.department_id in ids],
        offers=queries.offers(event, at=at),
        refusal=policies.register_refusal(event, at=at),
    )


def hold_page(hold: SeatHold, *, at: datetime) -> HoldPage:
    """Everything about one hold."""
    named = hold.named.live().select_related("user__department").order_by("confirmed_at", "pk")
    return HoldPage(hold=hold, named=list(named), at=at)


def held_for(user: User, *, at: datetime) -> list[SeatHold]:
    """What is held for the departments that ``user`` looks after, what lapses first in front."""
    return list(queries.holds_of(user, at=at))
