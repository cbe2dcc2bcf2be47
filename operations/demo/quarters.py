"""What Nordhaven Instruments did in the last quarters, so that there is something to add up."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from django.utils import timezone

from accounts.models import Department, User
from events.drafts import SessionDraft
from events.enums import EventKind, PoolKind
from events.models import Room, Topic
from operations.demo.plans import Plan
from operations.demo.rows import write
from operations.demo.seating import Stay
from reports import clock as reports_clock
from reports.periods import Quarter, quarter_of

ZONE = "Europe/Berlin"
QUARTERS = 4
# What each department offers in a quarter: how far into it, in days, for how many, and for how long.
OFFERED = (
    ("finance", "Closing a month together", 12, 34, 2),
    ("finance", "What a forecast is for", 40, 30, 1),
    ("finance", "Travel costs in half an hour", 61, 38, 1),
    ("research", "Reading a measurement", 18, 36, 2),
    ("research", "How we fail in the lab", 47, 32, 2),
    ("engineering", "What the firmware can't do", 25, 33, 1),
    ("engineering", "A day at the test bench", 54, 28, 3),
    ("people", "First talks with new colleagues", 33, 26, 2),
    ("legal", "Signing nothing by accident", 68, 14, 1),
)


def look_back(crowd: Sequence[User], owner: User, *, at: datetime) -> None:
    """Let the last quarters have happened, and their figures have been drawn up."""
    zone = timezone.get_default_timezone()
    latest = quarter_of(at - timedelta(days=112), zone)
    quarters = [latest]
    while len(quarters) < QUARTERS:
        quarters.append(quarter_of(quarters[-1].starts_at(zone) - timedelta(days=1), zone))
    departments = {department.key: department for department in Department.objects.all()}
    plans = (plan for quarter in quarters for plan in _plans(quarter, crowd, owner, departments))
    write(plans, people={person.pk: person for person in crowd}, at=at)
    reports_clock.draw_up_figures(at)


def _plans(
    quarter: Quarter, crowd: Sequence[User], owner: User, departments: Mapping[str, Department]
) -> Iterator[Plan]:
    for host, title, day, people, hours in OFFERED:
        name = f"{quarter} {title}"
        chance = Random(name)
        meeting = _meeting(quarter, day=day, hours=hours)
        announced_at = meeting.starts_at - timedelta(days=30)
        seats = people + chance.randint(-4, 8)
        yield Plan(
            name=name,
            title=title,
            kind=EventKind.WORKSHOP if hours > 1 else EventKind.SEMINAR,
            language="en",
            owner=owner,
            host=departments[host],
            announced_at=announced_at,
            meetings=(meeting,),
            seats={PoolKind.ROOM: seats},
            topics=tuple(Topic.objects.order_by("pk")[:1]),
            speakers=(owner,),
            stays=tuple(
                Stay(person=person.pk, pool=PoolKind.ROOM, joined_at=announced_at + timedelta(minutes=7 * number))
                for number, person in enumerate(chance.sample(list(crowd), min(people, len(crowd))))
            ),
            is_closed=True,
        )


def _meeting(quarter: Quarter, *, day: int, hours: int) -> SessionDraft:
    on = (quarter.starts_at(ZoneInfo(ZONE)) + timedelta(days=day)).date()
    on -= timedelta(days=max(on.weekday() - 4, 0))  # off the weekend
    return SessionDraft(
        held_on=on,
        starts_wall=time(10),
        ends_on=on,
        ends_wall=time(10 + hours),
        zone=ZONE,
        room=Room.objects.get(name="Auditorium"),
        join_url="",
    )
