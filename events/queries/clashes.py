"""What an event takes that another published event takes at the same time: rooms, and people."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from common import times
from events.clashing import NO_TIME, Booking, Collision, collisions, collisions_within, overlap
from events.drafts import SessionDraft
from events.enums import EDITING, ClashKind, EventState
from events.models import Event, Role, Room, Session, Speaker


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What an event would take: when, where, and whom, by id and name."""

    bookings: Sequence[Booking]
    rooms: Mapping[int, Room] = field(default_factory=dict)
    speakers: Mapping[int, str] = field(default_factory=dict)
    organisers: Mapping[int, str] = field(default_factory=dict)

    @property
    def people(self) -> frozenset[int]:
        """Everybody who has to be there."""
        return frozenset({*self.speakers, *self.organisers})


@dataclass(frozen=True, kw_only=True)
class Clash:
    """Something that an event takes while ``event`` takes it: a room or a person, by ``name``.

    ``own`` and ``other`` are the two sessions; without an ``event`` both are of the same one. ``is_named``: whether
    whoever reads this may read about ``event``.
    """

    kind: ClashKind
    name: str
    own: Booking
    other: Booking
    event: Event | None
    subject: int
    is_named: bool = False

    @property
    def text(self) -> str:
        """What clashes with what, as a sentence."""
        is_room, title = self.kind == ClashKind.ROOM, self.event.title if self.event else ""
        if self.event is None:
            said = _("%(name)s is taken at that time by another session of this event: %(when)s.")
        elif self.is_named:
            said = (
                _("%(name)s is taken at that time by “%(event)s”: %(when)s.")
                if is_room
                else _("%(name)s is needed at that time at “%(event)s”: %(when)s.")
            )
        else:
            said = (
                _("%(name)s is taken at that time by another event: %(when)s.")
                if is_room
                else _("%(name)s is needed at that time at another event: %(when)s.")
            )
        when = times.span(self.other.starts_at, self.other.ends_at)
        sentence = said % {"name": self.name, "event": title, "when": when}
        if overlap(self.own, self.other):
            return sentence
        minutes = int(max(self.own.setup, self.other.setup).total_seconds()) // 60
        between = ngettext("It needs %(number)d minute in between.", "It needs %(number)d minutes in between.", minutes)
        return f"{sentence} {between % {'number': minutes}}"

    @property
    def identity(self) -> tuple[object, ...]:
        """The same as long as nothing about it has changed."""
        times = (self.own.starts_at, self.own.ends_at, self.other.starts_at, self.other.ends_at)
        return (self.kind, self.subject, self.other.key, *times)


def wanted_by(event: Event) -> Wanted:
    """What ``event`` takes as it stands."""
    sessions = list(event.sessions.select_related("room__location").order_by("starts_at", "pk"))
    taught = Speaker.objects.filter(session__event=event, user__isnull=False).values_list("user", "user__name")
    speakers = dict(taught.order_by("user__name"))
    organisers = organisers_of(event) if event.needs_organisers else {}
    return _wanted(sessions, speakers, organisers)


def _wanted(sessions: Iterable[Session], speakers: Mapping[int, str], organisers: Mapping[int, str]) -> Wanted:
    people = frozenset({*speakers, *organisers})
    return Wanted(
        bookings=[_booking(one, key=one.pk, people=people) for one in sessions],
        rooms={one.room.pk: one.room for one in sessions if one.room},
        speakers=speakers,
        organisers=organisers,
    )


def wanted_in(
    drafts: Iterable[tuple[int, SessionDraft]], *, speakers: Iterable[User], organisers: Mapping[int, str]
) -> Wanted:
    """What sessions would take that are still being typed, each under a number of its own."""
    teaching = {user.pk: user.name for user in speakers}
    people = frozenset({*teaching, *organisers})
    rows = list(drafts)
    return Wanted(
        bookings=[_booking(draft, key=number, people=people) for number, draft in rows],
        rooms={draft.room.pk: draft.room for _number, draft in rows if draft.room},
        speakers=teaching,
        organisers=organisers,
    )


def organisers_of(event: Event) -> dict[int, str]:
    """Names of the owners and organisers by their ids."""
    roles = event.roles.filter(kind__in=EDITING).order_by("user__name", "pk")
    return dict(roles.values_list("user", "user__name"))


def clashes(
    wanted: Wanted, *, apart_from: Event | None, reader: User | AnonymousUser | None = None, at: datetime
) -> list[Clash]:
    """Everything that other published events, or two of its own sessions, take at the time.

    What is over at ``at`` clashes with nothing. ``reader``: who is told; an event that they may not read about stays unnamed.
    """
    own = [one for one in wanted.bookings if one.ends_at > at]
    if not own:
        return []
    others = _others(own, wanted, apart_from)
    found = list(collisions(own, (each.booking for each in others.values())))
    readable = _readable({others[one.other.key].event.pk for one in found}, reader)
    return [
        *(_clash(one, wanted, None, readable) for one in collisions_within(own)),
        *(_clash(one, wanted, others[one.other.key].event, readable) for one in found),
    ]


