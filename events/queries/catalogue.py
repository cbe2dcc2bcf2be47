"""How events are found."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from itertools import count
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import DateTimeField
from django.utils.text import slugify

from accounts import queries as people
from accounts.models import User
from common.questions import Among, Question, Slot
from events.facets import FACETS, Index
from events.models import Event, Pool, SavedSearch, Session, Topic

_OF_THEM: dict[str, Any] = {"event__in": Among("events")}
_THEY = Question(
    lambda: Event.objects.filter(pk__in=Among("events")).values_list("pk", "host_department", "kind", "language")
)
_CO_HOSTS = Question(lambda: Event.co_hosts.through.objects.filter(**_OF_THEM).values_list("event", "department"))
_TOPICS = Question(lambda: Event.topics.through.objects.filter(**_OF_THEM).values_list("event", "topic__key"))
_OFFERED = Question(lambda: Pool.objects.filter(**_OF_THEM).exclude(capacity=0).values_list("event", "kind"))
_PLACES = Question(
    lambda: (
        Session.objects.filter(**_OF_THEM, room__isnull=False)
        .values_list("event", "room__location")
        .distinct()
        .order_by()
    )
)
# Apart, and only as far as days have names: reading a time costs more than all else about a session.
_BEGINNINGS = Question(
    lambda: Session.objects.filter(**_OF_THEM, starts_at__lt=Slot("until", DateTimeField())).values_list(
        "event", "starts_at"
    )
)


def facet_index(events: Collection[int], *, spans: Mapping[str, tuple[datetime, datetime]]) -> Index:
    """By which facets some events can be found: for each facet and value the ids of those that have it.

    ``spans`` are the stretches of time that have a name. A department stands for those below it too.
    """
    found: dict[str, dict[str, set[int]]] = {name: defaultdict(set) for name in FACETS}
    above, them = people.keys_above(), {"events": list(events)}
    rows = _THEY.ask(**them)
    for pk, _host, kind, language in rows:
        found["kind"][kind].add(pk)
        found["language"][language].add(pk)
    for pk, host in [*((pk, host) for pk, host, _kind, _language in rows), *_CO_HOSTS.ask(**them)]:
        for key in above.get(host, ()):
            found["host"][key].add(pk)
    for pk, topic in _TOPICS.ask(**them):
        found["topic"][topic].add(pk)
    for pk, kind in _OFFERED.ask(**them):
        found["format"][kind].add(pk)
    for pk, location in _PLACES.ask(**them):
        found["location"][str(location)].add(pk)
    last = max((end for _start, end in spans.values()), default=None)
    for pk, begins in _BEGINNINGS.ask(**them, until=last) if last else ():
        for name, (start, end) in spans.items():
            if start <= begins < end:
                found["date"][name].add(pk)
    return found


_SAVED = Question(lambda: SavedSearch.objects.filter(user=Slot("user")).order_by("name"))


def saved_searches(user: User | AnonymousUser) -> list[SavedSearch]:
    """What ``user`` looks for again and again, by name."""
    return _SAVED.ask(user=user.pk) if isinstance(user, User) else []


def free_topic_key(name: str) -> str:
    """The key of a new topic, made of its name."""
    key = slugify(name)[:50].strip("-") or "topic"
    taken = set(Topic.objects.filter(key__startswith=key).values_list("key", flat=True))
    numbered = (f"{key}-{number}" for number in count(2))
    return key if key not in taken else next(each for each in numbered if each not in taken)
