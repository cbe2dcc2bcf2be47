"""Where sessions are held, and what stands there."""

from datetime import timedelta

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Location
from events.enums import StepFree
from events.querysets import EquipmentQuerySet, RoomQuerySet

LONGEST_SETUP = 240  # minutes


class Equipment(models.Model):
    """Something that a room may have, by the name under which people look for it."""

    name = models.CharField(_("name"), max_length=60, unique=True)

    objects = EquipmentQuerySet.as_manager()
    uses: int  # by with_uses()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="equipment_has_a_name")]

    def __str__(self) -> str:
        return self.name


class Room(models.Model):
    """A room with seats, at a location."""

    location = models.ForeignKey(Location, verbose_name=_("location"), on_delete=models.PROTECT, related_name="rooms")
    name = models.CharField(_("name"), max_length=120)
    capacity = models.PositiveIntegerField(_("seats"))
    zone = models.CharField(_("time zone"), max_length=64, blank=True)  # where it is not its location's
    step_free = models.CharField(_("way in"), max_length=8, choices=StepFree.choices, default=StepFree.UNKNOWN)
    equipment = models.ManyToManyField(Equipment, verbose_name=_("equipment"), blank=True, related_name="rooms")
    setup_minutes = models.PositiveSmallIntegerField(
        _("minutes between two sessions"), default=0, validators=[MaxValueValidator(LONGEST_SETUP)]
    )
    note = models.CharField(_("note"), max_length=200, blank=True)
    is_offered = models.BooleanField(_("offered"), default=True)  # for new sessions; what is planned stays

    objects = RoomQuerySet.as_manager()
    uses: int  # by with_uses()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["location", "name"], name="room_name_once_per_location"),
            models.CheckConstraint(condition=Q(step_free__in=StepFree.values), name="room_way_in_is_known"),
            models.CheckConstraint(condition=Q(setup_minutes__lte=LONGEST_SETUP), name="room_setup_is_short"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.location.name}"

    @property
    def own_zone(self) -> str:
        """The zone of whatever is held in it: its own, or that of its location."""
        return self.zone or self.location.zone

    @property
    def setup(self) -> timedelta:
        """What lies at least between two sessions in it."""
        return timedelta(minutes=self.setup_minutes)

    @property
    def is_step_free(self) -> bool:
        return self.step_free == StepFree.YES
