"""Reminding those with a seat, and writing to them once more when it is over."""

from datetime import datetime

from django.db import transaction

from accounts import reminding
from accounts.enums import MailTopic
from accounts.models import User
from accounts.reminding import Reminder
from events import actions as events
from events.models import Event, Session
from events.queries import reminders_due
from registrations.enums import Mark
from registrations.models import Registration
from registrations.notifications import reminders as notifications
from registrations.notifications.values import wants


@transaction.atomic
def remind(*, session: Session, at: datetime) -> None:
    """Write to everybody with a seat for whom a time has come: once, and of several times that have come the latest."""
    moments = reminders_due(session, at=at)
    # No lock on the event: whoever leaves meanwhile is asked for once more when the mail is written.
    if not moments or not events.note_reminded(session=session, at=at):
        return
    event = session.event
    people = Registration.objects.for_event(event).coming_to(session).select_related("user", "guest")
    found = people.with_mark(session).order_by("pk")
    chosen = [(one, time) for one in found if (time := _time_of(one, event, moments))]
    notifications.remind([one for one in chosen if one[1] in reminding.BEFORE], session, at=at)
    stayed = [one for one in chosen if one[1] in reminding.AFTER and _was_there(one[0])]
    notifications.follow_up(stayed, session, at=at)


def _was_there(registration: Registration) -> bool:
    """Whether somebody was there, as far as anybody has said, and wants to be written to."""
    away = registration.mark in {Mark.ABSENT, Mark.EXCUSED}
    return not away and wants(registration, MailTopic.AFTERWARDS)


def _time_of(registration: Registration, event: Event, moments: dict[Reminder, datetime]) -> Reminder | None:
    """For which of the times that have come somebody is written to."""
    person = registration.participant
    wish = person.reminders if isinstance(person, User) else None
    among = reminding.wanted(of_event=event.reminders, of_person=wish)
    assert registration.confirmed_at is not None  # noqa: S101  # held by registration_state_has_its_date
    return reminding.latest(moments, among=among, after=registration.confirmed_at)
