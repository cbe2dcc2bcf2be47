"""Who is expected, and what signs and posters say."""

import base64
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from common import art
from events.covers import file_of
from events.enums import PoolKind
from events.models import Event, Session
from registrations import links
from registrations.models import Absence, Registration
from reports.queries.belonging import belonging
from reports.queries.programme import hosts, meeting, organisers, sessions_of
from reports.roster import Badges, Door, DoorSigns, Expected, Poster, Roster, Sitting, Wearer, by_name
from reports.summary import Belonging

EVERY = "every"


def chosen_sessions(event: Event, chosen: str) -> list[Session]:
    """The session with that id, or all of them."""
    return [session for session in sessions_of(event) if chosen in (EVERY, str(session.pk))]


def roster(event: Event, sessions: Sequence[Session], *, at: datetime) -> Roster:
    """Who comes to the room for each of ``sessions``."""
    known: dict[int, Belonging] = {}
    away, rows = _away(event), _seated(event, in_room=True)
    sittings = tuple(
        Sitting(
            meeting=meeting(session),
            people=by_name(_expected(row, known) for row in rows if row.pk not in away.get(session.pk, ())),
        )
        for session in sessions
    )
    return _roster(event, sessions, sittings, at=at)


def everybody(event: Event, *, with_addresses: bool = False, at: datetime) -> Roster:
    """All who have a seat, whichever sessions they come to."""
    known: dict[int, Belonging] = {}
    rows = _seated(event, in_room=False)
    people = by_name(_expected(row, known, with_addresses=with_addresses) for row in rows)
    return _roster(event, sessions_of(event), (Sitting(meeting=None, people=people),), at=at)


def badges(event: Event, *, at: datetime) -> Badges:
    """Who comes to the room, each with the code of their seat."""
    known: dict[int, Belonging] = {}
    wearers = [
        Wearer(person=_expected(row, known), address=links.check_in_url(row), letters=row.check_in_code)
        for row in _seated(event, in_room=True)
    ]
    return Badges(
        title=event.title,
        slug=event.slug,
        wearers=tuple(sorted(wearers, key=lambda one: one.person.order)),
        zone=zone_of(next((session.zone for session in sessions_of(event)), "")),
        taken_at=at,
    )


def door_signs(event: Event, *, at: datetime) -> DoorSigns:
    """Each room and day in which the event takes place."""
    found: dict[tuple[str, Any], list[Session]] = {}
    for session in sessions_of(event):
        if session.place_name:
            found.setdefault((session.place_name, session.held_on), []).append(session)
    doors = tuple(
        Door(room=room, meetings=tuple(meeting(session) for session in sessions))
        for (room, _day), sessions in found.items()
    )
    zone = zone_of(doors[0].meetings[0].zone if doors else "")
    return DoorSigns(title=event.title, slug=event.slug, doors=doors, zone=zone, taken_at=at)


def poster(event: Event, *, at: datetime) -> Poster:
    """What a pin board says of it."""
    meetings = tuple(meeting(session) for session in sessions_of(event))
    return Poster(
        title=event.title,
        slug=event.slug,
        kind=event.kind,
        meetings=meetings,
        hosts=hosts(event),
        address=settings.BASE_URL + event.get_absolute_url(),
        cover=_cover(event),
        zone=zone_of(meetings[0].zone if meetings else ""),
        taken_at=at,
    )


def zone_of(zone: str) -> str:
    """The zone of the place, or the site's where there is none."""
    return ZoneInfo(zone or settings.TIME_ZONE).key


def _roster(event: Event, sessions: Sequence[Session], sittings: tuple[Sitting, ...], *, at: datetime) -> Roster:
    meetings = tuple(meeting(session) for session in sessions)
    return Roster(
        title=event.title,
        slug=event.slug,
        organisers=organisers(event),
        meetings=meetings,
        sittings=sittings,
        zone=zone_of(meetings[0].zone if meetings else ""),
        taken_at=at,
    )


def _seated(event: Event, *, in_room: bool) -> list[Registration]:
    found = Registration.objects.for_event(event).confirmed().with_people().order_by("pk")
    return list(found.filter(pool__kind=PoolKind.ROOM) if in_room else found)


def _cover(event: Event) -> str:
    """The picture as an address that carries it; the drawn one where nobody has sent any."""
    if event.cover:
        kind, data = "image/jpeg", file_of(event.cover, "large").read_bytes()
    else:
        palette = art.palette_of(str(event.series.uuid if event.series else event.uuid))
        drawing = art.cover_on_paper(key=str(event.uuid), kind=event.kind, palette=palette)
        kind, data = "image/svg+xml", drawing.encode()
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def _away(event: Event) -> Mapping[int, set[int]]:
    """Who can't come to which session, by its id."""
    found: dict[int, set[int]] = {}
    for session, registration in Absence.objects.filter(session__event=event).values_list("session", "registration"):
        found.setdefault(session, set()).add(registration)
    return found


def _expected(row: Registration, known: dict[int, Belonging], *, with_addresses: bool = False) -> Expected:
    return Expected(
        name=str(row.participant.name),
        department=belonging(row.user.department if row.user else None, known),
        is_guest=row.guest is not None,
        is_online=row.pool.kind == PoolKind.ONLINE,
        email=row.participant.email if with_addresses else "",
    )
