"""Questions to the organisers, and what they answer."""

from django.db import models
from django.db.models import Q

from accounts.models import User
from events.enums import EnquiryState
from events.models.event import Event
from events.querysets import EnquiryQuerySet

LONGEST_ENQUIRY = 2_000  # characters


class Enquiry(models.Model):
    """A question to the organisers of an event. ``shown_text``: the question as everybody may read it, if they may."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="enquiries")
    asker = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(max_length=LONGEST_ENQUIRY)
    state = models.CharField(max_length=12, choices=EnquiryState.choices, default=EnquiryState.OPEN)
    asked_at = models.DateTimeField()
    answer = models.TextField(max_length=LONGEST_ENQUIRY, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    shown_text = models.TextField(max_length=LONGEST_ENQUIRY, blank=True)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=EnquiryState.OPEN, answered_at=None, answer="", shown_text="")
                | (Q(state=EnquiryState.ANSWERED, answered_at__isnull=False) & ~Q(answer="")),
                name="enquiry_state_has_its_date",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="enquiry_asks_something"),
        ]

    def __str__(self) -> str:
        return f"{self.event}: {self.asked_at:%Y-%m-%d}"

    @property
    def is_answered(self) -> bool:
        return self.state == EnquiryState.ANSWERED
