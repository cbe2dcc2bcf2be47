"""The answer to everybody who was asked."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from accounts.enums import MailTopic
from accounts.links import end_url
from accounts.models import User
from common.components.mail import link_look
from common.markdown import to_html
from feedback import queries
from feedback.models import Form, Reply
from feedback.wording import REPLIED
from outbox import actions as outbox
from outbox.enums import Priority
from outbox.models import Message
from outbox.rendering import Mail, compose


def tell_reply(reply: Reply, people: Iterable[User], *, at: datetime) -> None:
    """One mail to each of ``people``, who were asked."""
    letters = [
        outbox.Letter(
            key=f"{REPLIED}:{reply.form_id}:{person.pk}",
            to=person,
            about=reply.form,
            params={"reply": reply.pk},
            priority=Priority.BULK,
        )
        for person in people
    ]
    outbox.post_all(kind=REPLIED, letters=letters, scope=reply.form.event.scope, at=at)


def write_reply(message: Message) -> Mail:
    """Write the mail that ``message`` stands for, in the language that is active."""
    reply = Reply.objects.select_related("form__event", "sent_by").get(pk=message.params["reply"])
    event, end = reply.form.event, ""
    if message.user:
        end = end_url(message.user, MailTopic.FEEDBACK, at=message.queued_at)
    context = {
        "event": event,
        "name": message.name,
        "subject": _("What comes of your feedback on “%(title)s”") % {"title": event.title},
        "lead": _("You were asked what you thought. This is what the organisers answer everybody who was asked:"),
        "text": reply.text,
        "text_html": to_html(reply.text, links=link_look()),
        "figures": told_rating(reply.form) if reply.shows_rating else "",
        "path": event.get_absolute_url(),
        "action": _("See the event"),
        "reason": _("You get this because you took part."),
        "end": end,
    }
    return compose("feedback/told", context, unsubscribe=end)


def told_rating(form: Form) -> str:
    """How it was for all who answered, in a sentence; empty where that may not be shown."""
    overall = queries.overall(form)
    if overall is None:
        return ""
    facts = {"mean": number_format(overall.mean, 1), "high": overall.high, "number": overall.number}
    return _("All in all it was %(mean)s of %(high)s for the %(number)s people who answered.") % facts
