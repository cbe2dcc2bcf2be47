"""When those with a seat are reminded."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.actions import record
from events.models import Event, Session


@transaction.atomic
def set_reminders(*, event: Event, times: int, by: User, at: datetime) -> Event:
    """Remind at these times, several of which are one number; a time that has passed by now is left out."""
    event = Event.objects.lock(event)
    if event.reminders != times:
        before, event.reminders = event.reminders, times
        event.save(update_fields=["reminders"])
        values = {"before": {"times": before}, "after": {"times": times}}
        record("event.reminders_set", event, by=by, at=at, scope=event.scope, **values)
    return event


@transaction.atomic
def note_reminded(*, session: Session, at: datetime) -> bool:
    """Remember until when the reminders of ``session`` were looked through; says whether nobody was faster."""
    unchanged = Session.objects.filter(pk=session.pk, starts_at=session.starts_at, ends_at=session.ends_at)
    return bool(unchanged.filter(reminded_until=session.reminded_until).update(reminded_until=at))
