"""The seats of an event, by kind."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.enums import PoolKind
from events.models.event import Event


class Pool(models.Model):
    """The seats of one kind at an event. No capacity means unlimited; 0 means closed."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="pools")
    kind = models.CharField(_("kind"), max_length=12, choices=PoolKind.choices)
    capacity = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    seats_taken = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "kind"], name="pool_once_per_kind"),
            models.CheckConstraint(condition=Q(seats_taken__gte=0), name="pool_never_below_zero"),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(seats_taken__lte=F("capacity")), name="pool_never_oversold"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def seats_left(self) -> int | None:
        """Free seats; None where they are unlimited."""
        return None if self.capacity is None else self.capacity - self.seats_taken
