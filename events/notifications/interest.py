"""What those are told who would come to an event without a date."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common import times
from events.models import Event
from events.wording import ANNOUNCED, CALLED_OFF, DATED, WORDINGS
from outbox import actions as outbox
from outbox.exceptions import Obsolete
from outbox.models import Message
from outbox.rendering import Mail, compose


def tell_announced(event: Event, people: Sequence[User], *, at: datetime) -> None:
    """Tell those who wanted the topic that it is announced."""
    _post(ANNOUNCED, event, people, at=at)


def tell_dated(event: Event, people: Sequence[User], *, at: datetime) -> None:
    """Tell those who would come, before anybody else hears of it, that there is a date."""
    _post(DATED, event, people, at=at)


def tell_called_off(event: Event, people: Sequence[User], *, at: datetime) -> None:
    """Tell those who would have come that it does not take place."""
    _post(CALLED_OFF, event, people, at=at)


def render_interest(message: Message) -> Mail:
    """Write the mail that ``message`` stands for, in the language that is active."""
    event, words = Event.objects.get(pk=message.params["event"]), WORDINGS[message.kind]
    at = timezone.now()
    if message.kind == ANNOUNCED and not event.is_gathering:
        raise Obsolete
    if message.kind == DATED and (not event.is_published or event.has_started(at)):
        raise Obsolete
    context = {
        "event": event,
        "has_date": message.kind == DATED,
        "path": event.get_absolute_url(),
        "subject": words.subject % {"title": event.title},
        "lead": words.lead,
        "text": event.cancellation_message if message.kind == CALLED_OFF else _head_start(event, at=at),
        "action": words.action,
        "reason": words.reason,
    }
    return compose("events/interest", context)


def _head_start(event: Event, *, at: datetime) -> str:
    """What being early is good for; nothing where everybody can register."""
    if event.head_start_until is None or not event.is_in_head_start(at):
        return ""
    until = times.moment(event.head_start_until)
    return _("You have a head start: until %(until)s, only those who were interested can register.") % {"until": until}


def _post(kind: str, event: Event, people: Sequence[User], *, at: datetime) -> None:
    letters = [
        outbox.Letter(key=f"{kind}:{event.pk}:{person.pk}", to=person, about=event, params={"event": event.pk})
        for person in people
    ]
    outbox.post_all(kind=kind, letters=letters, scope=event.scope, at=at)
