"""What the page of one date says of the series that it belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from events.enums import EventState
from events.models import Event, Series
from events.queries import rule_of
from events.repetition import rhythm
from registrations.queries import dates_of

NEXT = 3


@dataclass(frozen=True, kw_only=True)
class SeriesLine:
    """A series in a few words, and its next dates."""

    series: Series
    words: str
    following: Sequence[Event]


def series_of(event: Event, person: User | AnonymousUser, *, at: datetime) -> SeriesLine | None:
    """The series of ``event``, with the next dates of it that ``person`` may read about; None where there is none."""
    if event.series is None:
        return None
    found = dates_of(event.series, person).filter(state=EventState.PUBLISHED, starts_at__gt=at)
    following = found.exclude(pk=event.pk).prefetch_related(None)[:NEXT]
    return SeriesLine(series=event.series, words=rhythm(rule_of(event.series)), following=list(following))
