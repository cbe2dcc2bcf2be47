"""How people are asked, and asked once more. Nobody gets a mail because they have answered."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from accounts.enums import MailTopic
from accounts.links import end_url
from accounts.models import User
from events.models import Event
from events.queries import own_words
from feedback.links import answer_path, decline_path, sign
from feedback.models import Form
from feedback.wording import ASKED, ASKED_LATER, REMINDED, REMINDED_LATER, REMINDERS, WORDINGS, Wording
from outbox import actions as outbox
from outbox.enums import Priority
from outbox.exceptions import Obsolete
from outbox.models import Message
from outbox.rendering import Mail, Own, compose, in_own_words
from registrations.models import Registration
from registrations.notifications.samples import placed
from registrations.notifications.values import values_for
from registrations.wording import ALWAYS

KNOWN = ALWAYS  # what may stand in braces where organisers ask in their own words


def ask(form: Form, person: User, *, at: datetime) -> None:
    """Ask one person, with a link to the questions."""
    _post(ASKED_LATER if form.is_later else ASKED, form, person, scope=form.event.scope, at=at)


def remind(form: Form, person: User, *, at: datetime) -> None:
    """Ask one person again. Without a scope: the team must not read who has not answered."""
    kind = REMINDED_LATER if form.is_later else REMINDED
    _post(kind, form, person, scope="", number=form.reminders, at=at)


def render(message: Message) -> Mail:
    """Write the mail that ``message`` stands for, in the language that is active."""
    form = Form.objects.select_related("event").get(pk=message.params["form"])
    if form.is_closed:
        raise Obsolete
    context = _context(form, WORDINGS[message.kind], message.name) | _asked_personally(form, message)
    end = end_url(message.user, MailTopic.FEEDBACK, at=message.queued_at) if message.user else ""
    return compose("feedback/mail", _worded(context | {"end": end}, message, form.event), unsubscribe=end)


def sample(event: Event, reader: User, own: Own | None) -> Mail:
    """How the mail would look to ``reader`` if the form opened now, in the language and zone that are active."""
    opened_at = event.ends_at or timezone.now()
    form = Form(event=event, opened_at=opened_at, closes_at=opened_at + settings.FEEDBACK_OPEN)
    words = WORDINGS[ASKED]
    context = _context(form, words, reader.name)
    return compose("feedback/mail", in_own_words(context, own, values_for(placed(event, reader), at=timezone.now())))


def _asked_personally(form: Form, message: Message) -> dict[str, object]:
    """The links that ask this one person, where no copy of the mail is kept that others could read them in."""
    said: dict[str, object] = {"note": REMINDERS.get(message.params.get("number", 0), "")}
    if message.is_secret and message.user:
        key = sign(form, message.user, address=message.address)
        said |= {"path": answer_path(key), "decline": decline_path(key)}
    return said


def _worded(context: Mapping[str, object], message: Message, event: Event) -> Mapping[str, object]:
    """``context`` in the words of the event's organisers, where they have any."""
    own = own_words(event, message.kind) if message.kind == ASKED else None
    place = Registration.objects.for_event(event).filter(user=message.user).order_by("-pk").first() if own else None
    return in_own_words(context, own, values_for(place, at=message.queued_at)) if place else context


def _context(form: Form, words: Wording, name: str) -> dict[str, object]:
    return {
        "form": form,
        "event": form.event,
        "name": name,
        "path": form.get_absolute_url(),
        "subject": words.subject % {"title": form.event.title},
        "lead": words.lead,
        "reason": words.reason,
    }


def _post(kind: str, form: Form, person: User, *, scope: str, number: int = 0, at: datetime) -> None:
    outbox.post(
        kind=kind,
        key=f"{kind}:{form.pk}:{person.pk}" + (f":{number}" if number else ""),
        to=person,
        about=form,
        scope=scope,
        params={"form": form.pk} | ({"number": number} if number else {}),
        priority=Priority.BULK,
        not_after=form.closes_at,
        is_secret=True,  # whoever holds the link may answer
        at=at,
    )
