"""How events are found."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime
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
_UNTIL: Any = Slot("until", DateTimeField())
_OF_COMING: dict[str, Any] = {"event__ends_at__gt": _AT, "event__starts_at__lt": _UNTIL}
_COMING = Question(
    lambda: (
        Event.objects.upcoming(at=_AT)
        .filter(starts_at__lt=_UNTIL)
        .order_by()
        .values_list("pk", "host_department", "kind", "language")
    )
)
_CO_HOSTS = Question(lambda: Event.co_hosts.through.objects.filter(**_OF_COMING).values_list("event", "department"))
_TOPICS = Question(lambda: Event.topics.through.objects.filter(**_OF_COMING).values_list("event", "topic__key"))
_OFFERED = Question(lambda: Pool.objects.filter(**_OF_COMING).exclude(capacity=0).values_list("event", "kind"))
_PLACES = Question(lambda: Session.objects.filter(**_OF_COMING).values_list("event", "starts_at", "room__location"))
_EVER = datetime(9998, 1, 1, tzinfo=UTC)


def facet_index(
    *, at: datetime, spans: Mapping[str, tuple[datetime, datetime]], until: datetime | None = None
) -> Index:
    """By which facets what is to come can be found: for each facet and value the ids of the events.

    What begins at ``until`` or later is left out. The index is
    Of every event, whoever may see it; the reader's own are picked out of it afterwards. ``spans``
    are the stretches of time that have a name. A department stands for those below it too.
    """
    found: dict[str, dict[str, set[int]]] = {name: defaultdict(set) for name in FACETS}
    above, bounds = people.keys_above(), {"at": at, "until": until or _EVER}
    coming = _COMING.ask(**bounds)
    for pk, _host, kind, language in coming:
        found["kind"][kind].add(pk)
        found["language"][language].add(pk)
    for pk, host in [*((pk, host) for pk, host, _kind, _language in coming), *_CO_HOSTS.ask(**bounds)]:
        for key in above.get(host, ()):
            found["host"][key].add(pk)
    for pk, topic in _TOPICS.ask(**bounds):
        found["topic"][topic].add(pk)
    for pk, kind in _OFFERED.ask(**bounds):
        found["format"][kind].add(pk)
    for pk, begins, location in _PLACES.ask(**bounds):
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
