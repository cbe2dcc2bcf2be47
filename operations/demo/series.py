"""A series that has been running for some weeks: an exception, one more date, one called off, people in all of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from accounts.models import Department, User
from events import actions as events
from events.drafts import Content, EventDraft, MaterialDraft, SessionDraft, SpeakerDraft
from events.enums import ClashRule, EventKind, MaterialAudience, MaterialKind, PoolKind
from events.models import Event, Series, Topic
from events.recurrence import Frequency, Rule
from events.repeating import Reach
from registrations import actions as registrations

ZONE, TITLE, PLACE = "Europe/Berlin", "Numbers on the table", "The long table in the canteen, Hamburg"
TEXT = """Forty minutes, one chart that somebody made this week, and the question what it hides.

You can come every time or only when the chart is about you. No slides, no homework."""
OWNER, ENROLLED, WAITS = "Ines Okafor", ("Mara Lindqvist", "Lena Vogt"), 2
TUESDAY, BEFORE, BEGINS, ENDS, SEATS = 1, timedelta(weeks=3), time(7, 45), time(8, 25), 12


def repeat(users: Mapping[str, User], crowd: list[User], *, at: datetime) -> Series:
    """Numbers on the table, every week: three dates were, the last two are still drafts."""
    announced = at - BEFORE - timedelta(days=5)
    first = (at - BEFORE).astimezone(ZoneInfo(ZONE)).date()
    first += timedelta(days=(TUESDAY - first.weekday()) % 7)
    owner = users[OWNER]
    week = timedelta(weeks=1)
    rule = Rule(
        starts_on=first,
        frequency=Frequency.WEEKLY,
        weekdays=frozenset({first.weekday()}),
        count=11,
        without=frozenset({first + 6 * week}),
        extra=frozenset({first + 7 * week + timedelta(days=2)}),
    )
    event = events.create(draft=_draft(first, owner), by=owner, at=announced)
    series = events.repeat(event=event, rule=rule, by=owner, at=announced)
    dates = list(series.events.order_by("series_on"))
    _hand_on(dates[0], owner, at=announced)
    for one in dates[:-3]:
        events.publish(event=one, by=owner, at=announced)
    _take_part(series, users, crowd, at=announced)
    events.publish(event=dates[-3], by=owner, at=announced + timedelta(days=1))  # they are registered for it too
    events.cancel(event=dates[5], message="Ines is at the harbour that day.", by=owner, at=at - timedelta(days=1))
    return series


def _hand_on(event: Event, owner: User, *, at: datetime) -> None:
    """What was said at one date and holds at all: nobody minds an early coffee elsewhere, and all read the same page."""
    seating = replace(events.copy_of(event).seating, clash_rule=ClashRule.IGNORE)
    events.set_seating_of_dates(event=event, draft=seating, reach=Reach.ALL, by=owner, at=at)
    said = MaterialDraft(title="How to read a chart", language="en", visible=MaterialAudience.ALL)
    content = Content(text="Look at the axes first. Then ask what was left out.")
    add = partial(events.add_material_to_dates, event=event, kind=MaterialKind.NOTE, reach=Reach.ALL, by=owner, at=at)
    add(draft=said, content=content)


def _draft(first: date, owner: User) -> EventDraft:
    """What each of the dates is like."""
    session = SessionDraft(
        held_on=first,
        starts_wall=BEGINS,
        ends_on=first,
        ends_wall=ENDS,
        zone=ZONE,
        place=PLACE,
    )
    return EventDraft(
        title=TITLE,
        language="en",
        kind=EventKind.DISCUSSION,
        description=TEXT,
        host_department=Department.objects.get(key="finance"),
        topics=tuple(Topic.objects.filter(name__in=["Money", "Data"])),
        sessions=(session,),
        speakers=(SpeakerDraft(user=owner),),
        seats={PoolKind.ROOM.value: SEATS},
    )


def _take_part(series: Series, users: Mapping[str, User], crowd: list[User], *, at: datetime) -> None:
    """Some are there every time, some now and then; one date is full."""
    people = [users[name] for name in ENROLLED]
    for minute, person in enumerate([*people, *crowd[40:44]], start=1):
        when = at + timedelta(minutes=minute)
        registrations.enrol(series=series, participant=person, pool_kind=PoolKind.ROOM, at=when)
    for number, event in enumerate(series.events.exclude(published_at=None).order_by("series_on")):
        taken = SEATS - len(ENROLLED) - 4 + WAITS if number == 4 else number % 4  # noqa: PLR2004  # the fifth is full
        for person in crowd[50 : 50 + taken]:
            registrations.register_several(
                events=[event], participant=person, pool_kind=PoolKind.ROOM, at=at + timedelta(hours=1)
            )
