"""What this app does when those below announce something: one action call each."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from accounts.models import User
from accounts.signals import people_moved
from events.models import Event
from events.signals import event_copied
from feedback import actions
from registrations.signals import attendance_closed


@receiver(attendance_closed)
def ask(*, event: Event, at: datetime, **_kwargs: Any) -> None:
    """Once the list is closed, it is known who was there and can be asked."""
    actions.open_form(event=event, at=at)


@receiver(people_moved)
def forget(*, users: list[User], **_kwargs: Any) -> None:
    """What somebody has noted for themselves goes when they leave."""
    actions.forget_intentions(people=[user for user in users if not user.is_active])


@receiver(event_copied)
def ask_the_same(*, event: Event, source: Event, by: User, at: datetime, **_kwargs: Any) -> None:
    """A clone, and each date of a series, asks afterwards what the event asks that it was made of."""
    actions.ask_as(event=event, source=source, by=by, at=at)
