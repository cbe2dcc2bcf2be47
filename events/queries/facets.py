"""By which facets events are found: one row for each says it, made of the six tables that know it."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Case, DateTimeField, IntegerField, Q, QuerySet, Value, When

from accounts import queries as people
from common.questions import Among, Question, Slot
from events.facets import Index, read, written
from events.models import Event, FacetText, Pool, Session

Span = tuple[datetime, datetime]

_TEXTS = Question(lambda: FacetText.objects.filter(event__in=Among("events")).values_list("event", "text"))


def facet_index(events: Collection[int], *, spans: Mapping[str, Span]) -> Index:
    """By which facets some events can be found: for each facet and value the ids of those that have it.

    ``spans`` are the stretches of time that have a name. A department stands for those below it too.
    """
    found = read(_TEXTS.ask(events=events))
    hosts: dict[str, set[int]] = defaultdict(set)
    above = people.keys_above()
    for host, ids in found["host"].items():
        for key in above.get(int(host), ()):
            hosts[key] |= ids
    return {**found, "host": hosts, "date": _by_span(events, spans) if spans else {}}


_WHEN = DateTimeField()
# Which of the stretches a session begins in, said by the database: reading a time costs more than all else about one.
_BEGINNINGS = Question(
    lambda *names: (
        Session.objects.filter(event__in=Among("events"), starts_at__gte=Slot("first", _WHEN))
        .filter(starts_at__lt=Slot("last", _WHEN))
        .values_list("event", _bits(names))
    )
)


def _bits(names: Sequence[Hashable]) -> Any:
    """One bit for each of the stretches of time with these ``names``."""
    bits: Any = Value(0)
    for number, name in enumerate(names):
        within = Q(starts_at__gte=Slot(f"{name} from", _WHEN), starts_at__lt=Slot(f"{name} to", _WHEN))
        bits += Case(When(within, then=Value(1 << number)), default=Value(0), output_field=IntegerField())
    return bits


def _by_span(events: Collection[int], spans: Mapping[str, Span]) -> Mapping[str, set[int]]:
    """The ids of those of which a session begins in each of the ``spans``."""
    ends = {
        f"{name} {which}": end for name, span in spans.items() for which, end in zip(("from", "to"), span, strict=True)
    }
    begun: dict[int, set[int]] = defaultdict(set)
    for pk, bits in _BEGINNINGS.ask(*spans, events=events, first=min(ends.values()), last=max(ends.values()), **ends):
        begun[bits].add(pk)
    return {
        name: set().union(*(ids for bits, ids in begun.items() if bits & 1 << number))
        for number, name in enumerate(spans)
    }


def facet_texts(events: Collection[int]) -> list[FacetText]:
    """By which facets each of these events is found, as it is now: five questions, however many they are."""
    said: dict[int, dict[str, list[object]]] = {}
    for pk, kind, language, host in (
        Event.objects.filter(pk__in=events).order_by("pk").values_list("pk", "kind", "language", "host_department")
    ):
        said[pk] = defaultdict(list, kind=[kind], language=[language], host=[host] if host else [])
    of_them: dict[str, Any] = {"event__in": list(said)}
    rooms = Session.objects.filter(**of_them, room__isnull=False)
    others: Mapping[str, QuerySet[Any, Any]] = {
        "host": Event.co_hosts.through.objects.filter(**of_them).values_list("event", "department"),
        "topic": Event.topics.through.objects.filter(**of_them).values_list("event", "topic__key"),
        "format": Pool.objects.filter(**of_them).exclude(capacity=0).values_list("event", "kind"),
        "location": rooms.values_list("event", "room__location"),
    }
    for facet, rows in others.items():
        for pk, value in rows.order_by():
            said[pk][facet].append(value)
    return [FacetText(event_id=pk, text=written(values)) for pk, values in said.items()]
