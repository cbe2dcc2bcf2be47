"""What this app does when those below announce something."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from accounts.models import User
from accounts.signals import address_changed
from calendars import actions, notifications


@receiver(address_changed)
def move_calendar(*, user: User, former: str, at: datetime, **_kwargs: Any) -> None:
    """Somebody reads mail elsewhere: what stands in their calendar goes with them."""
    for revision in actions.follow_address(person=user, former=former, at=at):
        notifications.tell(revision, at=at)