def clashes_of_drafts(drafts: Collection[Event], *, at: datetime) -> dict[int, list[Clash]]:
    """The same of many that are not published, by the event's id, with as few questions as for one; none is named.

    Sessions and their rooms are read from what was fetched.
    """
    coming = [draft for draft in drafts if any(one.ends_at > at for one in draft.sessions.all())]
    if not coming:
        return {}
    wanted = _wanted_by_each(coming)
    own = {pk: [one for one in each.bookings if one.ends_at > at] for pk, each in wanted.items()}
    others = _taking_any([one for bookings in own.values() for one in bookings])
    taken = [other.booking for other in others.values()]
    return {
        pk: [
            *(_clash(one, wanted[pk], None, ()) for one in collisions_within(bookings)),
            *(_clash(one, wanted[pk], others[one.other.key].event, ()) for one in collisions(bookings, taken)),
        ]
        for pk, bookings in own.items()
    }


def _wanted_by_each(events: Sequence[Event]) -> dict[int, Wanted]:
    speakers: dict[int, dict[int, str]] = defaultdict(dict)
    taught = Speaker.objects.filter(session__event__in=events, user__isnull=False).order_by("user__name")
    for event, user, name in taught.values_list("session__event", "user", "user__name"):
        speakers[event][user] = name
    organisers: dict[int, dict[int, str]] = defaultdict(dict)
    roles = Role.objects.filter(event__in=[one for one in events if one.needs_organisers], kind__in=EDITING)
    for event, user, name in roles.order_by("user__name", "pk").values_list("event", "user", "user__name"):
        organisers[event][user] = name
    return {one.pk: _wanted(one.sessions.all(), speakers[one.pk], organisers[one.pk]) for one in events}


@dataclass(frozen=True)
class _Other:
    booking: Booking
    event: Event


def _others(own: Sequence[Booking], wanted: Wanted, apart_from: Event | None) -> dict[int, _Other]:
    """The sessions at about the same time by their ids, each with those of ``wanted.people`` who are needed in it."""
    near = Q(pk__in=[])
    for one in own:
        near |= Q(starts_at__lt=one.ends_at + one.setup, ends_at__gt=one.starts_at - one.setup)
    held = Session.objects.filter(near)
    if apart_from is not None and apart_from.pk:
        held = held.exclude(event=apart_from.pk)
    return _taking(held, wanted.people)


def _taking_any(own: Collection[Booking]) -> dict[int, _Other]:
    """The same of what takes a room or a person of ``own`` between the first start and the last end of them."""
    people = frozenset[int]().union(*(one.people for one in own))
    taught = Speaker.objects.filter(user__in=people).values("session")
    run = Role.objects.filter(user__in=people, kind__in=EDITING, event__needs_organisers=True).values("event")
    apart = max(one.setup for one in own)
    held = Session.objects.filter(
        Q(room__in={one.room for one in own if one.room}) | Q(pk__in=taught) | Q(event__in=run),
        starts_at__lt=max(one.ends_at for one in own) + apart,
        ends_at__gt=min(one.starts_at for one in own) - apart,
    )
    return _taking(held, people)


def _taking(held: QuerySet[Session], people: Collection[int]) -> dict[int, _Other]:
    published = held.filter(event__state=EventState.PUBLISHED).select_related("event", "room")
    sessions = {one.pk: one for one in published}
    taught, run = defaultdict(set), defaultdict(set)
    speakers = Speaker.objects.filter(user__in=people, session__in=list(sessions))
    for session, user in speakers.values_list("session", "user"):
        taught[session].add(user)
    events = {one.event_id for one in sessions.values() if one.event.needs_organisers}
    roles = Role.objects.filter(user__in=people, kind__in=EDITING, event__in=events)
    for event, user in roles.values_list("event", "user"):
        run[event].add(user)
    return {
        pk: _Other(_booking(one, key=pk, people=frozenset(taught[pk] | run[one.event_id])), one.event)
        for pk, one in sessions.items()
    }


def _booking(held: Session | SessionDraft, *, key: int, people: frozenset[int]) -> Booking:
    return Booking(
        key=key,
        starts_at=held.starts_at,
        ends_at=held.ends_at,
        room=held.room.pk if held.room else None,
        setup=held.room.setup if held.room else NO_TIME,
        people=people,
    )


def _readable(events: Collection[int], reader: User | AnonymousUser | None) -> set[int]:
    """Ids of those of ``events`` that may be named to ``reader``."""
    if not events or reader is None:
        return set()
    return set(Event.objects.visible_to(reader).named_to(reader).filter(pk__in=events).values_list("pk", flat=True))


def _clash(found: Collision, wanted: Wanted, event: Event | None, readable: Collection[int]) -> Clash:
    kind, subject, name = ClashKind.ROOM, found.room or 0, ""
    if found.person is not None:
        kind = ClashKind.SPEAKER if found.person in wanted.speakers else ClashKind.ORGANISER
        subject, name = found.person, {**wanted.organisers, **wanted.speakers}[found.person]
    else:
        name = str(wanted.rooms[subject])
    return Clash(
        kind=kind,
        name=name,
        own=found.own,
        other=found.other,
        event=event,
        subject=subject,
        is_named=event is not None and event.pk in readable,
    )


def spans_of_people(
    people: Collection[int], *, since: datetime, until: datetime, apart_from: Event | None
) -> list[tuple[datetime, datetime]]:
    """When published events need one of ``people``, to teach or to run them."""
    whole = Booking(key=0, starts_at=since, ends_at=until, people=frozenset(people))
    names = dict.fromkeys(people, "")
    found = _others([whole], Wanted(bookings=[whole], speakers=names), apart_from).values()
    return [(one.booking.starts_at, one.booking.ends_at) for one in found if one.booking.people]
