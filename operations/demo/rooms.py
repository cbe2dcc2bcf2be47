"""What stands in Nordhaven's rooms, how one gets in, whose holidays hold where; and drafts that can't be published."""

from datetime import time

from accounts.models import Location
from events.enums import EventKind, StepFree
from events.models import Equipment, Room
from operations.demo.programme import LINK, ONLINE, ROOM, Meeting, Offer

HOLIDAYS = {
    "Hamburg": ("DE", "HH"),
    "Rotterdam": ("NL", ""),
    "Tallinn": ("EE", ""),
    "Boston": ("US", "MA"),
    "Melbourne": ("AU", "VIC"),
}
EQUIPMENT = ("Hearing loop", "Projector", "Recording desk", "Video conference", "Whiteboard")
# how one gets in, what stands there, and how many minutes lie between two sessions
FURNISHED = {
    "Elbe 2.04": (StepFree.YES, ("Hearing loop", "Projector", "Whiteboard"), 0),
    "Alster 1.10": (StepFree.YES, ("Projector", "Video conference"), 15),
    "Auditorium": (StepFree.YES, ("Hearing loop", "Projector", "Recording desk"), 30),
    "Maas 3.01": (StepFree.YES, ("Whiteboard",), 0),
    "Toompea": (StepFree.NO, ("Projector",), 0),
    "Harbor 5": (StepFree.YES, ("Video conference",), 0),
}
TEXT = "One hour, one table, and what we would do differently."

CLASHING = (
    Offer(
        state="room_clash",
        title="How to read a supplier's offer",
        kind=EventKind.SEMINAR,
        host="operations",
        speakers=("Kaarel Tamm",),
        topics=("Money",),
        text=TEXT,
        meetings=(Meeting(day=8, start=time(10), end=time(11), room="Elbe 2.04"),),
        seats=((ROOM, 20),),
        is_published=False,
    ),
    Offer(
        state="speaker_clash",
        title="Ten questions about working capital",
        kind=EventKind.TALK,
        host="finance",
        speakers=("Ines Okafor",),
        topics=("Money",),
        text=TEXT,
        meetings=(Meeting(day=8, start=time(11), end=time(12), join_url=LINK + "capital"),),
        seats=((ONLINE, 40),),
        owner="Tomasz Brandt",
        is_published=False,
    ),
    Offer(
        state="room_too_small",
        title="Everybody's first firmware",
        kind=EventKind.WORKSHOP,
        host="firmware",
        speakers=("Clara Jensen",),
        topics=("Data",),
        text=TEXT,
        meetings=(Meeting(day=22, start=time(13), end=time(14), room="Toompea"),),
        seats=((ROOM, 20),),
        is_published=False,
    ),
    Offer(
        state="across_offices",
        title="One hour with every office",
        kind=EventKind.DISCUSSION,
        host="people",
        speakers=("Clara Jensen",),
        topics=("Working together",),
        text="Each office tells the others what it would do differently. Half a year, every four weeks.",
        # Half a year sees the clocks change, on other nights in Boston than in Hamburg, the other way in Melbourne.
        meetings=tuple(
            Meeting(day=30 + 28 * number, start=time(14), end=time(15), join_url=LINK + "offices", zone="Europe/Berlin")
            for number in range(6)
        ),
        seats=((ONLINE, None),),
        is_published=False,
    ),
)


def furnish() -> None:
    """Say of each room what stands in it and how one gets in, and of each place whose holidays hold there."""
    for name, (country, subdivision) in HOLIDAYS.items():
        Location.objects.filter(name=name).update(country=country, subdivision=subdivision)
    known = {name: Equipment.objects.create(name=name) for name in EQUIPMENT}
    for name, (way, equipment, minutes) in FURNISHED.items():
        room = Room.objects.get(name=name)
        room.step_free, room.setup_minutes = way, minutes
        room.save(update_fields=["step_free", "setup_minutes"])
        room.equipment.set([known[each] for each in equipment])
