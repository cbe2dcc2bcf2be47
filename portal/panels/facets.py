"""The facets of the catalogue in words: what can be chosen, what is chosen, and how much each would leave."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy

from accounts.models import Department, Location, User
from common.questions import Question
from events.enums import EventKind, PoolKind
from events.facets import counts
from events.models import Topic
from events.queries import facet_index
from portal.panels.filters import DATES, Filters, named_spans
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
        label = self.labels(facet).get(key)
        if not label:
            return None
        return Value(
            label=str(label),
            address=filters.toggled(facet, key),
            is_chosen=filters.is_chosen(facet, key),
            count=count,
            department=self.departments.get(key) if facet == "host" else None,
        )

    def labels(self, facet: str) -> Mapping[str, object]:
        """What the keys of ``facet`` are called."""
        own = {"topic": self.topics, "host": self.departments, "location": self.locations}
        return own.get(facet) or FIXED.get(facet, {})


_TOPICS = Question(lambda: Topic.objects.values_list("key", "name"))
_DEPARTMENTS = Question(Department.objects.all)
_LOCATIONS = Question(lambda: Location.objects.values_list("pk", "name"))


def names_of(keys: Mapping[str, Collection[str]]) -> Names:
    """The names of these topics, departments and locations; asks only for what is there."""
    return Names(
        topics={key: name for key, name in _TOPICS.ask() if key in keys["topic"]} if keys.get("topic") else {},
        departments={one.key: one for one in _DEPARTMENTS.ask() if one.key in keys["host"]} if keys.get("host") else {},
        locations={str(pk): name for pk, name in _LOCATIONS.ask() if str(pk) in keys["location"]}
        if keys.get("location")
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
    public = queries.all_to_come(person, at=at)
    known = facet_index(public, spans=named_spans(at=at))
    return {
        facet: [key for key in keys if facet not in OUR_NAMES or key in known[facet]]
        for facet, keys in filters.chosen.items()
    }


def facets(
    filters: Filters, person: User | AnonymousUser, *, at: datetime, among: Collection[int], is_dated: bool = True
) -> list[Facet]:
    """Every facet with what each of its values would leave ``among`` what fits but for the facets: before_facets().

    ``is_dated``: whether days are something to choose.
    """
    index = facet_index(among, spans=named_spans(at=at) if is_dated else {})
    found = counts(index, filters.chosen, among=set(among))
    if not isinstance(person, User):
        found = {facet: {key: number for key, number in numbers.items() if number} for facet, numbers in found.items()}
    names = names_of(found)
    return [
        Facet(label=str(label), values=shown)
        for facet, label in LABELS.items()
        if (shown := _shown(facet, found[facet], filters, names))
    ]


def _shown(facet: str, numbers: Mapping[str, int], filters: Filters, names: Names) -> list[Value]:
    """The values with most behind them, those that are chosen in any case; what has an order keeps it."""
    known = names.labels(facet)
    labels = {key: str(known[key]) for key in numbers if key in known}
    if order := IN_THIS_ORDER.get(facet):
        shown = [key for key in order if key in labels]
    else:
        by_number = sorted(labels, key=lambda key: (-numbers[key], labels[key].casefold()))
        kept = set(sorted(by_number, key=lambda key: not filters.is_chosen(facet, key))[:MOST_SHOWN])
        shown = [key for key in by_number if key in kept]
    return [value for key in shown if (value := names.value(filters, facet, key, count=numbers[key])) is not None]
