"""How people are asked, and asked once more. Nobody gets a mail because they have answered."""

from datetime import datetime

from accounts.models import User
from feedback.models import Form
from feedback.wording import ASKED, REMINDED, WORDINGS
from outbox import actions as outbox
from outbox.enums import Priority
from outbox.exceptions import Obsolete
from outbox.models import Message
from outbox.rendering import Mail, compose


def ask(form: Form, person: User, *, at: datetime) -> None:
    """Ask one person, with a link to the questions."""
    _post(ASKED, form, person, scope=form.event.scope, at=at)


def remind(form: Form, person: User, *, at: datetime) -> None:
    """Ask one person again. Without a scope: the team must not read who has not answered."""
    _post(REMINDED, form, person, scope="", at=at)


def render(message: Message) -> Mail:
    """Write the mail that ``message`` stands for, in the language that is active."""
    form = Form.objects.select_related("event").get(pk=message.params["form"])
    if form.is_closed:
        raise Obsolete
    words = WORDINGS[message.kind]
    context = {
        "form": form,
        "event": form.event,
        "name": message.name,
        "path": form.get_absolute_url(),
        "subject": words.subject % {"title": form.event.title},
        "lead": words.lead,
        "reason": words.reason,
    }
    return compose("feedback/mail", context)


def _post(kind: str, form: Form, person: User, *, scope: str, at: datetime) -> None:
    outbox.post(
        kind=kind,
        key=f"{kind}:{form.pk}:{person.pk}",
        to=person,
        about=form,
        scope=scope,
        params={"form": form.pk},
        priority=Priority.BULK,
        not_after=form.closes_at,
        at=at,
    )
