"""What organisers and those who ask them are told."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import ngettext

from accounts.models import User
from events.models import Enquiry, Event
from events.notifications.people import organisers_of, owners_of
from events.queries import minimum_of
from events.wording import ANSWERED, ASKED, TOO_FEW, WORDINGS
from outbox import actions as outbox
from outbox.exceptions import Obsolete
from outbox.models import Message
from outbox.rendering import Mail, compose


def tell_asked(enquiry: Enquiry, *, at: datetime) -> None:
    """Tell everybody of the team who may answer, or the administrators where nobody of it is left.

    Without a scope: what somebody asks is not a mail of the event's list.
    """
    for organiser in organisers_of(enquiry.event):
        _post(ASKED, enquiry, organiser, at=at)


def tell_answered(enquiry: Enquiry, *, at: datetime) -> None:
    """Bring the answer to whoever asked, unless they have left."""
    if enquiry.asker.is_active:
        _post(ANSWERED, enquiry, enquiry.asker, at=at)


def tell_too_few(event: Event, *, at: datetime) -> None:
    """Ask the owners of ``event`` whether it takes place, or the administrators where nobody of them is left."""
    for owner in owners_of(event):
        key = f"{TOO_FEW}:{event.pk}:{at.isoformat()}:{owner.pk}"
        outbox.post(kind=TOO_FEW, key=key, to=owner, about=event, params={"event": event.pk}, at=at)


def render_too_few(message: Message) -> Mail:
    """Write the mail that asks an owner, in the language that is active."""
    event, words = Event.objects.get(pk=message.params["event"]), WORDINGS[message.kind]
    if not (minimum := minimum_of(event)) or not minimum.waits_for_owner:
        raise Obsolete
    least = ngettext(
        "It was to have at least %(number)d person.", "It was to have at least %(number)d people.", minimum.people
    )
    context = {
        "event": event,
        "path": reverse("event-decide", args=[event.slug]),
        "subject": words.subject % {"title": event.title},
        "lead": words.lead,
        "text": least % {"number": minimum.people},
        "action": words.action,
        "reason": words.reason,
    }
    return compose("events/mail", context)


def render(message: Message) -> Mail:
    """Write the mail that ``message`` stands for, in the language that is active."""
    enquiry = Enquiry.objects.select_related("event", "asker", "answered_by").get(pk=message.params["enquiry"])
    words, event = WORDINGS[message.kind], enquiry.event
    is_answer = message.kind == ANSWERED
    speaker = enquiry.answered_by if is_answer else enquiry.asker
    context = {
        "event": event,
        "path": event.get_absolute_url() if is_answer else reverse("workspace-questions", args=[event.slug]),
        "subject": words.subject % {"title": event.title},
        "lead": words.lead % {"name": speaker.name if speaker else event.title},
        "text": enquiry.answer if is_answer else enquiry.text,
        "question": enquiry.text if is_answer else "",
        "action": words.action,
        "reason": words.reason,
    }
    return compose("events/mail", context)


def _post(kind: str, enquiry: Enquiry, person: User, *, at: datetime) -> None:
    outbox.post(
        kind=kind,
        key=f"{kind}:{enquiry.pk}:{person.pk}",
        to=person,
        about=enquiry,
        params={"enquiry": enquiry.pk},
        at=at,
    )
