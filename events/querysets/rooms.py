"""Questions about rooms and what stands in them."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from events.enums import StepFree

if TYPE_CHECKING:
    from events.models import Equipment, Room  # noqa: F401  # the base classes name them


class RoomQuerySet(models.QuerySet["Room"]):
    """Rooms."""

    def matching(self, text: str) -> RoomQuerySet:
        """Those whose name, location, equipment or note contains ``text``."""
        has = self.model.equipment.through.objects.filter(equipment__name__icontains=text)
        said = Q(name__icontains=text) | Q(location__name__icontains=text) | Q(note__icontains=text)
        return self.filter(said | Q(pk__in=has.values("room")))

    def with_uses(self) -> RoomQuerySet:
        """Each with its location and how many sessions were planned in it, as ``uses``."""
        uses: dict[str, Any] = {"uses": models.Count("sessions")}
        return self.select_related("location").prefetch_related("equipment").annotate(**uses)

    def fitting(
        self,
        *,
        seats: int | None,
        equipment: Collection[int] = (),
        is_step_free: bool = False,
        location: int | None = None,
        also: Collection[int] = (),
    ) -> RoomQuerySet:
        """Those that are offered, have so many seats and everything that is asked for; the smallest come first.

        ``also``: ids of those that count although they are not offered any more.
        """
        found = self.filter(Q(is_offered=True) | Q(pk__in=also), capacity__gte=seats or 0)
        if is_step_free:
            found = found.filter(step_free=StepFree.YES)
        if location is not None:
            found = found.filter(location=location)
        for each in equipment:
            found = found.filter(equipment=each)
        return found.select_related("location").order_by("capacity", "location__name", "name")


class EquipmentQuerySet(models.QuerySet["Equipment"]):
    """What rooms may have."""

    def matching(self, text: str) -> EquipmentQuerySet:
        """Those whose name contains ``text``."""
        return self.filter(name__icontains=text)

    def with_uses(self) -> EquipmentQuerySet:
        """Each with how many rooms have it, as ``uses``."""
        uses: dict[str, Any] = {"uses": models.Count("rooms")}
        return self.annotate(**uses)
