"""What administrators are told when the seats were counted again."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from accounts.models import User
from events.models import Event
from outbox import actions as outbox
from outbox.models import Message
from outbox.rendering import Mail, compose
from registrations import wording
from registrations.recount import WORDS, Difference

MOST_DIFFERENCES = 50  # a mail is no place for thousands


def tell_differences(administrator: User, found: Sequence[Difference], *, at: datetime) -> None:
    """Say which seats are not as promised, once a day."""
    outbox.post(
        kind=wording.MISCOUNTED,
        key=f"{wording.MISCOUNTED}:{at:%Y-%m-%d}:{administrator.pk}",
        to=administrator,
        params={"number": len(found), "differences": [asdict(one) for one in found[:MOST_DIFFERENCES]]},
        at=at,
    )


def render_differences(message: Message) -> Mail:
    """Write to an administrator what the nightly count has found."""
    found = [Difference(**one) for one in message.params["differences"]]
    titles = dict(Event.objects.filter(pk__in={one.event for one in found}).values_list("pk", "title"))
    number = message.params["number"]
    subject = ngettext("%(number)d seat is not as promised", "%(number)d seats are not as promised", number)
    context = {
        "subject": subject % {"number": number},
        "lines": [
            f"{titles.get(one.event, one.event)}: {WORDS[one.kind]} ({one.expected} ≠ {one.found})" for one in found
        ],
        "path": reverse("administration"),
        "reason": gettext("You get this because you are an administrator."),
    }
    return compose("registrations/differences", context)
