"""Questions about what organisers are asked, and what they ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from events.enums import EnquiryState
from events.querysets.rows import rows_of

if TYPE_CHECKING:
    from accounts.models import User
    from events.models import Enquiry, Event, RegistrationQuestion  # noqa: F401  # the base classes name them


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    """Questions to organisers."""

    def waiting(self) -> EnquiryQuerySet:
        """Those without an answer."""
        return self.filter(state=EnquiryState.OPEN)

    def of(self, user: User, event: Event) -> EnquiryQuerySet:
        """What one person has asked about one event, newest first."""
        return self.filter(asker=user, event=event).select_related("answered_by").order_by("-asked_at", "-pk")

    def for_event(self, event: Event) -> EnquiryQuerySet:
        """What was asked about an event: what waits for an answer first, longest first."""
        waits = models.Case(models.When(state=EnquiryState.OPEN, then=0), default=1)
        found = self.filter(event=event).select_related("event", "asker__department", "answered_by")
        return found.order_by(waits, "asked_at", "pk")

    def shown_on(self, event: Event) -> EnquiryQuerySet:
        """Those that stand on the event's page, first asked first."""
        return self.filter(event=event).exclude(shown_text="").order_by("asked_at", "pk")


class RegistrationQuestionQuerySet(models.QuerySet["RegistrationQuestion"]):
    """Questions to whoever registers."""

    def for_event(self, event: Event) -> RegistrationQuestionQuerySet:
        """Those of one event in their order, each with its choices in theirs."""
        choices = rows_of("QuestionChoice").order_by("position", "pk")
        return self.filter(event=event).prefetch_related(models.Prefetch("choices", choices)).order_by("position", "pk")

    def standing(self) -> RegistrationQuestionQuerySet:
        """Those that are asked."""
        return self.filter(retired_at=None)

    def for_speakers(self) -> RegistrationQuestionQuerySet:
        """Those whose answers those who teach get in sum: what is asked, and what was answered."""
        return self.filter(models.Q(retired_at=None) | models.Q(is_answered=True), is_for_speakers=True)

    def asked_of(self, *kinds: str) -> RegistrationQuestionQuerySet:
        """Those that are asked of whoever takes a seat of one of these kinds."""
        return self.standing().filter(pool_kind__in=["", *kinds])
