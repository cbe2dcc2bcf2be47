"""The seats of an event, by kind, and the rules by which departments share them."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Department
from events.enums import PoolKind, RuleKind
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


class SeatRule(models.Model):
    """Seats of one pool held for a department until they lapse, or the most that one may have.

    A ceiling without a department is for each of the top departments.
    """

    pool = models.ForeignKey(Pool, on_delete=models.CASCADE, related_name="rules")
    kind = models.CharField(_("rule"), max_length=12, choices=RuleKind.choices)
    department = models.ForeignKey(
        Department, verbose_name=_("department"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    seats = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    percent = models.PositiveSmallIntegerField(_("percent"), null=True, blank=True)
    lapses_at = models.DateTimeField(_("held until"), null=True, blank=True)
    lapsed_at = models.DateTimeField(null=True, editable=False)  # when the clock has seen it

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind=RuleKind.FLOOR,
                    department__isnull=False,
                    seats__isnull=False,
                    seats__gte=1,
                    percent=None,
                    lapses_at__isnull=False,
                )
                | Q(kind=RuleKind.CEILING, seats__isnull=False, seats__gte=1, percent=None, lapses_at=None)
                | Q(kind=RuleKind.CEILING, seats=None, percent__isnull=False, percent__range=(1, 100), lapses_at=None),
                name="seat_rule_says_how_many",
            ),
            models.CheckConstraint(
                condition=Q(lapsed_at=None) | Q(lapses_at__isnull=False, lapsed_at__gte=F("lapses_at")),
                name="seat_rule_lapses_in_time",
            ),
            models.UniqueConstraint(fields=["pool", "kind", "department"], name="seat_rule_once_per_department"),
            models.UniqueConstraint(
                fields=["pool", "kind"], condition=Q(department=None), name="seat_rule_once_for_each_department"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.department or '*'}"

    @property
    def is_floor(self) -> bool:
        return self.kind == RuleKind.FLOOR

    def has_lapsed(self, at: datetime) -> bool:
        """Whether it holds nothing any more."""
        return self.lapses_at is not None and self.lapses_at <= at
