"""How events begin besides the editor: announced in a minute, cloned, from a template, from a file."""

from datetime import time

from events.enums import EventKind
from operations.demo.programme import ROOM, Meeting, Offer

SHORT_FORMS = (
    Offer(
        state="lunch",
        title="Lunch with somebody from Legal",
        kind=EventKind.LUNCH,
        host="legal",
        speakers=(),
        topics=(),
        text="",
        meetings=(Meeting(day=2, start=time(12, 15), end=time(13, 15), room="Alster 1.10"),),
        seats=((ROOM, 8),),
        registered=5,
        owner="Henrik Aalto",
    ),
    Offer(
        state="lightning",
        title="The one spreadsheet formula I would keep",
        kind=EventKind.LIGHTNING,
        host="finance",
        speakers=("Jonas Petersen",),
        topics=("Data",),
        text="Fifteen minutes, one formula, and what I deleted because of it.",
        meetings=(Meeting(day=4, start=time(15), end=time(15, 15), room="Elbe 2.04"),),
        seats=((ROOM, None),),
        registered=6,
        owner="Jonas Petersen",
    ),
)
