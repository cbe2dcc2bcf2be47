"""What people of the demo organisation would like to learn: interest, a head start, the topic board, what they follow."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from itertools import cycle, islice
from uuid import NAMESPACE_URL, uuid5

from accounts.models import Department, User
from events import actions as events
from events import clock
from events.drafts import EventDraft, SessionDraft
from events.enums import EventKind, VoiceKind
from events.models import Event, Proposal, Topic
from events.weekly import last_morning
from operations.demo import directory

WITHOUT_A_DATE = """Two evenings on what happens between an order and the harbour: who waits for whom, which papers travel, and why a crate can stand still for a week.

If enough of us would come, we hold it in the hall, with the people who load."""
FIRST = """Bring a table you are tired of. We rebuild three of them together: what belongs in a row, what in a column, and what in another sheet altogether."""
# Title, why, who proposes it, how many would come and could teach it.
PROPOSALS = (
    ("How we decide what an instrument costs", "I explain prices to customers and guess half of it. What goes into one, and who decides?", "Lena Vogt", 14, 2),
    ("Writing so that Legal has nothing to add", "Three rounds for one page is two too many. A workshop with real pages would help.", "Mara Lindqvist", 9, 1),
    ("What a support call sounds like", "Half an hour of listening would change how we build.", "Yusuf Kaya", 6, 0),
    ("Reading the pressure log", "We all look at the same curve and see different things.", "Priya Raman", 2, 1),
)  # fmt: skip


def build(users: Mapping[str, User], crowd: Sequence[User], *, at: datetime) -> dict[str, Event]:
    """Everything there is to wish for; the events that came of it, by the names under which tools find them."""
    made = {
        "interest": _without_a_date(users, crowd, at=at),
        "head_start": _with_a_head_start(users, crowd, at=at),
    }
    _board(users, crowd, at=at)
    _follow(users, at=at)
    return made


def _announced(title: str, text: str, *, state: str, host: str, owner: User, at: datetime) -> Event:
    draft = EventDraft(
        title=title,
        language="en",
        kind=EventKind.SEMINAR,
        description=text,
        host_department=Department.objects.get(key=host),
        topics=tuple(Topic.objects.filter(name="Working together")),
    )
    event_id = uuid5(NAMESPACE_URL, f"https://{directory.DOMAIN}/{state}")
    event = events.create(draft=draft, by=owner, at=at, event_id=event_id)
    return events.gather_interest(event=event, by=owner, at=at)


def _without_a_date(users: Mapping[str, User], crowd: Sequence[User], *, at: datetime) -> Event:
    """Voices of several departments; Mara has none yet."""
    announced = at - timedelta(days=9)
    owner = users["Ines Okafor"]
    event = _announced(
        "From the order to the harbour", WITHOUT_A_DATE, state="interest", host="finance", owner=owner, at=announced
    )
    for number, person in enumerate(islice(crowd, 0, 31)):
        events.say_interest(event=event, by=person, at=announced + timedelta(hours=3 * number))
    return event


def _with_a_head_start(users: Mapping[str, User], crowd: Sequence[User], *, at: datetime) -> Event:
    """Mara was interested and may register; her colleagues can from the day after tomorrow."""
    owner = users["Yusuf Kaya"]
    event = _announced(
        "Tables that don't hurt", FIRST, state="head_start", host="it", owner=owner, at=at - timedelta(days=20)
    )
    for person in (users["Mara Lindqvist"], *crowd[40:52]):
        events.say_interest(event=event, by=person, at=at - timedelta(days=12))
    day = (at + timedelta(days=21)).date()
    day += timedelta(days=(7 - day.weekday()) % 7 + 2)  # a Wednesday
    session = SessionDraft(
        held_on=day,
        starts_wall=time(14),
        ends_on=day,
        ends_wall=time(16),
        zone="Europe/Berlin",
        place="Hall 2, upstairs",
    )
    draft = EventDraft(
        title=event.title,
        language="en",
        kind=EventKind.WORKSHOP,
        description=FIRST,
        host_department=event.host_department,
        topics=tuple(event.topics.all()),
        sessions=(session,),
        seats={"room": 18},
    )
    moment = at - timedelta(hours=2)
    event = events.edit(event=event, draft=draft, by=owner, at=moment)
    return events.publish(event=event, by=owner, at=moment)


def _board(users: Mapping[str, User], crowd: Sequence[User], *, at: datetime) -> None:
    """A proposal in every state: open, taken up, closed with a reason, merged, taken back."""
    people = cycle(crowd)
    made = [_propose(users[by], people, row, at=at) for by, row in ((row[2], row) for row in PROPOSALS)]
    coordinator, jonas = users["Clara Jensen"], users["Jonas Petersen"]
    taken = _propose(
        jonas, people, ("Negotiating without winning", "We win the price and lose the year.", "", 11, 2), at=at
    )
    teacher = taken.voices.filter(kind=VoiceKind.TEACH).order_by("pk")[0].user
    events.take_up(proposal=taken, teacher=teacher, by=coordinator, at=at - timedelta(days=1))
    closed = _propose(jonas, people, ("Spreadsheets for everybody", "So that nobody has to ask.", "", 4, 0), at=at)
    reason = "“Tables that don't hurt” is just that; it has a date since this week."
    events.close_proposal(proposal=closed, reason=reason, by=coordinator, at=at)
    double = _propose(users["Henrik Aalto"], people, ("Who decides our prices?", "I'd like to know.", "", 3, 1), at=at)
    events.merge_proposals(proposal=double, into=made[0], by=coordinator, at=at)
    back = _propose(users["Henrik Aalto"], people, ("Something about tea", "We have so many kinds.", "", 0, 0), at=at)
    events.withdraw_proposal(proposal=back, by=back.proposer, at=at)


def _propose(by: User, people: "cycle[User]", row: tuple[str, str, str, int, int], *, at: datetime) -> Proposal:
    title, why, _by, coming, teaching = row
    proposal = events.propose(title=title, why=why, by=by, at=at - timedelta(days=coming))
    for kind, number in ((VoiceKind.COME, coming), (VoiceKind.TEACH, teaching)):
        for person in islice(people, number):
            events.speak(proposal=proposal, kind=kind, by=person, at=at - timedelta(hours=coming))
    return proposal


def _follow(users: Mapping[str, User], *, at: datetime) -> None:
    """Mara and Lena follow a few things; a digest with what was new went out on Monday."""
    for name in ("Mara Lindqvist", "Lena Vogt"):
        person = users[name]
        things = [*Topic.objects.filter(name__in=["Money", "Contracts", "Working together"]), users["Yusuf Kaya"]]
        for thing in (*things, Department.objects.get(key="legal")):
            events.follow(user=person, thing=thing, at=at - timedelta(days=50))
    clock.send_digests(last_morning(at, "Europe/Berlin"))
