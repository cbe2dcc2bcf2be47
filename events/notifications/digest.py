"""Once a week: what is new in what somebody follows."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from accounts.enums import MailTopic
from accounts.links import end_url
from accounts.models import User
from common.words import listed
from events import queries
from events.models import Event
from events.weekly import week_of
from events.wording import DIGEST, WORDINGS
from outbox import actions as outbox
from outbox.enums import Priority
from outbox.exceptions import Obsolete
from outbox.models import Message
from outbox.rendering import Mail, compose

MOST_TOLD = 12  # the rest stands in the catalogue


def tell_news(person: User, events: Sequence[Event], *, at: datetime) -> None:
    """Tell ``person`` of ``events``; a second time in the same week changes nothing."""
    key = f"{DIGEST}:{person.pk}:{week_of(at, person.zone)}"
    params = {"events": [event.pk for event in events]}
    outbox.post(kind=DIGEST, key=key, to=person, about=person, params=params, priority=Priority.BULK, at=at)


def render_digest(message: Message) -> Mail:
    """Write a digest in the language that is active: of what its reader may still read about and come to."""
    person, at = message.user, timezone.now()
    if person is None or not person.is_active:
        raise Obsolete
    events = queries.worth_telling(person, message.params["events"], at=at)
    if not events:
        raise Obsolete
    words, number = WORDINGS[message.kind], len(events)
    subject = ngettext("%(number)d new event for you", "%(number)d new events for you", number)
    end = end_url(person, MailTopic.DIGEST, at=at)
    context = {
        "events": [(event, _hosts(event)) for event in events if event.is_published][:MOST_TOLD],
        "undated": [event for event in events if event.is_gathering][:MOST_TOLD],
        "subject": subject % {"number": number},
        "lead": words.lead,
        "path": f"{reverse('catalogue')}?mine=1",
        "action": words.action,
        "reason": words.reason,
        "follows": reverse("follows"),
        "end": end,
    }
    return compose("events/digest", context, unsubscribe=end)


def _hosts(event: Event) -> str:
    """Who hosts it, the others after the host: whoever follows one of them sees why they hear of it."""
    others = sorted(one.name for one in event.co_hosts.all())
    return listed([event.host_department.name, *others]) if event.host_department else ""
