"""What a department says to an event before it is published."""

from django.db import models
from django.db.models import F, Q

from accounts.models import Department, User
from events.enums import ReviewVerdict
from events.models.event import Event
from events.models.series import Series
from events.querysets import ReviewQuerySet, ReviewRoundQuerySet

LONGEST_REMARK = 2_000  # characters


class ReviewRound(models.Model):
    """One request to have several dates of a series published: one review of each, asked and answered together."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="review_rounds")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, null=True, related_name="+")
    asked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    note = models.TextField(max_length=LONGEST_REMARK, blank=True)

    objects = ReviewRoundQuerySet.as_manager()
    dates: int  # by with_dates()

    def __str__(self) -> str:
        return f"{self.series}: {self.asked_at:%Y-%m-%d}"


class Review(models.Model):
    """One request to have an event published, and the answer.

    ``department``: whose coordinators are asked; None where nobody's department hosts it. ``round``: with which other
    dates of its series it was asked for. ``lapsed_at``: when the event became another one than the one that was approved.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="reviews")
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="reviews_for_it"
    )
    round = models.ForeignKey(ReviewRound, on_delete=models.SET_NULL, null=True, related_name="reviews")
    asked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    note = models.TextField(max_length=LONGEST_REMARK, blank=True)
    verdict = models.CharField(max_length=12, choices=ReviewVerdict.choices, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    comment = models.TextField(max_length=LONGEST_REMARK, blank=True)
    lapsed_at = models.DateTimeField(null=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict="", decided_at=None, decided_by=None, comment="")
                | Q(verdict__in=ReviewVerdict.values, decided_at__isnull=False, decided_at__gte=F("asked_at")),
                name="review_verdict_has_its_date",
            ),
            models.CheckConstraint(
                condition=~Q(verdict=ReviewVerdict.CHANGES) | ~Q(comment=""), name="review_says_what_to_change"
            ),
            models.CheckConstraint(
                condition=Q(lapsed_at=None) | Q(verdict=ReviewVerdict.APPROVED), name="review_lapses_once_approved"
            ),
            models.UniqueConstraint(fields=["event"], condition=Q(verdict=""), name="review_waits_once_per_event"),
        ]

    def __str__(self) -> str:
        return f"{self.event}: {self.asked_at:%Y-%m-%d}"

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has answered yet."""
        return not self.verdict

    @property
    def is_standing_approval(self) -> bool:
        """Whether it is an approval of the event as it is now."""
        return self.verdict == ReviewVerdict.APPROVED and self.lapsed_at is None


class ReviewRemark(models.Model):
    """Something said about an event while it is reviewed, by whoever asks or whoever answers."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="remarks")
    author = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    said_at = models.DateTimeField()
    text = models.TextField(max_length=LONGEST_REMARK)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="review_remark_says_something")]

    def __str__(self) -> str:
        return f"{self.review}: {self.said_at:%H:%M}"
