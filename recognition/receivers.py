"""What this app does when those below announce something: one action call each."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from accounts.models import User
from events.models import Event
from events.signals import event_copied
from recognition import actions
from registrations.signals import attendance_closed, attendance_corrected


@receiver(attendance_closed)
def issue(*, event: Event, at: datetime, **_kwargs: Any) -> None:
    """Once it stands who was there, certificates follow."""
    actions.issue_earned(event=event, at=at)


@receiver(attendance_corrected)
def issue_later(*, event: Event, at: datetime, **_kwargs: Any) -> None:
    """A correction may show that somebody has earned one after all; what was issued is only ever taken back by people."""
    actions.issue_earned(event=event, at=at)


@receiver(event_copied)
def hand_on(*, event: Event, source: Event, by: User, at: datetime, **_kwargs: Any) -> None:
    """An event that is made like another one gives certificates as that does."""
    actions.copy_rule(event=event, source=source, by=by, at=at)
