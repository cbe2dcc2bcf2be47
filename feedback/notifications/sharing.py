"""Telling those who taught that they may read what was said about them."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from common import site
from events.links import AFTER_THE_EVENT, sign_speaker
from events.models import Engagement
from feedback.models import Form
from feedback.queries import Reader
from feedback.wording import SHARED
from outbox import actions as outbox
from outbox.enums import Priority
from outbox.exceptions import Obsolete
from outbox.models import Message
from outbox.rendering import Mail, compose


def tell_shared(form: Form, readers: Iterable[Reader], *, at: datetime) -> None:
    """One mail to each, once and for all; a guest's holds the link to their own page."""
    for reader in readers:
        person, link = reader.person, reader.engagement
        outbox.post(
            kind=SHARED,
            key=f"{SHARED}:{form.pk}:{'guest' if link else 'user'}:{person.pk}",
            to=person,
            about=form,
            scope=form.event.scope,
            params={"form": form.pk, "engagement": link.pk if link else None},
            priority=Priority.BULK,
            not_after=_link_ends_at(form) if link else None,
            is_secret=link is not None,
            at=at,
        )


def _link_ends_at(form: Form) -> datetime | None:
    return form.event.ends_at + AFTER_THE_EVENT if form.event.ends_at else None


def write_shared(message: Message) -> Mail:
    """Write the mail that ``message`` stands for, in the language that is active."""
    form = Form.objects.select_related("event").get(pk=message.params["form"])
    if not hasattr(form, "sharing"):
        raise Obsolete
    engagement = Engagement.objects.select_related("event").filter(pk=message.params["engagement"]).first()
    facts = {"title": form.event.title, "site": site.name()}
    context = {
        "event": form.event,
        "name": message.name,
        "subject": _("What was said about your part in “%(title)s”") % facts,
        "lead": _(
            "The organisers share with you what those who were there said about you. The answers are anonymous;"
            " what fewer than five people have answered is not shown."
        ),
        "path": reverse("speaker-feedback", args=[sign_speaker(engagement)])
        if engagement
        else reverse("teaching-feedback", args=[form.event.slug]),
        "action": _("Read it"),
        "reason": _("You get this because you taught there. There is one such mail for each event."),
    }
    return compose("feedback/told", context)
