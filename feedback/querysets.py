"""Questions about feedback forms."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models

from feedback.enums import FormState, Occasion

if TYPE_CHECKING:
    from accounts.models import User
    from events.models import Event
    from feedback.models import Form


REMINDER_BEFORE_END = timedelta(days=4)
QUIET_AT_FIRST = timedelta(days=2)


class FormQuerySet(models.QuerySet["Form"]):
    """Feedback forms."""

    def asking(self, person: User) -> FormQuerySet:
        """Those by which ``person`` is asked."""
        return self.filter(pk__in=self.model.objects.filter(invited__user=person).values("pk"))

    def for_event(self, event: Event) -> FormQuerySet:
        """The one that asks about ``event`` right after it, or none."""
        return self.after().filter(event=event)

    def after(self) -> FormQuerySet:
        """Those that ask right after the event, not later what came of it."""
        return self.filter(occasion=Occasion.AFTER)

    def open(self, *, at: datetime) -> FormQuerySet:
        """Those that take answers."""
        return self.filter(state=FormState.OPEN, closes_at__gt=at)

    def due_to_close(self, *, at: datetime) -> FormQuerySet:
        """Those whose time is over, first come first."""
        return self.filter(state=FormState.OPEN, closes_at__lte=at).order_by("closes_at", "pk")

    def due_to_remind(self, *, at: datetime) -> FormQuerySet:
        """Open ones that soon close and of which nobody was reminded, first to close first."""
        soon = self.open(at=at).filter(closes_at__lte=at + REMINDER_BEFORE_END, opened_at__lte=at - QUIET_AT_FIRST)
        return soon.filter(reminded_at=None).order_by("closes_at", "pk")

    def lock(self, form: Form) -> Form:
        """The locked, fresh row; every answer and every change of a form starts here."""
        return self.select_for_update(of=("self",)).select_related("event").get(pk=form.pk)
