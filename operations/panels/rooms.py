"""Rooms and what stands in them, as administrators see them."""

from collections.abc import Mapping

from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import Location
from common import tables
from common.tables import Column, Description, Filter, Table
from events.enums import StepFree
from events.models import Equipment, Room
from events.querysets import EquipmentQuerySet, RoomQuerySet


def rooms(asked: Mapping[str, str]) -> Table[Room]:
    """Rooms by location, with how many sessions were planned in each."""
    description = Description(
        title=_("Rooms"),
        columns=_room_columns(),
        order="location",
        filters=_room_filters(),
        search_label=_("Name, location, equipment or note"),
        matching=RoomQuerySet.matching,
        prepared=RoomQuerySet.with_uses,
    )
    return tables.read(description, Room.objects.all(), asked=asked)


def _room_columns() -> list[Column[Room]]:
    return [
        Column(name="name", label=_("Name"), value=lambda row: row.name, order=(Lower("name"),)),
        Column(
            name="location", label=_("Location"), value=lambda row: row.location.name, order=("location__name", "name")
        ),
        Column(name="seats", label=_("Seats"), value=lambda row: row.capacity, order=("capacity",), kind="number"),
        Column(
            name="way", label=_("Way in"), value=lambda row: row.get_step_free_display(), order=("step_free", "name")
        ),
        Column(name="sessions", label=_("Sessions"), value=lambda row: row.uses, order=("uses",), kind="number"),
        Column(name="equipment", label=_("Equipment"), value=equipment_of, is_shown=False),
        Column(
            name="setup",
            label=_("Minutes between two sessions"),
            value=lambda row: row.setup_minutes,
            kind="number",
            is_shown=False,
        ),
        Column(name="note", label=_("Note"), value=lambda row: row.note, is_shown=False),
        Column(
            name="state",
            label=_("State"),
            value=lambda row: _("Offered") if row.is_offered else _("Not offered"),
            order=("-is_offered", "name"),
        ),
    ]


def _room_filters() -> list[Filter]:
    places = list(Location.objects.order_by("name").values_list("pk", "name"))
    having = list(Equipment.objects.order_by("name").values_list("pk", "name"))
    offered = [(True, _("Offered")), (False, _("Not offered"))]
    found = [
        Filter(name="location", label=_("Location"), field="location", choices=places, everything=_("All locations")),
        Filter(
            name="way",
            label=_("Way in"),
            field="step_free",
            choices=[(each.value, str(each.label)) for each in StepFree],
            everything=_("Any way in"),
        ),
        Filter(name="state", label=_("State"), field="is_offered", choices=offered, everything=_("All rooms")),
    ]
    if having:
        everything = _("Any equipment")
        found.insert(
            2,
            Filter(
                name="has",
                label=_("Equipment"),
                field="equipment",
                choices=having,
                everything=everything,
                is_many=True,
            ),
        )
    return found


def equipment_of(room: Room) -> str:
    """What stands in a room, by name."""
    names = sorted(each.name for each in room.equipment.all())
    return pgettext("between the items of a list", ", ").join(names)


def equipment(asked: Mapping[str, str]) -> Table[Equipment]:
    """What rooms may have, with how many have it."""
    columns: list[Column[Equipment]] = [
        Column(name="name", label=_("Name"), value=lambda row: row.name, order=(Lower("name"),)),
        Column(name="rooms", label=_("Rooms"), value=lambda row: row.uses, order=("uses", "name"), kind="number"),
    ]
    description = Description(
        title=_("Equipment"),
        columns=columns,
        order="name",
        search_label=_("Name"),
        matching=EquipmentQuerySet.matching,
        prepared=EquipmentQuerySet.with_uses,
    )
    return tables.read(description, Equipment.objects.all(), asked=asked)
