"""The facets of the catalogue in words: what can be chosen, what is chosen, and how much each would leave."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy

from accounts.models import Department, Location, User
from common.marks import Marked
from common.questions import Question
from events.enums import EventKind, PoolKind
from events.facets import counts
from events.models import Topic
from events.queries import facet_index
from portal.panels.filters import DATES, Filters, named_spans
from portal.panels.found import Fitting
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
FIXED: Mapping[str, Mapping[str, object]] = {
    "format": dict(PoolKind.choices),
    "kind": dict(EventKind.choices),
    "language": dict(settings.LANGUAGES),
    "date": DATE_LABELS,
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
    department: Marked | None = None


@dataclass(frozen=True, kw_only=True)
class Facet:
    """One facet with what would leave something."""

    label: str
    values: Sequence[Value]


@dataclass(frozen=True, kw_only=True)
class Names:
    """What keys of the address are called, with the rows of those topics and departments (see _TOPICS, _DEPARTMENTS)."""

    topics: Mapping[str, Any]
    departments: Mapping[str, Any]
    locations: Mapping[str, str]

    def value(self, filters: Filters, facet: str, key: str, *, count: int | None = None) -> Value | None:
        """``key`` as a value of ``facet``; None where nothing has that key."""
        label = self.labels[facet].get(key)
        if not label:
            return None
        return Value(
            label=str(label),
            address=filters.toggled(facet, key),
            is_chosen=filters.is_chosen(facet, key),
            count=count,
            department=self.departments.get(key) if facet == "host" else None,
        )

    @cached_property
    def labels(self) -> Mapping[str, Mapping[str, object]]:
        """What the keys of each facet are called."""
        topics = {key: row.name for key, row in self.topics.items()}
        hosts = {key: row.name for key, row in self.departments.items()}
        return {**FIXED, "topic": topics, "host": hosts, "location": self.locations}


_TOPICS: Question[Any] = Question(lambda: Topic.objects.values_list("pk", "key", "name", named=True))
_DEPARTMENTS: Question[Any] = Question(
    lambda: Department.objects.values_list("pk", "key", "name", "mark", "is_open_mark", "hue", named=True)
)
_LOCATIONS = Question(lambda: Location.objects.values_list("pk", "name"))


def names_of(keys: Mapping[str, Collection[str]]) -> Names:
    """The names of these topics, departments and locations; asks only where there are any."""
    return Names(
        topics={row.key: row for row in _TOPICS.ask() if row.key in keys["topic"]} if keys.get("topic") else {},
        departments={row.key: row for row in _DEPARTMENTS.ask() if row.key in keys["host"]} if keys.get("host") else {},
        locations={str(pk): name for pk, name in _LOCATIONS.ask() if str(pk) in keys["location"]}
        if keys.get("location")
        else {},
    )


def names_for(filters: Filters, person: User | AnonymousUser, fits: Fitting, *, at: datetime) -> Names:
    """The names of what is chosen and, where all facets are shown, of what can be."""
    chosen = filters.chosen if isinstance(person, User) else _told_strangers(filters, person, at=at)
    return names_of({name: {*chosen.get(name, ()), *fits.index.get(name, ())} for name in OUR_NAMES})


def chosen_values(filters: Filters, names: Names) -> list[Value]:
    """What is chosen, each a link that lets go of it; what has no name is left out."""
    return [
        value
        for facet, keys in filters.chosen.items()
        for key in keys
        if (value := names.value(filters, facet, key)) is not None
    ]


def _told_strangers(filters: Filters, person: AnonymousUser, *, at: datetime) -> Mapping[str, Sequence[str]]:
    """What is chosen without keys that no public event has: whoever tries them out learns none of our names."""
    if not filters.chosen.keys() & OUR_NAMES:
        return filters.chosen
    public = queries.all_to_come(person, at=at)
    known = facet_index(public, spans=named_spans(at=at))
    return {
        facet: [key for key in keys if facet not in OUR_NAMES or key in known[facet]]
        for facet, keys in filters.chosen.items()
    }


def facets(filters: Filters, person: User | AnonymousUser, fits: Fitting, names: Names) -> list[Facet]:
    """Every facet with what each of its values would leave of what ``fits`` before any is chosen."""
    found = counts(fits.index, filters.chosen, among=set(fits.before))
    if not isinstance(person, User):
        found = {facet: {key: number for key, number in numbers.items() if number} for facet, numbers in found.items()}
    return [
        Facet(label=str(label), values=shown)
        for facet, label in LABELS.items()
        if (shown := _shown(facet, found.get(facet, {}), filters, names))
    ]


def _shown(facet: str, numbers: Mapping[str, int], filters: Filters, names: Names) -> list[Value]:
    """The values with most behind them, those that are chosen in any case; what has an order keeps it."""
    known = names.labels[facet]
    labels = {key: str(known[key]) for key in numbers if key in known}
    if order := IN_THIS_ORDER.get(facet):
        shown = [key for key in order if key in labels]
    else:
        by_number = sorted(labels, key=lambda key: (-numbers[key], labels[key].casefold()))
        kept = set(sorted(by_number, key=lambda key: not filters.is_chosen(facet, key))[:MOST_SHOWN])
        shown = [key for key in by_number if key in kept]
    return [value for key in shown if (value := names.value(filters, facet, key, count=numbers[key])) is not None]
