"""The mail that brings somebody their certificate."""

from collections.abc import Sequence
from datetime import datetime

from accounts.enums import MailTopic
from accounts.links import end_url
from events.models import Event
from outbox import actions as outbox
from outbox.actions import Letter
from outbox.enums import Priority
from outbox.exceptions import Obsolete
from outbox.models import Message
from outbox.rendering import Mail, compose
from recognition import links, wording
from recognition.models import Certificate
from recognition.wording import ISSUED, WORDINGS


def tell(event: Event, certificates: Sequence[Certificate], *, at: datetime) -> None:
    """Tell everybody of their own."""
    letters = [
        Letter(
            key=f"{ISSUED}:{one.pk}",
            to=one.holder,
            about=one,
            params={"certificate": one.pk},
            priority=Priority.BULK,
            is_secret=one.guest_id is not None,  # whoever holds the link may have the PDF
        )
        for one in certificates
    ]
    outbox.post_all(kind=ISSUED, letters=letters, scope=event.scope, at=at)


def render(message: Message) -> Mail:
    """Write the mail that ``message`` stands for, in the language that is active."""
    found = Certificate.objects.select_related("registration__event", "guest")
    certificate = found.get(pk=message.params["certificate"])
    if not certificate.is_valid:
        raise Obsolete
    words = WORDINGS[message.kind]
    end = end_url(message.user, MailTopic.CERTIFICATES, at=message.queued_at) if message.user else ""
    context = {
        "certificate": certificate,
        "event": certificate.registration.event,
        "name": message.name,
        "path": certificate.get_absolute_url(),
        # What was queued by a version that knew no such link is no secret, so it carries none.
        "own": links.own_url(certificate) if certificate.guest and message.is_secret else "",
        "subject": words.subject % {"title": certificate.title},
        "lead": words.lead,
        "hours": wording.hours(certificate),
        "reason": words.reason,
        "end": end,
    }
    return compose("recognition/mail", context, unsubscribe=end)
