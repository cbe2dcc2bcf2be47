"""On what terms people take part: what must come first, and how many have to come."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from events.enums import Verdict
from events.models.event import Event


class Prerequisite(models.Model):
    """An event that people must have been at before they may register for another one."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="prerequisites")
    needed = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "needed"], name="prerequisite_once_per_event"),
            models.CheckConstraint(condition=~Q(event=F("needed")), name="prerequisite_is_another_event"),
        ]

    def __str__(self) -> str:
        return f"{self.event} < {self.needed}"


class Minimum(models.Model):
    """With fewer ``people`` an event does not take place; that is decided once, at a stated time.

    It then cancels itself, or its owners are asked.
    """

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="minimum")
    people = models.PositiveIntegerField(_("least number of people"))
    decide_at = models.DateTimeField(_("decided on"), db_index=True)
    cancels_itself = models.BooleanField(_("cancels itself"), default=True)
    verdict = models.CharField(max_length=12, choices=Verdict.choices, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(people__gte=1), name="minimum_asks_for_somebody"),
            models.CheckConstraint(
                condition=Q(verdict="", decided_at=None) | (~Q(verdict="") & Q(decided_at__isnull=False)),
                name="minimum_verdict_has_its_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event}: {self.people}"

    @property
    def takes_place(self) -> bool:
        return self.verdict == Verdict.TAKES_PLACE

    @property
    def waits_for_owner(self) -> bool:
        return self.verdict == Verdict.ASKED

    @property
    def why_called_off(self) -> str:
        """What everybody is told where too few had registered; empty where that was not the reason."""
        if self.verdict != Verdict.CALLED_OFF:
            return ""
        text = ngettext(
            "It would have taken place with at least %(number)d person. Too few had registered by the date of decision.",
            "It would have taken place with at least %(number)d people. Too few had registered by the date of decision.",
            self.people,
        )
        return text % {"number": self.people}
