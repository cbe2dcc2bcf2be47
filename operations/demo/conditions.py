"""Offers that not everybody may take, or that ask something of those who do."""

from datetime import time

from events.enums import EventKind
from operations.demo.programme import ROOM, Meeting, Offer

CONDITIONED = (
    Offer(
        state="restricted",
        title="Four winters on the Elbe: a day in the field",
        kind=EventKind.WORKSHOP,
        host="research",
        speakers=("Tomasz Brandt",),
        topics=("Field work", "Data"),
        text="""The stations of the talk, seen from a boat. We read two sensors, clean a third, and find out why the cheapest one was the most honest.

Warm clothes; life jackets are on board.""",
        meetings=(Meeting(day=12, start=time(9), end=time(15), room="Elbe 2.04"),),
        seats=((ROOM, 12),),
        registered=1,
        with_accounts=("Lena Vogt",),
        owner="Tomasz Brandt",
        locations=("Hamburg", "Rotterdam"),
        needs=("feedback_open",),
    ),
)
