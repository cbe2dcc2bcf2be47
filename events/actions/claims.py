"""The rooms and the people that a published event takes; nobody else may have them at the time.

Private to the actions. Whatever publishes an event, or moves one that is published, comes through here.
"""

from collections.abc import Collection
from datetime import datetime

from accounts.models import User
from common import locks
from events import policies, queries
from events.exceptions import Clashing, EventRefused, RoomTooSmall
from events.models import Event
from events.queries import TightRoom

Claims = frozenset[object]
NOTHING: Claims = frozenset()


def wait_for_turn() -> None:
    """Let nobody else take a room or a person until this transaction has ended; comes before any other lock.

    Two events that are published at once would each find the room free.
    """
    locks.one_at_a_time(locks.TAKEN)


def standing(event: Event, *, at: datetime) -> Claims:
    """What is wrong with ``event`` as it stands: it was allowed once, and need not be put right to change the rest."""
    found = queries.clashes(queries.wanted_by(event), apart_from=event, at=at)
    return frozenset({*(clash.identity for clash in found), *_tight(event)})


def claim(event: Event, *, known: Collection[object] = NOTHING, by: User | None, at: datetime) -> None:
    """Take everything that ``event`` wants. Raises RoomTooSmall and Clashing; see claim_refused()."""
    if refused := claim_refused(event, known=known, by=by, at=at):
        raise refused


def claim_refused(
    event: Event, *, known: Collection[object] = NOTHING, by: User | None, at: datetime
) -> EventRefused | None:
    """Why ``event`` can't have what it wants. Call after wait_for_turn() and with its sessions written.

    ``known``: what standing() said before a change. ``by``: who is told; others' events may be secret to them.
    """
    for identity, tight in _tight(event).items():
        if identity not in known:
            return RoomTooSmall(room=tight.room.name, seats=tight.room.capacity, offered=tight.offered)
    found = queries.clashes(queries.wanted_by(event), apart_from=event, reader=by, at=at)
    new = [clash for clash in found if clash.identity not in known]
    if reason := policies.clash_refusal(new):
        return Clashing(reason, [clash.text for clash in new])
    return None


def _tight(event: Event) -> dict[object, TightRoom]:
    """The rooms that are too small, each by what stays the same as long as nothing has changed."""
    return {(tight.room.pk, tight.offered): tight for tight in queries.tight_rooms(event)}
