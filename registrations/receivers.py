"""What this app does when those below announce something: one action call each."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from accounts.models import Department, User
from accounts.signals import people_moved
from calendars.enums import AnswerReason
from calendars.models import Entry
from calendars.signals import answer_left_open, entry_answered, entry_answering
from events.drafts import Programme
from events.models import Event
from events.signals import event_cancelled, event_changed, series_event_published, series_event_publishing
from registrations import actions


@receiver(event_cancelled)
def release_everyone(*, event: Event, by: User | None, at: datetime, **_kwargs: Any) -> None:
    """A cancelled event has no participants any more."""
    actions.cancel_all(event=event, by=by, at=at)


@receiver(event_changed)
def follow_event(*, event: Event, by: User, at: datetime, programme: Programme | None, **_kwargs: Any) -> None:
    """Seats may have become free, and times may have moved."""
    actions.follow_change(event=event, programme=programme, by=by, at=at)


@receiver(series_event_publishing)
def hold_enrolled(*, event: Event, **_kwargs: Any) -> None:
    """People are locked before the event, as everybody does who registers."""
    actions.lock_enrolled(event=event)


@receiver(series_event_published)
def enrol_into(*, event: Event, at: datetime, **_kwargs: Any) -> None:
    """Whoever is registered for the whole series is registered for one more of its dates."""
    actions.enrol_into(event=event, at=at)


@receiver(people_moved)
def follow_people(
    *, users: list[User], departments: list[Department], by: User | None, at: datetime, **_kwargs: Any
) -> None:
    """Whoever has left takes no seat, and whoever belongs elsewhere now may have been waiting for just that."""
    actions.follow_people(people=users, departments=departments, by=by, at=at)


@receiver(entry_answering)
def hold_for_reply(*, entry: Entry, **_kwargs: Any) -> None:
    """The event is locked before an entry, as everybody does who changes both."""
    actions.hold_for_reply(entry=entry)


@receiver(entry_answered)
def follow_reply(*, entry: Entry, by: User | None, at: datetime, **_kwargs: Any) -> None:
    """Whoever declines in their calendar gives their seat back."""
    actions.follow_reply(entry=entry, by=by, at=at)


@receiver(answer_left_open)
def say_what_stands(*, entry: Entry, reason: AnswerReason, at: datetime, **_kwargs: Any) -> None:
    """Whoever declines too late hears that it does not count by itself."""
    actions.say_what_stands(entry=entry, reason=reason, at=at)
