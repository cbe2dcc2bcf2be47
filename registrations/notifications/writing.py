"""What organisers write in their own words: filled in for each, in the frame of the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext

from accounts.models import User
from common.components.mail import link_look
from common.markdown import to_html
from common.placeholders import fill
from events.models import Event
from outbox import actions as outbox
from outbox.enums import Placeholder, Priority
from outbox.models import Message
from outbox.rendering import Mail, compose, one_line
from registrations import wording
from registrations.models import Circular, Registration
from registrations.notifications.values import values_for
from registrations.querysets import RegistrationQuerySet


@dataclass(frozen=True, kw_only=True)
class Words:
    """What somebody wrote, and whether answers go to them."""

    subject: str
    text: str
    is_answered_by_author: bool = False


def send_circular(circular: Circular, to: RegistrationQuerySet) -> None:
    """One mail to each; behind whatever is about somebody's own seat."""
    letters = [
        outbox.Letter(
            key=f"{wording.WRITTEN}:{circular.pk}:{one.pk}",
            to=one.participant,
            about=circular,
            params={"circular": circular.pk, "registration": one.pk},
            priority=Priority.BULK,
            is_secret=one.guest_id is not None,
        )
        for one in to
    ]
    outbox.post_all(kind=wording.WRITTEN, letters=letters, scope=circular.event.scope, at=circular.sent_at)


def send_test(words: Words, registration: Registration, *, key: str, by: User, at: datetime) -> None:
    """The same to its author alone, filled in as for whoever ``registration`` is of."""
    outbox.post(
        kind=wording.WRITTEN_TEST,
        key=f"{wording.WRITTEN_TEST}:{by.pk}:{key}",
        to=by,
        about=registration.event,
        params={
            "registration": registration.pk,
            "subject": words.subject,
            "text": words.text,
            "is_answered_by_author": words.is_answered_by_author,
        },
        at=at,
    )


def render_circular(message: Message) -> Mail:
    """Write to one of those who are meant."""
    circular = Circular.objects.select_related("written_by").get(pk=message.params["circular"])
    registration = _registration(message)
    words = Words(
        subject=circular.subject,
        text=circular.text,
        is_answered_by_author=circular.is_answered_by_author,
    )
    return written(words, registration, values_for(registration, at=message.queued_at), author=circular.written_by)


def render_test(message: Message) -> Mail:
    """Write the test to its author; a guest's own addresses are not in it."""
    registration, author = _registration(message), message.user
    if author is None:
        raise ValueError("a test is sent to a colleague")
    words = Words(**{name: message.params[name] for name in ("subject", "text", "is_answered_by_author")})
    mail = written(words, registration, shown_values(registration, at=message.queued_at), author=author)
    return replace(mail, subject=gettext("Test: %(subject)s") % {"subject": mail.subject})


def shown_values(registration: Registration, *, at: datetime) -> dict[str, str]:
    """What placeholders stand for, as others may see it: a guest's addresses let in whoever has them."""
    values = values_for(registration, at=at)
    if registration.guest is not None:
        values |= {
            Placeholder.LINK: _page(registration.event),
            Placeholder.JOIN: "…" if values[Placeholder.JOIN] else "",
        }
    return values


def written(words: Words, registration: Registration, values: Mapping[str, str], *, author: User) -> Mail:
    """The mail itself."""
    event = registration.event
    if words.is_answered_by_author:
        answers = gettext("If you answer this mail, %(name)s reads it.") % {"name": author.name}
    else:
        answers = gettext("Nobody reads answers to this mail. Ask on the page of the event.")
    context = {
        "event": event,
        "subject": one_line(fill(words.subject, values)),
        "lead": gettext("%(name)s writes to you about “%(title)s”:") % {"name": author.name, "title": event.title},
        "text": fill(words.text, values),
        "html": to_html(words.text, values=values, links=link_look()),
        "answers": answers,
        "action": gettext("Open the page"),
        "url": values[Placeholder.LINK],
        "reason": gettext("You get this because of your registration."),
    }
    mail = compose("registrations/written", context)
    return replace(mail, reply_to=(author.name, author.email)) if words.is_answered_by_author else mail


def _registration(message: Message) -> Registration:
    places = Registration.objects.select_related("event", "pool", "user__department", "guest")
    return places.get(pk=message.params["registration"])


def _page(event: Event) -> str:
    return settings.BASE_URL + event.get_absolute_url()
