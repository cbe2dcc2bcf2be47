"""The facets of the catalogue in words: what can be chosen, what is chosen, and how much each would leave."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import CharField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy

from accounts.models import Department, Location, User
from events.enums import EventKind, PoolKind
from events.facets import counts
from events.models import Topic
from events.queries import facet_index
from portal.panels.filters import DATES, Filters, Span, named_spans
from registrations import queries

MOST_SHOWN = 24  # values of one facet; the search finds the rest

LABELS = {
    "topic": gettext_lazy("Topic"),
    "host": gettext_lazy("Hosted by"),
    "format": gettext_lazy("Seats"),
    "kind": gettext_lazy("Kind"),
    "language": gettext_lazy("Language"),
    "location": gettext_lazy("Location"),
    "date": gettext_lazy("Date"),
}
DATE_LABELS = {
    "today": gettext_lazy("Today"),
    "this-week": gettext_lazy("This week"),
    "next-week": gettext_lazy("Next week"),
    "this-month": gettext_lazy("This month"),
    "next-month": gettext_lazy("Next month"),
}
OUR_NAMES = {"topic", "host", "location"}  # of which strangers know those that public events have
IN_THIS_ORDER = {"format": PoolKind.values, "kind": EventKind.values, "date": DATES}


@dataclass(frozen=True, kw_only=True)
class Value:
    """One value of a facet: a link that chooses it or lets go of it."""

    label: str
    address: str
    is_chosen: bool
    count: int | None = None
    department: Department | None = None


@dataclass(frozen=True, kw_only=True)
class Facet:
    """One facet with what would leave something."""

    label: str
    values: Sequence[Value]


@dataclass(frozen=True, kw_only=True)
class Names:
    """What keys of the address are called."""

    topics: Mapping[str, str]
    departments: Mapping[str, Department]
    locations: Mapping[str, str]

    def value(self, filters: Filters, facet: str, key: str, *, count: int | None = None) -> Value | None:
        """``key`` as a value of ``facet``; None where nothing has that key."""
        department = self.departments.get(key) if facet == "host" else None
        label = self._label(facet, key)
        if not label:
            return None
        return Value(
            label=label,
            address=filters.toggled(facet, key),
            is_chosen=filters.is_chosen(facet, key),
            count=count,
            department=department,
        )

    def _label(self, facet: str, key: str) -> str:
        known: Mapping[str, object] = {
            "topic": self.topics,
            "host": self.departments,
            "location": self.locations,
            "format": dict(PoolKind.choices),
            "kind": dict(EventKind.choices),
            "language": dict(settings.LANGUAGES),
            "date": DATE_LABELS,
        }[facet]
        return str(known.get(key, ""))


def names_of(keys: Mapping[str, Sequence[str]]) -> Names:
    """The names of these topics, departments and locations; asks only for what is there."""
    topics, hosts, locations = (keys.get(name, ()) for name in ("topic", "host", "location"))
    return Names(
        topics=dict(Topic.objects.filter(key__in=topics).values_list("key", "name")) if topics else {},
        departments={one.key: one for one in Department.objects.filter(key__in=hosts)} if hosts else {},
        locations=dict(Location.objects.filter(pk__in=locations).values_list(Cast("pk", CharField()), "name"))
        if locations
        else {},
    )


def chosen_values(filters: Filters, person: User | AnonymousUser, *, at: datetime) -> list[Value]:
    """What is chosen, each a link that lets go of it."""
    chosen = filters.chosen if isinstance(person, User) else _told_strangers(filters, person, at=at)
    names = names_of(chosen)
    return [
        value
        for facet, keys in chosen.items()
        for key in keys
        if (value := names.value(filters, facet, key)) is not None
    ]


def _told_strangers(filters: Filters, person: AnonymousUser, *, at: datetime) -> Mapping[str, Sequence[str]]:
    """What is chosen without keys that no public event has: whoever tries them out learns none of our names."""
    if not filters.chosen.keys() & OUR_NAMES:
        return filters.chosen
    public = set(queries.visible_events(person).upcoming(at=at).order_by().values_list("pk", flat=True))
    known = counts(facet_index(at=at, spans=named_spans(at=at)), {}, among=public)
    return {
        facet: [key for key in keys if facet not in OUR_NAMES or key in known[facet]]
        for facet, keys in filters.chosen.items()
    }


def facets(filters: Filters, person: User | AnonymousUser, *, at: datetime, between: Span | None = None) -> list[Facet]:
    """Every facet with what each of its values would leave of what is to come, or of a part of the calendar."""
    since, until = between or (at, None)
    visible = queries.events_between(person, since, until) if until else queries.visible_events(person).upcoming(at=at)
    among = set(filters.preselect(visible, person, at=at).order_by().values_list("pk", flat=True))
    index = facet_index(at=since, until=until, spans={} if until else named_spans(at=at))
    found = counts(index, filters.chosen, among=among)
    if not isinstance(person, User):
        found = {facet: {key: number for key, number in numbers.items() if number} for facet, numbers in found.items()}
    names = names_of({facet: list(values) for facet, values in found.items()})
    return [
        Facet(label=str(label), values=shown)
        for facet, label in LABELS.items()
        if (shown := _shown(facet, found[facet], filters, names))
    ]


def _shown(facet: str, numbers: Mapping[str, int], filters: Filters, names: Names) -> list[Value]:
    """The values with most behind them, those that are chosen in any case; what has an order keeps it."""
    values = {
        key: value
        for key, number in numbers.items()
        if (value := names.value(filters, facet, key, count=number)) is not None
    }
    if order := IN_THIS_ORDER.get(facet):
        return [values[key] for key in order if key in values]
    ranked = sorted(values.values(), key=lambda one: (not one.is_chosen, -(one.count or 0), one.label.casefold()))
    return sorted(ranked[:MOST_SHOWN], key=lambda one: (-(one.count or 0), one.label.casefold()))
