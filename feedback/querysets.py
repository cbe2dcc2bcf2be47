"""Questions about feedback forms."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from accounts.models import Department
from accounts.queries import departments_heard_by
from feedback.enums import FormState, Occasion

if TYPE_CHECKING:
    from accounts.models import User
    from events.models import Event
    from feedback.models import Form, QuestionSet  # noqa: F401  # named in a string


BEFORE_END = (timedelta(days=4), timedelta(days=1))  # when people are reminded who have not answered
QUIET = timedelta(days=2)  # in which nobody is reminded: after it opens, and after a reminder


class FormQuerySet(models.QuerySet["Form"]):
    """Feedback forms."""

    def asking(self, person: User) -> FormQuerySet:
        """Those by which ``person`` is asked."""
        return self.filter(pk__in=self.model.objects.filter(invited__user=person).values("pk"))

    def awaiting(self, person: User) -> FormQuerySet:
        """Those by which ``person`` is asked and has not said "not this one"."""
        asked = self.model.objects.filter(invited__user=person, invited__is_declined=False)
        return self.filter(pk__in=asked.values("pk"))

    def for_event(self, event: Event, occasion: Occasion = Occasion.AFTER) -> FormQuerySet:
        """The one that asks about ``event`` on that occasion, or none."""
        return self.filter(event=event, occasion=occasion)

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
        """Open ones that soon close and have reminded less often than they should by now, first to close first."""
        behind = Q()
        for reminders, before_end in enumerate(BEFORE_END):
            behind |= Q(reminders=reminders, closes_at__lte=at + before_end)
        rested = Q(reminded_at=None) | Q(reminded_at__lte=at - QUIET)
        return self.open(at=at).filter(behind, rested, opened_at__lte=at - QUIET).order_by("closes_at", "pk")

    def lock(self, form: Form) -> Form:
        """The locked, fresh row; every answer and every change of a form starts here."""
        return self.select_for_update(of=("self",)).select_related("event").get(pk=form.pk)


class QuestionSetQuerySet(models.QuerySet["QuestionSet"]):
    """Sets of questions."""

    def open_to(self, user: User) -> QuestionSetQuerySet:
        """Those that ``user`` may take: of everybody, of their department and those above it, and what they look after."""
        if user.is_staff:
            return self
        mine = Q(department=None) | Q(department__in=departments_heard_by(user))
        return self.filter(mine | Q(department__in=_looked_after(user)) | Q(made_by=user))

    def kept_by(self, user: User) -> QuestionSetQuerySet:
        """Those that ``user`` may change: made by them, or of a department that they look after; administrators all."""
        if user.is_staff:
            return self
        return self.filter(Q(made_by=user) | Q(department__in=_looked_after(user)))


def _looked_after(user: User) -> models.QuerySet[Department]:
    found: models.QuerySet[Department] = Department.objects.looked_after_by(user)
    return found
