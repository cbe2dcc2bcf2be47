"""Events on their way to being published, one known by its link alone, one of several hosts, one put out of the way."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from accounts import actions as people
from accounts.enums import Publishing
from accounts.models import Department, User
from events import actions as events
from events.drafts import EventDraft, SessionDraft, SpeakerDraft
from events.enums import EventKind
from events.models import Event, Series
from events.recurrence import Frequency, Rule
from operations.demo.programme import LINK, ONLINE, ROOM, Meeting, Offer

CAREFUL = "mechanics"  # whose events Engineering's coordinator agrees to first

TO_PUBLISH = (
    Offer(
        state="scheduled",
        title="What a forecast is for",
        kind=EventKind.TALK,
        host="finance",
        speakers=("Jonas Petersen",),
        topics=("Money",),
        text="Why the number is wrong on purpose, who needs it anyway, and what it decides in the spring.",
        meetings=(Meeting(day=26, start=time(14), end=time(15), room="Auditorium"),),
        seats=((ROOM, 80),),
        is_published=False,
    ),
    Offer(
        state="in_review",
        title="Tolerances, and who pays for them",
        kind=EventKind.WORKSHOP,
        host=CAREFUL,
        speakers=("Henrik Aalto",),
        topics=("Working together", "Contracts"),
        text="A hundredth of a millimetre costs money. We read three drawings and three offers together and ask which "
        "of the tolerances anybody needs.",
        meetings=(Meeting(day=27, start=time(9), end=time(11), room="Toompea"),),
        seats=((ROOM, 12),),
        owner="Henrik Aalto",
        is_published=False,
    ),
    Offer(
        state="sent_back",
        title="The test bench, an introduction",
        kind=EventKind.TRAINING,
        host=CAREFUL,
        speakers=("Henrik Aalto",),
        topics=("Field work",),
        text="How to use the bench without breaking it. For whoever has to, or would like to.",
        meetings=(Meeting(day=28, start=time(9), end=time(10), room="Toompea"),),
        seats=((ROOM, 6),),
        owner="Henrik Aalto",
        is_published=False,
    ),
    Offer(
        state="co_hosted",
        title="One customer, three departments",
        kind=EventKind.DISCUSSION,
        host="sales",
        co_hosts=("care", "legal"),
        speakers=("Ines Okafor",),
        topics=("Customers", "Working together"),
        text="Sales has promised it, Customer Care hears about it, Legal has written it down. We look at one contract "
        "from all three sides.",
        meetings=(Meeting(day=29, start=time(13), end=time(14, 30), room="Auditorium"),),
        seats=((ROOM, 40),),
        registered=11,
    ),
    Offer(
        state="unlisted",
        title="A quiet hour for new team leads",
        kind=EventKind.DISCUSSION,
        host="people",
        speakers=("Ines Okafor",),
        topics=("Working together",),
        text="What nobody has told you before your first week. By invitation: please pass the link on with care.",
        meetings=(Meeting(day=30, start=time(16), end=time(17), join_url=LINK + "quiet"),),
        seats=((ONLINE, 12),),
        registered=4,
        is_unlisted=True,
    ),
    Offer(
        state="archived",
        title="Minutes that somebody reads",
        kind=EventKind.SEMINAR,
        host="finance",
        speakers=(),
        topics=(),
        text="",
        meetings=(),
        seats=(),
        is_published=False,
    ),
)


def make_ready(made: Mapping[str, Event], users: Mapping[str, User], *, at: datetime) -> None:
    """Set a time, ask those who have to agree, send one back, put one away."""
    ines, henrik, clara, ada = (users[name] for name in ("Ines Okafor", "Henrik Aalto", "Clara Jensen", "Ada Sommer"))
    careful = Department.objects.get(key=CAREFUL)
    people.change_department(department=careful, values={"publishing": Publishing.REVIEW}, by=ada, at=at)
    publish_at = (at + timedelta(days=3)).replace(hour=8, minute=0)
    events.schedule(event=made["scheduled"], publish_at=publish_at, by=ines, at=at - timedelta(days=1))
    asked_at = at - timedelta(hours=20)
    note = "It is the first one that we do together with Legal. Is the title all right?"
    waiting = events.ask_review(event=made["in_review"], note=note, by=henrik, at=asked_at)
    said = "The title is fine. Will there be a drawing of ours among the three?"
    events.remark(review=waiting, text=said, by=clara, at=asked_at + timedelta(hours=2))
    events.remark(review=waiting, text="Yes, the housing.", by=henrik, at=asked_at + timedelta(hours=3))
    other = events.ask_review(event=made["sent_back"], note="", by=henrik, at=asked_at)
    comment = "An hour is too short for the safety briefing. Make it two, and say who has to bring shoes."
    events.ask_for_changes(review=other, comment=comment, by=clara, at=asked_at + timedelta(hours=5))
    events.archive(event=made["archived"], by=ines, at=at - timedelta(days=2))


def ask_for_a_series(users: Mapping[str, User], *, at: datetime) -> Series:
    """Three drafts of a series: the department is asked about all of them at once, and they have a time already."""
    henrik, asked_at = users["Henrik Aalto"], at - timedelta(hours=7)
    first = (at + timedelta(days=33)).date()
    session = SessionDraft(
        held_on=first,
        starts_wall=time(15),
        ends_on=first,
        ends_wall=time(16),
        zone="Europe/Berlin",
        place="The test bench, Hamburg",
    )
    draft = EventDraft(
        title="Old instruments, opened",
        language="en",
        kind=EventKind.WORKSHOP,
        description="One instrument from the archive each time, and the people who once built it.",
        host_department=Department.objects.get(key=CAREFUL),
        sessions=(session,),
        speakers=(SpeakerDraft(user=henrik),),
        seats={ROOM: 10},
    )
    event = events.create(draft=draft, by=henrik, at=asked_at)
    rule = Rule(starts_on=first, frequency=Frequency.WEEKLY, weekdays=frozenset({first.weekday()}), interval=2, count=3)
    series = events.repeat(event=event, rule=rule, by=henrik, at=asked_at)
    publish_at = (at + timedelta(days=4)).replace(hour=9, minute=0)
    events.schedule_all(series=series, publish_at=publish_at, by=henrik, at=asked_at)
    events.ask_for_all(series=series, note="Three afternoons, always at the bench. All right?", by=henrik, at=asked_at)
    return series
