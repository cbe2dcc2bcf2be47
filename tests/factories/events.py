"""Events through their own actions, so that every test starts from a state that can exist."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import count

from django.utils import timezone

from accounts.models import User
from events import actions
from events.drafts import EventDraft, SessionDraft
from events.enums import EventState
from events.models import Equipment, Event, Pool, Room, Session, Speaker, Topic
from tests.factories.accounts import make_location, make_user

NOW = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
DAY = date(2027, 3, 10)

ONLINE = "https://meet.example/first"

_numbers = count(1)


def make_room(name: str = "", capacity: int = 30, zone: str = "Europe/Berlin") -> Room:
    return Room.objects.create(
        name=name or f"Room {next(_numbers)}", capacity=capacity, location=make_location(zone=zone)
    )


def make_equipment(name: str = "") -> Equipment:
    return Equipment.objects.create(name=name or f"Equipment {next(_numbers)}")


def make_topic(name: str = "") -> Topic:
    number = next(_numbers)
    return Topic.objects.create(name=name or f"Topic {number}", key=f"topic-{number}")


def session_draft(day: date = DAY, start: str = "10:00", end: str = "11:00", **values: object) -> SessionDraft:
    values.setdefault("place", "Elbe 2.04")
    values.setdefault("zone", "Europe/Berlin")
    return SessionDraft(
        held_on=day,
        starts_wall=time.fromisoformat(start),
        ends_on=values.pop("ends_on", day),
        ends_wall=time.fromisoformat(end),
        **values,
    )


def event_draft(**values: object) -> EventDraft:
    values.setdefault("title", f"Event {next(_numbers)}")
    values.setdefault("language", "en")
    values.setdefault("sessions", (session_draft(),))
    values.setdefault("seats", {"room": 10})
    values.setdefault("needs_organisers", False)  # most tests hold everything on one day
    return EventDraft(**values)


def make_draft(*, owner: User | None = None, at: datetime = NOW, **values: object) -> Event:
    return actions.create(draft=event_draft(**values), by=owner or make_user(), at=at)


def make_event(*, capacity: int | None = 10, owner: User | None = None, at: datetime = NOW, **values: object) -> Event:
    """A published event with one session on DAY and ``capacity`` seats in the room."""
    values.setdefault("seats", {"room": capacity})
    event = make_draft(owner=owner, at=at, **values)
    return actions.publish(event=event, by=event.roles.get().user, at=at)


def make_upcoming_event(*, days: int = 7, start: str = "10:00", end: str = "11:00", **values: object) -> Event:
    """An event ``days`` days from now by the real clock, as views see it."""
    at = timezone.now()
    day = (at + timedelta(days=days)).date()
    values.setdefault("sessions", (session_draft(day, start, end),))
    return make_event(at=at - timedelta(days=1), **values)


def make_online_event(*, minutes: int = 10, **values: object) -> Event:
    """An event that begins in so many ``minutes`` by the real clock, online and for an hour."""
    at = timezone.now()
    start = at.replace(second=0, microsecond=0) + timedelta(minutes=minutes)
    end = start + timedelta(hours=1)
    clocks = (f"{one:%H:%M}" for one in (start, end))
    session = session_draft(
        start.date(), *clocks, ends_on=end.date(), zone="UTC", place="", join_url=values.pop("join_url", ONLINE)
    )
    values.setdefault("seats", {"online": 10})
    return make_event(at=at - timedelta(days=2), sessions=(session,), **values)


def make_many_events(number: int, *, owner: User) -> list[Event]:
    """As ``number`` published events of the coming year, one an hour, written at once."""
    at = timezone.now()
    starts = [at + timedelta(days=2, hours=hour) for hour in range(number)]
    events = Event.objects.bulk_create(
        Event(
            slug=f"many-{hour}",
            title=f"Many {hour}",
            state=EventState.PUBLISHED,
            published_at=at,
            created_at=at,
            changed_at=at,
            starts_at=start,
            ends_at=start + timedelta(minutes=45),
        )
        for hour, start in enumerate(starts)
    )
    Pool.objects.bulk_create(Pool(event=event, kind="room", capacity=10) for event in events)
    sessions = Session.objects.bulk_create(
        Session(
            event=event,
            held_on=event.starts_at.date(),
            starts_wall=event.starts_at.time(),
            ends_on=event.ends_at.date(),
            ends_wall=event.ends_at.time(),
            zone="UTC",
            starts_at=event.starts_at,
            ends_at=event.ends_at,
            place="Elbe 2.04",
        )
        for event in events
    )
    Speaker.objects.bulk_create(Speaker(session=session, user=owner) for session in sessions)
    actions.renew_search(event.pk for event in events)
    return events


def make_past_event(*, days_ago: int = 2, at: datetime = NOW, **values: object) -> Event:
    """An event that ended ``days_ago`` days before ``at``, published a week earlier."""
    day = (at - timedelta(days=days_ago)).date()
    return make_event(at=at - timedelta(days=days_ago + 7), sessions=(session_draft(day),), **values)


def main_pool(event: Event) -> Pool:
    return event.pools.order_by("pk").first()
