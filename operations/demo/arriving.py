"""Who has come: by themselves, with the code on the screen of the room, and by the report of a meeting online."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from events.enums import EventKind, PoolKind, RoleKind
from events.models import Event, Session
from operations.demo.programme import LINK, ONLINE, Meeting, Offer
from operations.demo.voting import vote
from registrations import actions, policies
from registrations.enums import Mark
from registrations.models import Registration
from registrations.querysets import RegistrationQuerySet

ARRIVED = 9
WAS_THERE = (60, 58, 60, 22, 60, 55, 60, 12)  # minutes of the first in the file, and so on

MET_ONLINE = (
    Offer(
        state="met_online",
        title="Five questions to a supplier",
        kind=EventKind.WORKSHOP,
        host="legal",
        speakers=("Salma Haddadi",),
        topics=("Contracts",),
        text="""What to ask before anybody signs, and what to do with an answer that is none.""",
        meetings=(Meeting(day=-1, start=time(10), end=time(11), join_url=LINK + "supplier"),),
        seats=((ONLINE, 30),),
        registered=14,
    ),
)


def arrive(events: Mapping[str, Event], *, at: datetime) -> None:
    """The first in the room today have checked in themselves and are asked something; yesterday's report waits to be looked at."""
    today = events["today"]
    session = today.sessions.select_related("event").get()
    if policies.screen_refusal(today, session, at=at) is None:
        for row in _seated(today).filter(pool__kind=PoolKind.ROOM)[:ARRIVED]:
            actions.check_in_oneself(registration=row, session=session, has_seen=True, by=row.user, at=at)
    met = events["met_online"]
    session, owner = met.sessions.select_related("event").get(), met.roles.get(kind=RoleKind.OWNER).user
    first = _seated(met)[0]
    actions.mark(event=met, session=session, marks={first.pk: Mark.ABSENT}, by=owner, at=session.ends_at)
    text = "\n".join(_report(session, [row.participant.name for row in _seated(met)]))
    upload = actions.Upload(name="attendance.csv", content=text.encode("utf-16"), zone=session.zone, share=75)
    actions.keep_report(session=session, upload=upload, by=owner, at=at)
    vote(events, at=at)


def _seated(event: Event) -> RegistrationQuerySet:
    found = Registration.objects.for_event(event).confirmed().exclude(user=None)
    return found.select_related("event", "user", "guest").order_by("pk")


def _report(session: Session, names: list[str]) -> Iterator[str]:
    """As Teams writes it: with somebody by phone, somebody from elsewhere, a row twice, and one that says nothing."""
    yield from ("1. Summary", f"Meeting title\t{session.event.title}", "", "3. In-Meeting Activities")
    yield "Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole"
    start = session.starts_at.astimezone(ZoneInfo(session.zone))
    for name, minutes in zip(names, WAS_THERE, strict=False):
        yield _row(name, start, minutes)
    yield _row(names[0], start, WAS_THERE[0])
    yield _row("+49 40 ****17", start, 41)
    yield _row("Kim from the supplier", start, 60)
    yield f"{names[-1]}\t\t\t\t\tAttendee"


def _row(name: str, start: datetime, minutes: int) -> str:
    end = start + timedelta(minutes=minutes)
    return f"{name}\t{start:%m/%d/%y, %I:%M:%S %p}\t{end:%m/%d/%y, %I:%M:%S %p}\t{minutes}m 0s\t\tAttendee"
