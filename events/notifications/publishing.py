"""What organisers are told about publishing."""

from datetime import datetime

from django.urls import reverse

from events.enums import Refusal
from events.models import Event
from events.notifications.people import owners_of
from events.wording import NOT_PUBLISHED, WORDINGS
from outbox import actions as outbox
from outbox.exceptions import Obsolete
from outbox.models import Message
from outbox.rendering import Mail, compose


def tell_not_published(event: Event, reasons: list[Refusal], *, at: datetime) -> None:
    """Tell the owners of ``event`` why it was not published when its time had come."""
    for owner in owners_of(event):
        key = f"{NOT_PUBLISHED}:{event.pk}:{at.isoformat()}:{owner.pk}"
        params = {"event": event.pk, "reasons": list(reasons)}
        outbox.post(kind=NOT_PUBLISHED, key=key, to=owner, about=event, params=params, scope=event.scope, at=at)


def render_not_published(message: Message) -> Mail:
    """Write the mail that says what is missing, in the language that is active."""
    event, words = Event.objects.filter(pk=message.params["event"]).first(), WORDINGS[message.kind]
    if event is None or event.published_at is not None:
        raise Obsolete
    context = {
        "event": event,
        "path": reverse("event-publish", args=[event.slug]),
        "subject": words.subject % {"title": event.title},
        "lead": words.lead,
        "text": " ".join(str(Refusal(reason).label) for reason in message.params["reasons"]),
        "action": words.action,
        "reason": words.reason,
    }
    return compose("events/mail", context)
