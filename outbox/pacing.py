"""When not to send: while the server takes nothing, and to a domain that has had its mails of this minute.

Workers share both in the database, so that many of them try no more often than one would.
"""

from datetime import datetime, timedelta
from random import uniform

from django.conf import settings
from django.db.models import F

from outbox.models import Pace, Pause

FIRST_PAUSE = timedelta(seconds=10)
LONGEST_PAUSE = timedelta(minutes=15)
MOST_DOUBLINGS = 10
JITTER = 0.2  # so that many installations do not come back to one server at the same moment
MINUTE = timedelta(minutes=1)


def current() -> Pause | None:
    """The pause that is kept, or that is over without anybody having got through since."""
    return Pause.objects.first()


def pause(reason: str, *, at: datetime) -> None:
    """Let the server be for a while, twice as long after each failure, up to a quarter of an hour."""
    first = {"since": at, "until": at + jittered(FIRST_PAUSE), "reason": reason}
    found, is_new = Pause.objects.get_or_create(id=1, defaults=first)
    if is_new:
        return
    length = min(FIRST_PAUSE * 2 ** min(found.failures, MOST_DOUBLINGS), LONGEST_PAUSE)
    # Of many that were at it at the same moment one counts: they have all met the same failure.
    ended = Pause.objects.filter(until__lte=at, failures=found.failures)
    ended.update(failures=found.failures + 1, until=at + jittered(length), reason=reason)


def resume() -> None:
    """The server takes mails again."""
    Pause.objects.all().delete()


def at_their_pace(*, at: datetime) -> list[str]:
    """Domains that have had their mails of this minute."""
    limit = settings.MAILS_PER_MINUTE_AND_DOMAIN
    if not limit:
        return []
    full = Pace.objects.filter(minute_at__gt=at - MINUTE, mails__gte=limit)
    return list(full.values_list("domain", flat=True))


def take_turn(domain: str, *, at: datetime) -> bool:
    """Whether one more mail may leave for ``domain`` in this minute; counts it."""
    limit = settings.MAILS_PER_MINUTE_AND_DOMAIN
    if not limit:
        return True
    minute = Pace.objects.filter(domain=domain, minute_at__gt=at - MINUTE)
    if minute.filter(mails__lt=limit).update(mails=F("mails") + 1):
        return True
    if Pace.objects.filter(domain=domain, minute_at__lte=at - MINUTE).update(minute_at=at, mails=1):
        return True
    _pace, is_new = Pace.objects.get_or_create(domain=domain, defaults={"minute_at": at, "mails": 1})
    return is_new


def jittered(length: timedelta) -> timedelta:
    """About so long."""
    return length * uniform(1 - JITTER, 1 + JITTER)  # noqa: S311  # spreads load, guards nothing
