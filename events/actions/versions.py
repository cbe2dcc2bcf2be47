"""Which version of a room, a piece of equipment or a topic somebody has seen."""

from common.versions import version
from events.models import Equipment, Room, Topic

DESCRIBED = ("location", "name", "capacity", "zone", "step_free", "setup_minutes", "note", "is_offered")


def version_of(row: Room | Equipment | Topic) -> str:
    """What changes with everything that can be changed about it."""
    if not isinstance(row, Room):
        return version(row, ("name",))
    return version(row, DESCRIBED, also=sorted(row.equipment.values_list("pk", flat=True)))
