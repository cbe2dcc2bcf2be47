"""What organisers are told of times that others would rather have."""

from datetime import datetime

from django.urls import reverse

from accounts.models import Guest, User
from common import times
from events.models import Session
from events.notifications.people import organisers_of
from events.wording import TIME_PROPOSED, WORDINGS
from outbox import actions as outbox
from outbox.models import Message
from outbox.rendering import Mail, compose


def tell_time_proposed(
    session: Session,
    person: User | Guest,
    *,
    starts_at: datetime | None,
    ends_at: datetime | None,
    comment: str,
    at: datetime,
) -> None:
    """Tell everybody who organises the event what was proposed; the same proposal again tells nobody anew."""
    wanted = [moment.isoformat() for moment in (starts_at, ends_at) if moment]
    for organiser in organisers_of(session.event):
        outbox.post(
            kind=TIME_PROPOSED,
            key=":".join((TIME_PROPOSED, str(session.pk), person.email, *wanted, str(organiser.pk)))[:200],
            to=organiser,
            about=session.event,
            params={"session": session.pk, "name": person.name, "wanted": wanted, "comment": comment},
            at=at,
        )


def render_time_proposed(message: Message) -> Mail:
    """Write the mail, in the language and zone that are active."""
    session = Session.objects.select_related("event").get(pk=message.params["session"])
    event, words = session.event, WORDINGS[message.kind]
    wanted = [datetime.fromisoformat(moment) for moment in message.params["wanted"]]
    lines = [times.span(session.starts_at, session.ends_at)]
    lines += ["→ " + times.span(*wanted)] if len(wanted) == 2 else []  # noqa: PLR2004  # start and end
    context = {
        "event": event,
        "path": reverse("workspace-replies", args=[event.slug]),
        "subject": words.subject % {"title": event.title},
        "lead": words.lead % {"name": message.params["name"]},
        "text": "\n".join([*lines, message.params["comment"]]).strip(),
        "action": words.action,
        "reason": words.reason,
    }
    return compose("events/mail", context)
