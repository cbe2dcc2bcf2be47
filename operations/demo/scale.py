"""The demo organisation at the size of a real one: for measuring, and for seeing what pages look like then.

The events made by hand are part of it. What is added is drawn by chance from a fixed seed, and is
written many rows at a time, so it takes minutes where the actions would take hours.
"""

from dataclasses import dataclass
from random import Random

from events.models import Event
from operations.demo import plans
from operations.demo.builder import Demo
from operations.demo.company import grow
from operations.demo.rows import write

SEED = "Nordhaven"
REGISTRATIONS_PER_PERSON = 20


@dataclass(frozen=True, kw_only=True)
class Size:
    """How large it becomes. ``upcoming`` is the share of events that are still to come, in percent."""

    people: int
    events: int
    registrations: int | None = None
    upcoming: int = 50

    @property
    def registrations_wanted(self) -> int:
        """As told; else twenty for each person, and never more than half of everybody at an event."""
        if self.registrations is not None:
            return self.registrations
        return min(self.people * REGISTRATIONS_PER_PERSON, self.people * self.events // 2)


def enlarge(demo: Demo, size: Size) -> None:
    """Bring ``demo`` to ``size``; it never becomes smaller than it is."""
    company = grow(people=size.people, at=demo.at, chance=Random(SEED))
    to_come = Event.objects.upcoming(at=demo.at).count()
    missing = max(size.events - Event.objects.count(), 0)
    upcoming = min(max(size.events * size.upcoming // 100 - to_come, 0), missing)
    planner = plans.Planner(company, demo.at, SEED)
    drawn = planner.plans(past=missing - upcoming, upcoming=upcoming, registrations=size.registrations_wanted)
    write(drawn, people={person.pk: person for person in company.people}, at=demo.at)
