"""Where events are held: rooms, and what stands in them."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from audit.actions import record
from common.uses import uses
from events.actions.search import renew_search
from events.actions.versions import DESCRIBED, version_of
from events.enums import Refusal
from events.exceptions import EventRefused, StillUsed
from events.models import Equipment, Event, Room


@transaction.atomic
def add_room(*, values: dict[str, Any], by: User, at: datetime) -> Room:
    """Add a room at a location."""
    fields = {name: value for name, value in values.items() if name != "equipment"}
    room = Room.objects.create(**fields)
    room.equipment.set(values.get("equipment", ()))
    record("room.added", room, by=by, at=at, after=_described(room))
    return room


@transaction.atomic
def change_room(*, room: Room, values: dict[str, Any], by: User, at: datetime, seen: str = "") -> Room:
    """Change what is said about a room, or offer it no longer; what is planned there stays."""
    room = Room.objects.select_for_update().get(pk=room.pk)
    if seen and seen != version_of(room):
        raise EventRefused(Refusal.CHANGED_MEANWHILE)
    before = _described(room)
    for name in values.keys() & set(DESCRIBED):
        setattr(room, name, values[name])
    room.save(update_fields=sorted(values.keys() & set(DESCRIBED)))
    if "equipment" in values:
        room.equipment.set(values["equipment"])
    if before["name"] != room.name or before["location_id"] != room.location_id:
        renew_search(Event.objects.filter(sessions__room=room).values_list("pk", flat=True).distinct())
    record("room.changed", room, by=by, at=at, before=before, after=_described(room))
    return room


@transaction.atomic
def remove_room(*, room: Room, by: User, at: datetime) -> None:
    """Remove a room in which nothing was ever held."""
    room = Room.objects.select_for_update().get(pk=room.pk)
    if number := uses(room):
        raise StillUsed(Refusal.ROOM_IN_USE, number)
    record("room.removed", room, by=by, at=at, before=_described(room))
    room.delete()


@transaction.atomic
def add_equipment(*, values: dict[str, Any], by: User, at: datetime) -> Equipment:
    """Add something that rooms may have."""
    equipment = Equipment.objects.create(**values)
    record("equipment.added", equipment, by=by, at=at, after={"name": equipment.name})
    return equipment


@transaction.atomic
def rename_equipment(
    *, equipment: Equipment, values: dict[str, Any], by: User, at: datetime, seen: str = ""
) -> Equipment:
    """Call it something else; the rooms that have it keep it."""
    equipment = Equipment.objects.select_for_update().get(pk=equipment.pk)
    if seen and seen != version_of(equipment):
        raise EventRefused(Refusal.CHANGED_MEANWHILE)
    before = equipment.name
    equipment.name = values["name"]
    equipment.save(update_fields=["name"])
    record("equipment.renamed", equipment, by=by, at=at, before={"name": before}, after={"name": equipment.name})
    return equipment


@transaction.atomic
def remove_equipment(*, equipment: Equipment, by: User, at: datetime) -> None:
    """Remove what no room has."""
    equipment = Equipment.objects.select_for_update().get(pk=equipment.pk)
    if number := uses(equipment):
        raise StillUsed(Refusal.EQUIPMENT_IN_USE, number)
    record("equipment.removed", equipment, by=by, at=at, before={"name": equipment.name})
    equipment.delete()


def _described(room: Room) -> dict[str, object]:
    plain = {name: getattr(room, name) for name in DESCRIBED if name != "location"}
    return {"location_id": room.location_id, **plain, "equipment": sorted(room.equipment.values_list("pk", flat=True))}
