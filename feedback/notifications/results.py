"""What is told about answers once nothing can be added to them: one mail to each, never one for an answer."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common import crowds
from events.notifications.people import organisers_of
from feedback import queries
from feedback.models import Form
from feedback.wording import READY
from outbox import actions as outbox
from outbox.enums import Priority
from outbox.models import Message
from outbox.rendering import Mail, compose


def tell_ready(form: Form, *, at: datetime) -> None:
    """Tell the organisers that there are results, or that too few have answered."""
    for organiser in organisers_of(form.event):
        outbox.post(
            kind=READY,
            key=f"{READY}:{form.pk}:{organiser.pk}",
            to=organiser,
            about=form,
            scope=form.event.scope,
            params={"form": form.pk},
            priority=Priority.BULK,
            at=at,
        )


def write_ready(message: Message) -> Mail:
    """Write the mail that ``message`` stands for, in the language that is active."""
    form = Form.objects.select_related("event", "answered").get(pk=message.params["form"])
    number, invited = len(form.answered.people), form.invited.count()
    facts = {"title": form.event.title, "number": number, "invited": invited, "needed": crowds.FEWEST}
    if queries.is_shown(form):
        subject = _("What came of “%(title)s”") if form.is_later else _("What people thought of “%(title)s”")
        lead = ngettext(
            "%(number)d of the %(invited)d people who were asked has answered. The results are there now.",
            "%(number)d of the %(invited)d people who were asked have answered. The results are there now.",
            number,
        )
    else:
        subject = _("Too few answers about “%(title)s”")
        lead = _(
            "Feedback is closed, and fewer than %(needed)d people have answered. With so few, answers could be traced"
            " to people, so nothing of them is shown."
        )
        if not form.is_later:
            lead += " " + _("Five minutes at the end of the seminar bring most answers.")
    context = {
        "event": form.event,
        "name": message.name,
        "subject": subject % facts,
        "lead": lead % facts,
        "path": form.results_path,
        "action": _("Read the results") if queries.is_shown(form) else _("See the feedback page"),
        "reason": _("You get this because you organise this event. There is one such mail each time feedback closes."),
    }
    return compose("feedback/told", context)
