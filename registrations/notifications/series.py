"""What whoever takes part in a whole series is told when a new date is not for them."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from accounts.models import User
from events.models import Event
from outbox import actions as outbox
from outbox.exceptions import Obsolete
from outbox.models import Message
from outbox.rendering import Mail, compose
from registrations import wording
from registrations.enums import Refusal
from registrations.notifications import said


def tell_passed(event: Event, person: User, *, why: Refusal, about: str, at: datetime) -> None:
    """Say that ``person``, who is registered for the whole series, is not registered for ``event``."""
    outbox.post(
        kind=wording.SERIES_PASSED,
        key=f"{wording.SERIES_PASSED}:{event.pk}:{person.pk}",
        to=person,
        about=event,
        scope=event.scope,
        params={"event": event.pk, "why": why.value, "about": about},
        not_after=event.starts_at,
        at=at,
    )


def render_passed(message: Message) -> Mail:
    """Write the mail, in the language that is active; nobody is told of a date that was called off meanwhile."""
    event = Event.objects.get(pk=message.params["event"])
    if not event.is_published:
        raise Obsolete
    why = str(Refusal(message.params["why"]).label) % {"subject": message.params["about"]}
    context = {
        **said(wording.PASSED, event, {"title": event.title, "why": why}),
        "name": message.name,
        "url": settings.BASE_URL + reverse("event", args=[event.slug]),
        "reason": gettext("You get this because you are registered for the whole series."),
    }
    return compose("registrations/mail", context)
