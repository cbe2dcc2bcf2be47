"""Cloning an event: the usual way to start."""

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from audit.actions import record
from events.actions.copying import copy_of, make, shifted
from events.enums import Refusal
from events.exceptions import EventRefused
from events.models import Event


@transaction.atomic
def clone(*, event: Event, title: str, first_on: date | None, by: User, at: datetime) -> Event:
    """Make a draft like ``event`` that begins on ``first_on``; its people and what they were told stay behind.

    Raises EventRefused where a session would begin or end at a time that does not exist on its new day.
    """
    copy = copy_of(event)
    days = (first_on - copy.starts_on).days if first_on and copy.starts_on else 0
    moved = shifted(copy, days=days, at=at)
    if moved.impossible:
        raise EventRefused(Refusal.TIME_MISSING)
    made = make(copy=replace(moved, draft=replace(moved.draft, title=title)), by=by, at=at)
    record("event.cloned", made, by=by, at=at, scope=made.scope, after={"source": event.slug, "title": event.title})
    return made
