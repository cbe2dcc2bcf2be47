"""What Nordhaven Instruments offers: one event for every state a person can meet."""

from dataclasses import dataclass
from datetime import time

from events.enums import Audience, EventKind
from feedback.enums import Dimension

ROOM, ONLINE = "room", "online"


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A session, ``day`` days from today; without times it is under way when the demo is loaded."""

    day: int
    start: time | None = None
    end: time | None = None
    room: str = ""
    join_url: str = ""
    zone: str = ""


@dataclass(frozen=True, kw_only=True)
class Offer:
    """An event and how far it has come. ``state`` is the name under which tools find it."""

    state: str
    title: str
    kind: EventKind
    host: str
    speakers: tuple[str, ...]
    topics: tuple[str, ...]
    text: str
    meetings: tuple[Meeting, ...]
    seats: tuple[tuple[str, int | None], ...]
    registered: int = 0
    owner: str = "Ines Okafor"
    helper: str = ""
    audience: str = Audience.EVERYONE
    departments: tuple[str, ...] = ()
    co_hosts: tuple[str, ...] = ()
    is_unlisted: bool = False
    locations: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    minimum: int = 0
    decided_days_before: int = 2
    is_asked_below: bool = False
    no_show_policy: str = ""
    language: str = "en"
    shows_participants: bool = False
    with_accounts: tuple[str, ...] = ()
    guest: str = ""
    is_published: bool = True
    has_picture: bool = False
    message: str = ""
    is_marked: bool = False
    is_closed: bool = False
    has_self_check_in: bool = False
    has_follow_up: bool = False
    needs_organisers: bool = False  # nobody at Nordhaven opens the door themselves
    answers: int = 0
    is_feedback_closed: bool = False
    asks_more: bool = False  # afterwards, than every event asks
    counted_by: Dimension = Dimension.NOTHING


LINK = "https://meet.nordhaven.example/"
TOPICS = ("Money", "Contracts", "Customers", "Data", "Security", "Field work", "Working together")

OFFERS = (
    Offer(
        state="open",
        asks_more=True,
        title="Reading a balance sheet without fear",
        kind=EventKind.WORKSHOP,
        host="finance",
        speakers=("Ines Okafor", "Jonas Petersen"),
        topics=("Money",),
        text="""## What it is about

A balance sheet is a photograph of a company on one evening. In two hours we read three of them, slowly: ours, a supplier's and one that went wrong.

No prior knowledge. Bring a question from your own work; the last half hour belongs to those.

## You will be able to

- say what our working capital does when a delivery slips by a month,
- tell an expense from an investment in your own budget,
- ask Finance the question you mean.
""",
        meetings=(Meeting(day=8, start=time(9, 30), end=time(11, 30), room="Elbe 2.04"),),
        seats=((ROOM, 24),),
        registered=11,
        helper="Yusuf Kaya",
        shows_participants=True,
    ),
    Offer(
        state="nearly_full",
        title="Threat modelling with sticky notes",
        kind=EventKind.WORKSHOP,
        host="it",
        speakers=("Yusuf Kaya",),
        topics=("Security",),
        text="""Four questions, one wall, two hours. You leave with the threat model of something you are building now.

Bring a diagram, however bad.""",
        meetings=(Meeting(day=2, start=time(15), end=time(17), room="Maas 3.01"),),
        seats=((ROOM, 16),),
        registered=14,
        owner="Yusuf Kaya",
    ),
    Offer(
        state="full",
        title="Contracts in plain words",
        kind=EventKind.DISCUSSION,
        host="legal",
        speakers=("Henrik Aalto",),
        topics=("Contracts",),
        text="""Most of a contract is about the day it goes wrong. We take two of our own, a supply contract and a data agreement, and rewrite the three clauses that people outside Legal have to live with.

