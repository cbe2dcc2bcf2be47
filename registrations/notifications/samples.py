"""How a mail would look that organisers word themselves: filled with the event as it stands, to whoever looks at it."""

from datetime import timedelta
from functools import partial

from django.utils import timezone
from django.utils.translation import gettext

from accounts.models import User
from common import times
from events.enums import PoolKind, Promotion
from events.models import Event, Pool
from outbox.enums import Placeholder
from outbox.registry import Changeable
from outbox.rendering import Mail, Own, compose, in_own_words
from registrations import wording
from registrations.enums import RegistrationStatus
from registrations.models import Registration
from registrations.notifications import in_calendar, said
from registrations.notifications.values import page_of, values_for

POSITION = 3  # on the waiting list of the sample
WORDS = {**wording.WORDINGS, wording.REMINDER: wording.REMINDED, wording.MATERIALS: wording.MATERIALS_READY}


def changeable(kind: str) -> Changeable:
    """What organisers may do to the words of ``kind``."""
    return Changeable(wording.WORDABLE[kind], partial(sample, kind))


def sample(kind: str, event: Event, reader: User, own: Own | None) -> Mail:
    """The mail to ``reader`` as if they had a place at ``event``, in the language and zone that are active."""
    place = placed(event, reader)
    until = times.moment(timezone.now() + timedelta(days=1))
    words = WORDS[kind]
    facts = {
        "title": event.title,
        "when": times.moment(event.starts_at) if event.starts_at else "",
        "position": POSITION,
        "until": until,
        "turn": wording.TURN[Promotion(event.promotion)],
    }
    context = {
        **in_calendar(said(words, event, facts), kind, reader),
        "name": reader.name,
        "other": words.other,
        "other_url": page_of(place) if words.other else "",
        "url": page_of(place),
        "reason": gettext("You get this because of your registration."),
    }
    values = {**values_for(place, at=timezone.now()), Placeholder.POSITION: str(POSITION), Placeholder.UNTIL: until}
    return compose("registrations/mail", in_own_words(context, own, values))


def placed(event: Event, reader: User) -> Registration:
    """A seat of theirs that is not kept anywhere."""
    pool = event.pools.order_by("pk").first() or Pool(event=event, kind=PoolKind.ROOM)
    return Registration(event=event, pool=pool, user=reader, status=RegistrationStatus.CONFIRMED)
