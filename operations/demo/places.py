"""When and where the demo's events are held: weekends push some of them together, so that rooms and people clash."""

from dataclasses import replace
from datetime import datetime, timedelta

from events.clashing import Booking
from events.drafts import EventDraft, SessionDraft
from events.enums import PoolKind
from events.queries import Wish, clashes, free_rooms, wanted_in

SATURDAY = 5
FURTHEST = 14  # days


def fitted(draft: EventDraft, *, at: datetime) -> EventDraft:
    """The same event on its days, or on the next ones on which everybody and a room of the place are free.

    What is past at ``at`` stays past: it moves the other way.
    """
    step = -1 if draft.sessions and draft.sessions[-1].ends_at <= at else 1
    for days in range(FURTHEST):
        sessions = [_later(session, step * days) for session in draft.sessions]
        if any(session.held_on.weekday() >= SATURDAY for session in sessions[: len(sessions) * days]):
            continue
        held = replace(draft, sessions=tuple(_in_free_room(one, draft.seats.get(PoolKind.ROOM)) for one in sessions))
        speakers = [speaker.user for speaker in draft.speakers if speaker.user]
        wanted = wanted_in(enumerate(held.sessions), speakers=speakers, organisers={})
        if not clashes(wanted, apart_from=None, at=at - timedelta(days=400)):
            return held
    return draft


def _later(session: SessionDraft, days: int) -> SessionDraft:
    step = timedelta(days=days)
    return replace(session, held_on=session.held_on + step, ends_on=session.ends_on + step)


def _in_free_room(session: SessionDraft, seats: int | None) -> SessionDraft:
    if session.room is None:
        return session
    when = Booking(key=0, starts_at=session.starts_at, ends_at=session.ends_at)
    free = free_rooms([when], Wish(seats=seats, location=session.room.location_id))
    if session.room in free or not free:
        return session
    return replace(session, room=free[0])
