"""How events are found."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from itertools import count
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import BigIntegerField, DateTimeField
from django.utils.text import slugify

from accounts import queries as people
from accounts.models import User
from common.questions import Question, Slot
from events.facets import FACETS, Index
from events.models import Event, Pool, SavedSearch, Session, Topic

_AT: Any = Slot("at", DateTimeField())
_COMING = Question(
    lambda: Event.objects.upcoming(at=_AT).order_by().values_list("pk", "host_department", "kind", "language")
)
_TOPICS = Question(
    lambda: Event.topics.through.objects.filter(event__ends_at__gt=_AT).values_list("event", "topic__key")
)
_OFFERED = Question(
    lambda: Pool.objects.filter(event__ends_at__gt=_AT).exclude(capacity=0).values_list("event", "kind")
)
_PLACES = Question(
    lambda: Session.objects.filter(event__ends_at__gt=_AT).values_list("event", "starts_at", "room__location")
)


def facet_index(*, at: datetime, spans: Mapping[str, tuple[datetime, datetime]]) -> Index:
    """By which facets what is to come can be found: for each facet and value the ids of the events.

    Of every event, whoever may see it: the reader's own are picked out of it afterwards. ``spans``
    are the stretches of time that have a name. A department stands for those below it too.
    """
    found: dict[str, dict[str, set[int]]] = {name: defaultdict(set) for name in FACETS}
    above = people.keys_above()
    for pk, host, kind, language in _COMING.ask(at=at):
        found["kind"][kind].add(pk)
        found["language"][language].add(pk)
        for key in above.get(host, ()):
            found["host"][key].add(pk)
    for pk, topic in _TOPICS.ask(at=at):
        found["topic"][topic].add(pk)
    for pk, kind in _OFFERED.ask(at=at):
        found["format"][kind].add(pk)
    for pk, begins, location in _PLACES.ask(at=at):
        if location:
            found["location"][str(location)].add(pk)
        for name, (start, end) in spans.items():
            if start <= begins < end:
                found["date"][name].add(pk)
    return found


_SAVED = Question(lambda: SavedSearch.objects.filter(user=Slot("user", BigIntegerField())).order_by("name"))


def saved_searches(user: User | AnonymousUser) -> list[SavedSearch]:
    """What ``user`` looks for again and again, by name."""
    return _SAVED.ask(user=user.pk) if isinstance(user, User) else []


def free_topic_key(name: str) -> str:
    """The key of a new topic, made of its name."""
    key = slugify(name)[:50].strip("-") or "topic"
    taken = set(Topic.objects.filter(key__startswith=key).values_list("key", flat=True))
    numbered = (f"{key}-{number}" for number in count(2))
    return key if key not in taken else next(each for each in numbered if each not in taken)
