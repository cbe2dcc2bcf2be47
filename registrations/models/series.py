"""Who takes part in a whole series: later dates of it enrol them."""

from django.db import models
from django.db.models import F, Q

from accounts.models import User
from events.enums import PoolKind
from events.models import Series


class SeriesEnrolment(models.Model):
    """Somebody's wish to be at every date of a series, from the time at which they said so until they leave it."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="enrolments")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    pool_kind = models.CharField(max_length=12, choices=PoolKind.choices)
    enrolled_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["series", "user"], condition=Q(left_at=None), name="enrolment_once_per_series"
            ),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(left_at__gte=F("enrolled_at")), name="enrolment_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.series}"
