"""Plans as rows: what drafting, publishing, registering, cancelling and marking would have left, many at once.

The audit and the outbox stay as they are: nobody did any of this, and nobody was told.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from uuid import NAMESPACE_URL, uuid5

from django.db.models import Model
from django.utils.text import slugify

from accounts.models import User
from calendars.models import Entry, Meeting, Revision
from events.actions import renew_search
from events.actions.programme import meeting_details
from events.enums import EventState, RoleKind
from events.models import Event, Pool, Role, Session, Speaker
from operations.demo import directory
from operations.demo.company import BATCH
from operations.demo.diaries import entry_of, meeting_of, revisions_of
from operations.demo.plans import Plan
from operations.demo.seating import Place, places
from operations.demo.surveys import Survey, write_surveys
from registrations.enums import ATTENDED, Ending, Mark, RegistrationStatus
from registrations.models import Attendance, AttendanceList, Registration

AT_ONCE = 100
MARKS = (*[Mark.PRESENT] * 16, Mark.PARTIAL, Mark.EXCUSED, Mark.ABSENT, Mark.ABSENT)


@dataclass
class Written:
    """One plan whose rows are being written."""

    plan: Plan
    event: Event
    sessions: list[Session] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    pools: dict[str, Pool] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)
    registrations: list[Registration] = field(default_factory=list)
    attended: set[int] = field(default_factory=set)


def write(plans: Iterator[Plan], *, people: Mapping[int, User], at: datetime) -> list[Event]:
    """Write every plan; returns the events."""
    events: list[Event] = []
    while some := list(islice(plans, AT_ONCE)):
        written = [Written(plan, _event(plan)) for plan in some]
        _write_events(written)
        _write_programmes(written)
        _write_registrations(written, people)
        _write_diaries(written, people)
        _write_attendance(written)
        surveys = [_survey(one, at=at) for one in written if one.event.is_over(at)]
        write_surveys([survey for survey in surveys if survey], at=at)
        renew_search(one.event.pk for one in written)
        events += [one.event for one in written]
    return events


def _event(plan: Plan) -> Event:
    identity = uuid5(NAMESPACE_URL, f"https://{directory.DOMAIN}/{plan.name}")
    return Event(
        uuid=identity,
        slug=f"{slugify(plan.title)[:60].strip('-')}-{identity.hex[:6]}",
        title=plan.title,
        kind=plan.kind,
        description=plan.description,
        language=plan.language,
        host_department=plan.host,
        audience=plan.audience,
        shows_participants=identity.int % 3 == 0,
        state=EventState.PUBLISHED,
        published_at=plan.announced_at,
        created_at=plan.announced_at,
        changed_at=plan.announced_at,
        starts_at=min(meeting.starts_at for meeting in plan.meetings),
        ends_at=max(meeting.ends_at for meeting in plan.meetings),
    )


def _keep(model: type[Model], rows: Iterator[Model]) -> None:
    model._default_manager.bulk_create(rows, batch_size=BATCH)  # noqa: SLF001  # of any model


def _write_events(written: Sequence[Written]) -> None:
    _keep(Event, (one.event for one in written))
    _keep(Role, (Role(event=one.event, user=one.plan.owner, kind=RoleKind.OWNER) for one in written))
    topics, invited = Event.topics.through, Event.departments.through
    _keep(topics, (topics(event=one.event, topic=topic) for one in written for topic in one.plan.topics))
    _keep(invited, (invited(event=one.event, department=each) for one in written for each in one.plan.departments))


def _write_programmes(written: Sequence[Written]) -> None:
    for one in written:
        one.pools = {kind: Pool(event=one.event, kind=kind, capacity=seats) for kind, seats in one.plan.seats.items()}
        stays = {kind: [stay for stay in one.plan.stays if stay.pool == kind] for kind in one.pools}
        for kind, pool in one.pools.items():
            found = places(stays[kind], capacity=pool.capacity)
            pool.seats_taken = sum(place.is_seated for place in found)
            one.places += found
        one.sessions = [
            Session(
                event=one.event,
                uid=str(uuid5(one.event.uuid, f"session {number}")),
                held_on=draft.held_on,
                starts_wall=draft.starts_wall,
                ends_on=draft.ends_on,
                ends_wall=draft.ends_wall,
                zone=draft.zone,
                starts_at=draft.starts_at,
                ends_at=draft.ends_at,
                room=draft.room,
                place=draft.place,
                join_url=draft.join_url,
            )
            for number, draft in enumerate(one.plan.meetings)
        ]
        names = [user.name for user in one.plan.speakers]
        one.meetings = [
            meeting_of(
                session.uid,
                meeting_details(one.event, session, speakers=names),
                whole=one.event.uuid,
                at=one.plan.announced_at,
            )
            for session in one.sessions
        ]
    _keep(Pool, (pool for one in written for pool in one.pools.values()))
    _keep(Session, (session for one in written for session in one.sessions))
    _keep(Meeting, (meeting for one in written for meeting in one.meetings))
    _keep(Speaker, (speaker for one in written for speaker in _speakers(one)))


def _speakers(one: Written) -> Iterator[Speaker]:
    for session in one.sessions:
        for position, user in enumerate(one.plan.speakers):
            yield Speaker(session=session, user=user, position=position)


def _write_registrations(written: Sequence[Written], people: Mapping[int, User]) -> None:
    for one in written:
        one.places.sort(key=lambda place: (place.stay.joined_at, place.stay.person))
        one.registrations = [_registration(one, place, people[place.stay.person]) for place in one.places]
    _keep(Registration, (registration for one in written for registration in one.registrations))


def _registration(one: Written, place: Place, person: User) -> Registration:
    """What joining, getting a seat and leaving leave of it; each of the last two is a revision."""
    stay = place.stay
    status = RegistrationStatus.CONFIRMED if place.seated_at else RegistrationStatus.WAITLISTED
    if stay.left_at:
        status = RegistrationStatus.CANCELLED
    return Registration(
        event=one.event,
        pool=one.pools[stay.pool],
        user=person,
        department_id=None if stay.left_at else person.department_id,
        status=status,
        revision=1 + (place.seated_at is not None) + (stay.left_at is not None),
        queued_at=stay.joined_at,
        waitlisted_at=stay.joined_at,
        confirmed_at=place.seated_at,
        cancelled_at=stay.left_at,
        ending=Ending.BY_PERSON if stay.left_at else "",
    )


def _write_diaries(written: Sequence[Written], people: Mapping[int, User]) -> None:
    entries: list[Entry] = []
    revisions: list[Revision] = []
    for one in written:
        for place in one.places:
            for meeting in one.meetings if place.seated_at else ():
                entry = entry_of(meeting, people[place.stay.person])
                revisions += revisions_of(entry, seated_at=place.seated_at, left_at=place.stay.left_at)
                entries.append(entry)
    _keep(Entry, iter(entries))
    _keep(Revision, iter(revisions))


def _write_attendance(written: Sequence[Written]) -> None:
    closed = [one for one in written if one.plan.is_closed]
    _keep(Attendance, (mark for one in closed for mark in _marks(one)))
    _keep(
        AttendanceList,
        (AttendanceList(event=one.event, closed_at=_closed_at(one), closed_by=one.plan.owner) for one in closed),
    )


def _closed_at(one: Written) -> datetime:
    return max(session.ends_at for session in one.sessions) + timedelta(hours=1)


def _marks(one: Written) -> Iterator[Attendance]:
    chance = Random(one.plan.name)
    for registration in one.registrations:
        for session in one.sessions if registration.is_confirmed else ():
            mark = chance.choice(MARKS)
            if mark in ATTENDED and registration.user_id:
                one.attended.add(registration.user_id)
            yield Attendance(
                registration=registration,
                session=session,
                mark=mark,
                marked_by=one.plan.owner,
                marked_at=session.ends_at,
            )


def _survey(one: Written, *, at: datetime) -> Survey | None:
    """The form that opened when the list was closed, or a day later by itself; None where nobody is asked yet."""
    seated = [row.user_id for row in one.registrations if row.is_confirmed and row.user_id]
    asked = one.attended if one.plan.is_closed else set(seated)
    opened_at = _closed_at(one) + timedelta(hours=0 if one.plan.is_closed else 23)
    return Survey(one.event, sorted(asked), opened_at) if asked and opened_at <= at else None
