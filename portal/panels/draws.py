"""The draw of an event's seats: who has asked, who would have a seat, and what can be done next."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.models import Department
from events.models import Event
from registrations import drawing, policies, queries
from registrations.drawing import Lots, Outcome
from registrations.enums import WHY_THEY_WAIT, Refusal, WhyWaiting
from registrations.mix import Reason
from registrations.models import Draw, Registration

MOST_SHOWN = 100


@dataclass(frozen=True, kw_only=True)
class DrawnDepartment:
    """One department: how many of its people have asked, and how many of them have a seat."""

    department: Department | None
    asked: int
    seats: int


@dataclass(frozen=True, kw_only=True)
class DrawnPerson:
    """Somebody in the order of the draw; ``why`` they were passed over by others, if it was not for want of seats."""

    rank: int
    registration: Registration
    why: str = ""

    @property
    def name(self) -> str:
        """Who it is."""
        return self.registration.participant.name

    @property
    def department(self) -> Department | None:
        """Where they belong."""
        return self.registration.department


@dataclass(frozen=True, kw_only=True)
class DrawPage:
    """What the page shows. ``is_trial``: with a seed that is thrown away, so that nothing follows from it."""

    event: Event
    draw: Draw | None
    refusal: Refusal | None
    publish_refusal: Refusal | None
    asked: int
    capacity: int | None
    departments: Sequence[DrawnDepartment]
    is_trial: bool = False
    seats: int = 0
    seated: Sequence[DrawnPerson] = ()
    waiting: Sequence[DrawnPerson] = ()

    @property
    def has_result(self) -> bool:
        """Whether it is shown who has a seat."""
        return self.is_trial or self.draw is not None

    @property
    def without_seat(self) -> int:
        """How many have asked in vain."""
        return self.asked - self.seats

    @property
    def more_seated(self) -> int:
        """How many with a seat are not listed."""
        return self.seats - len(self.seated)

    @property
    def more_waiting(self) -> int:
        """How many without a seat are not listed."""
        return self.without_seat - len(self.waiting)


def draw_page(event: Event, *, trial_seed: str = "", at: datetime) -> DrawPage:
    """The page as it is now; with a ``trial_seed`` it shows what a draw would come to."""
    draw = Draw.objects.filter(event=event).first() if event.is_drawn else None
    lots = _lots(event, draw, trial_seed, at=at)
    outcome = drawing.draw(lots) if draw or trial_seed else None
    capacities = [pool.capacity for pool in event.pools.all()]
    page = DrawPage(
        event=event,
        draw=draw,
        refusal=policies.draw_refusal(event, draw, at=at),
        publish_refusal=policies.publish_draw_refusal(event, draw, at=at),
        asked=len(lots.requests),
        capacity=None if None in capacities else sum(capacity or 0 for capacity in capacities),
        departments=_departments(lots, outcome),
        is_trial=draw is None and bool(trial_seed),
    )
    return _with_result(page, lots, outcome) if outcome else page


def _lots(event: Event, draw: Draw | None, trial_seed: str, *, at: datetime) -> Lots:
    if draw is not None and draw.is_published:
        return drawing.lots_from(draw.input)
    return queries.lots(event, seed=draw.seed if draw else trial_seed, at=at)


def _departments(lots: Lots, outcome: Outcome | None) -> list[DrawnDepartment]:
    asked = Counter(one.department for one in lots.requests)
    seats = Counter(one.department for one in lots.requests if outcome and one.number in outcome.pools)
    names = Department.objects.in_bulk([pk for pk in asked if pk is not None])
    found = [
        DrawnDepartment(department=names.get(pk) if pk else None, asked=number, seats=seats[pk])
        for pk, number in asked.items()
    ]
    return sorted(found, key=lambda row: (-row.asked, row.department.name if row.department else ""))


def _with_result(page: DrawPage, lots: Lots, outcome: Outcome) -> DrawPage:
    ranks = {number: rank for rank, number in enumerate(outcome.order, start=1)}
    seated = [number for number in outcome.order if number in outcome.pools][:MOST_SHOWN]
    waiting = outcome.waiting[:MOST_SHOWN]
    whys = drawing.why_waiting(lots, outcome, waiting)
    places = Registration.objects.select_related("user", "department").in_bulk([*seated, *waiting])
    return DrawPage(
        **{
            **vars(page),
            "seats": len(outcome.pools),
            "seated": [DrawnPerson(rank=ranks[one], registration=places[one]) for one in seated],
            "waiting": [
                DrawnPerson(rank=ranks[one], registration=places[one], why=_why(whys.get(one))) for one in waiting
            ],
        }
    )


def _why(reason: Reason | None) -> str:
    return "" if reason in {None, Reason.FULL} else str(WHY_THEY_WAIT[WhyWaiting(reason)])