You leave with a one-page checklist: what to read first, what to ask, and when to call us.""",
        meetings=(Meeting(day=3, start=time(10), end=time(12), room="Alster 1.10"),),
        seats=((ROOM, 18),),
        registered=26,
        owner="Henrik Aalto",
        with_accounts=("Mara Lindqvist", "Lena Vogt"),
    ),
    Offer(
        state="today",
        has_picture=True,
        title="What the river sensors taught us",
        kind=EventKind.TALK,
        host="research",
        speakers=("Tomasz Brandt",),
        topics=("Data", "Field work"),
        text="""Eleven stations, four winters and one flood: what fails first, what drifts without a sound, and why the cheapest sensor was the most honest one.""",
        meetings=(Meeting(day=0, room="Auditorium", join_url=LINK + "river"),),
        seats=((ROOM, 40), (ONLINE, 80)),
        registered=34,
        helper="Yusuf Kaya",
        guest="Dr. Jo Arendt",
        has_self_check_in=True,
    ),
    Offer(
        state="several_sessions",
        title="Interviewing customers, kindly",
        kind=EventKind.TRAINING,
        host="product",
        speakers=("Salma Haddadi",),
        topics=("Customers",),
        text="""Three mornings: asking, listening, and saying what you heard without bending it. Between them you talk to one real customer each.""",
        meetings=(
            Meeting(day=9, start=time(9), end=time(12), room="Elbe 2.04"),
            Meeting(day=16, start=time(9), end=time(12), room="Elbe 2.04"),
            Meeting(day=23, start=time(9), end=time(12), room="Alster 1.10"),
        ),
        seats=((ROOM, 15),),
        registered=8,
        with_accounts=("Mara Lindqvist",),
    ),
    Offer(
        state="online",
        title="How a purchase order travels",
        kind=EventKind.SEMINAR,
        host="operations",
        speakers=("Kaarel Tamm",),
        topics=("Working together",),
        text="""From the first mail to the last stamp in one hour, with the five places where it waits. Cameras off is fine.""",
        meetings=(Meeting(day=4, start=time(14), end=time(15), join_url=LINK + "orders"),),
        seats=((ONLINE, None),),
        registered=22,
    ),
    Offer(
        state="another_zone",
        title="Field notes from the Boston lab",
        kind=EventKind.TALK,
        host="research",
        speakers=("Priya Raman",),
        topics=("Field work", "Data"),
        text="""What we measure in the harbour, and what the harbour does to our instruments. With a tour by video.""",
        meetings=(
            Meeting(
                day=6, start=time(10), end=time(11), room="Harbor 5", join_url=LINK + "boston", zone="America/New_York"
            ),
        ),
        seats=((ROOM, 20), (ONLINE, 50)),
        registered=17,
        owner="Priya Raman",
    ),
    Offer(
        state="departments",
        title="Firmware review, with the people who ship it",
        kind=EventKind.DISCUSSION,
        host="engineering",
        speakers=("Clara Jensen",),
        topics=("Working together",),
        text="""Engineering and Customer Care read one release note together, line by line.""",
        meetings=(Meeting(day=10, start=time(13), end=time(14), room="Toompea"),),
        seats=((ROOM, 12),),
        registered=5,
        audience=Audience.DEPARTMENTS,
        departments=("engineering", "care"),
    ),
    Offer(
        state="german",
        title="Verträge lesen, ohne einzuschlafen",
        kind=EventKind.SEMINAR,
        host="legal",
        speakers=("Henrik Aalto",),
        topics=("Contracts",),
        text="""Zwei Verträge, eine Stunde, keine Fußnoten. Auf Deutsch.""",
        meetings=(Meeting(day=13, start=time(11), end=time(12), room="Alster 1.10"),),
        seats=((ROOM, 18),),
        registered=4,
        language="de",
        owner="Henrik Aalto",
    ),
    Offer(
        state="cancelled",
        title="Negotiating with suppliers: a rehearsal",
        kind=EventKind.DISCUSSION,
        host="operations",
        speakers=("Kaarel Tamm",),
        topics=("Contracts", "Money"),
        text="""Twelve people, two rooms, one difficult supplier played by a former supplier.""",
        meetings=(Meeting(day=5, start=time(16), end=time(17, 30), room="Alster 1.10"),),
        seats=((ROOM, 12),),
        registered=9,
        with_accounts=("Mara Lindqvist",),
        message="Kaarel is ill. We look for a date in January and write to you first.",
    ),
    Offer(
        state="draft",
        title="Writing a one-page proposal",
        kind=EventKind.WORKSHOP,
        host="product",
        speakers=("Ines Okafor",),
        topics=("Working together",),
        text="One page, one decision, one hour.",
        meetings=(Meeting(day=20, start=time(10), end=time(11), room="Elbe 2.04"),),
        seats=((ROOM, 12),),
        is_published=False,
    ),
    Offer(
        state="over",
        title="Budgets for beginners",
        kind=EventKind.TRAINING,
        host="finance",
        speakers=("Ines Okafor",),
        topics=("Money",),
        text="""What a budget is for, and how to say no with it.""",
        meetings=(Meeting(day=-1, start=time(10), end=time(12), room="Elbe 2.04"),),
        seats=((ROOM, 24),),
        registered=12,
        with_accounts=("Mara Lindqvist",),
    ),
    Offer(
        state="feedback_open",
        title="Four winters on the Elbe",
        kind=EventKind.TALK,
        host="research",
        speakers=("Tomasz Brandt",),
        topics=("Field work",),
        text="""What fails first, what drifts without a sound, and why the cheapest sensor was the most honest one.""",
        meetings=(Meeting(day=-4, start=time(13), end=time(14, 30), room="Auditorium"),),
        seats=((ROOM, 120),),
        registered=28,
        with_accounts=("Mara Lindqvist", "Lena Vogt"),
        guest="Dr. Jo Arendt",
        is_marked=True,
        is_closed=True,
        answers=7,
        has_follow_up=True,
        counted_by=Dimension.DEPARTMENT,
    ),
    Offer(
        state="feedback_closed",
        title="Data protection, case by case",
        kind=EventKind.SEMINAR,
        host="legal",
        speakers=("Henrik Aalto", "Dr. Jo Arendt"),
        topics=("Data", "Contracts"),
        text="""Six cases, none of them easy, all of them ours.""",
        meetings=(
            Meeting(day=-38, start=time(9), end=time(12), room="Alster 1.10"),
            Meeting(day=-31, start=time(9), end=time(12), room="Alster 1.10"),
        ),
        seats=((ROOM, 18),),
        registered=17,
        with_accounts=("Mara Lindqvist",),
        is_marked=True,
        is_closed=True,
        answers=13,
        has_follow_up=True,
        is_feedback_closed=True,
        counted_by=Dimension.LOCATION,
        asks_more=True,
    ),
    Offer(
        state="groups",
        title="One week without e-mail: a world café",
        kind=EventKind.WORKSHOP,
        host="people",
        speakers=("Salma Haddadi",),
        topics=("Working together",),
        text="""Two afternoons at small tables. At each sit people from different departments, and the second time others than the first.

You leave with one habit of your own department that another would like to borrow.""",
        meetings=(
            Meeting(day=7, start=time(14), end=time(16), room="Auditorium"),
            Meeting(day=14, start=time(14), end=time(16), room="Auditorium"),
        ),
        seats=((ROOM, 30),),
        registered=24,
        helper="Yusuf Kaya",
        shows_participants=True,
        with_accounts=("Mara Lindqvist", "Lena Vogt"),
    ),
)
