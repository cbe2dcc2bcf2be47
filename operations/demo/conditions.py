"""Offers that not everybody may take, or that ask something of those who do."""

from datetime import time

from events.enums import EventKind
from operations.demo.programme import LINK, ONLINE, ROOM, Meeting, Offer

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
        no_show_policy="The boat waits for nobody. Whoever stays away without a word comes last next time.",
    ),
    Offer(
        state="minimum",
        title="Lightning talks: what I broke this year",
        kind=EventKind.TALK,
        host="it",
        speakers=("Yusuf Kaya",),
        topics=("Working together",),
        text="""Five minutes each, one slide, no heroes. Bring something that went wrong and what you would do now.""",
        meetings=(Meeting(day=11, start=time(16), end=time(17, 30), room="Maas 3.01"),),
        seats=((ROOM, 16),),
        registered=5,
        owner="Yusuf Kaya",
        minimum=8,
        decided_days_before=3,
    ),
    Offer(
        state="too_few",
        title="A reading circle on standards",
        kind=EventKind.DISCUSSION,
        host="legal",
        speakers=("Henrik Aalto",),
        topics=("Contracts",),
        text="""One standard an evening, read aloud, with the questions that nobody asks in a meeting.""",
        meetings=(Meeting(day=7, start=time(17), end=time(18), room="Alster 1.10"),),
        seats=((ROOM, 12),),
        registered=4,
        owner="Henrik Aalto",
        minimum=6,
        decided_days_before=10,
        is_asked_below=True,
    ),
    Offer(
        state="offering",
        title="Negotiating when you are the smaller one",
        kind=EventKind.WORKSHOP,
        host="legal",
        speakers=("Henrik Aalto",),
        topics=("Contracts", "Working together"),
        text="""Two rounds, one difficult supplier played by a former supplier. Everyone negotiates once and watches twice.

Short theory first: interests before positions, the number you do not say, how to leave politely.""",
        meetings=(
            Meeting(
                day=18, start=time(14), end=time(17), room="Alster 1.10", join_url="https://meet.nordhaven.example/9"
            ),
        ),
        seats=((ROOM, 6), (ONLINE, 10)),
        registered=9,
        owner="Henrik Aalto",
    ),
    Offer(
        state="shared",
        title="What each of us gets wrong about the others",
        kind=EventKind.DISCUSSION,
        host="people",
        speakers=("Clara Jensen",),
        topics=("Working together",),
        text="""One table from every department. Each brings a sentence that the others say about them, and what is true about it.

Some seats are held for a while, so that nobody is discussed in their absence.""",
        meetings=(
            Meeting(
                day=15, start=time(13), end=time(15), room="Alster 1.10", join_url="https://meet.nordhaven.example/12"
            ),
        ),
        seats=((ROOM, 10), (ONLINE, 20)),
        registered=5,
    ),
    Offer(
        state="approval",
        title="A day in another department",
        kind=EventKind.TRAINING,
        host="people",
        speakers=("Clara Jensen",),
        topics=("Working together",),
        text="""You sit with a team whose work you depend on, and do some of it. Your manager has to say yes, because you are away.""",
        meetings=(Meeting(day=20, start=time(9), end=time(17), room="Alster 1.10"),),
        seats=((ROOM, 8),),
        registered=3,
    ),
    Offer(
        state="asking",
        title="A day aboard: sensors, weather and who decides",
        kind=EventKind.WORKSHOP,
        host="engineering",
        speakers=("Clara Jensen",),
        topics=("Field work",),
        text="""We leave with the tide and come back with data. Two watches, four stations, one galley.

The crew has to know a few things about you first; it takes two minutes.""",
        meetings=(Meeting(day=16, start=time(8), end=time(17), room="Elbe 2.04"),),
        seats=((ROOM, 14),),
        registered=9,
        with_accounts=("Lena Vogt", "Priya Raman"),
        guest="Jo Arendt",
    ),
)

# Behind all others, as each offer takes its people from where the one before it stopped.
UNDIVIDED = (
    Offer(
        state="clash_refused",
        title="Reading a log when nothing makes sense",
        kind=EventKind.WORKSHOP,
        host="it",
        speakers=("Yusuf Kaya",),
        topics=("Data",),
        text="""Ninety minutes with one log of a bad night, line by line. It only works with everybody there from the first line to the last, so nobody sits in two places at once.""",
        meetings=(Meeting(day=9, start=time(10), end=time(11, 30), join_url=LINK + "logs"),),
        seats=((ONLINE, 12),),
        registered=4,
        owner="Yusuf Kaya",
    ),
)
