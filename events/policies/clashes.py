"""May an event take its rooms and its people?"""

from collections.abc import Collection

from events.enums import ClashKind, Refusal
from events.queries import Clash

REFUSALS = {
    ClashKind.ROOM: Refusal.ROOM_TAKEN,
    ClashKind.SPEAKER: Refusal.SPEAKER_BUSY,
    ClashKind.ORGANISER: Refusal.ORGANISER_BUSY,
}


def clash_refusal(clashes: Collection[Clash]) -> Refusal | None:
    """Why an event with these clashes can't be published; a room comes before a person."""
    kinds = {clash.kind for clash in clashes}
    return next((refusal for kind, refusal in REFUSALS.items() if kind in kinds), None)
