"""Rooms by what people call them."""

from collections.abc import Iterable

from events.models import Room
from events.queries.programme import rooms_for


class RoomNames:
    """Finds a room by its name, with its location or without; a name that two rooms have finds neither."""

    def __init__(self, rooms: Iterable[Room] | None = None) -> None:
        self._found: dict[str, Room | None] = {}
        for room in rooms_for(None) if rooms is None else rooms:
            for name in (str(room), f"{room.name} ({room.location.name})", f"{room.location.name}, {room.name}"):
                self._found[_plain(name)] = room
        by_name: dict[str, list[Room]] = {}
        for room in {room.pk: room for room in self._found.values() if room}.values():
            by_name.setdefault(_plain(room.name), []).append(room)
        for name, same in by_name.items():
            self._found.setdefault(name, same[0] if len(same) == 1 else None)

    def named(self, text: str) -> Room | None:
        """The room that is meant; None where it is some other place."""
        return self._found.get(_plain(text))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
