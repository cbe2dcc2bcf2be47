"""How much is measured, and on what."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """An installation of so many people and events; half of the events are still to come."""

    people: int
    events: int

    @classmethod
    def read(cls, text: str) -> "Size":
        """What ``10000/2000`` stands for."""
        people, _, events = text.partition("/")
        return cls(int(people), int(events))

    def __str__(self) -> str:
        return f"{self.people}/{self.events}"


@dataclass(frozen=True, kw_only=True)
class Load:
    """How often, and how many."""

    sizes: tuple[Size, ...]
    rounds: int  # each measures every page of every size once more
    requests: int  # of one page in one round
    registrants: int  # people who register one after the other in one round
    rushes: int
    rush_people: int
    rush_seats: int
    rush_lanes: int
    feed: int
    rows: tuple[int, ...]
    documents: int  # of each length
    waiting: int  # people in the long line; ten in the short one
    waiting_rounds: int
    mails: int
    has_rules: bool = False  # at the events for which people register
    only: str = ""  # "pages" with registrations and a rush, or "documents"; else everything


FULL = Load(
    sizes=(Size(100, 20), Size(2_000, 400), Size(10_000, 2_000)),
    rounds=7,
    requests=40,
    registrants=12,
    rushes=3,
    rush_people=300,
    rush_seats=50,
    rush_lanes=16,
    feed=500,
    rows=(50, 300, 500, 2_000, 10_000),
    documents=3,
    waiting=10_000,
    waiting_rounds=9,  # each takes one from the line of ten
    mails=500,
)
QUICK = Load(
    sizes=(Size(100, 20),),
    rounds=1,
    requests=3,
    registrants=3,
    rushes=1,
    rush_people=24,
    rush_seats=5,
    rush_lanes=8,
    feed=5,
    rows=(5,),
    documents=1,
    waiting=50,
    waiting_rounds=2,
    mails=20,
)
