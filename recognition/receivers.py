"""What this app does when those below announce something: one action call each."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from events.models import Event
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
