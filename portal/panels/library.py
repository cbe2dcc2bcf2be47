"""The library: materials of all events that the reader may open, by topic, kind and year."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models.functions import ExtractYear
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from accounts.models import User
from common.times import day
from events.enums import MaterialKind
from events.models import Event, Material, Topic
from events.queries import materials_said, spelt_otherwise, things_of
from events.querysets import MaterialQuerySet
from portal.panels.materials import MaterialRow, material_rows
from registrations import queries

PAGE = 20
LONGEST = 200


@dataclass(frozen=True, kw_only=True)
class LibraryFilters:
    """What the address asks for; what makes no sense in it is left aside."""

    text: str = ""
    topic: str = ""
    kind: str = ""
    year: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "LibraryFilters":
        """As typed."""
        kind, year = query.get("kind", ""), query.get("year", "")
        return cls(
            text=query.get("q", "").replace("\0", "").strip()[:LONGEST],
            topic=query.get("topic", "").replace("\0", "")[:60],
            kind=kind if kind in MaterialKind.values else "",
            year=year if re.fullmatch(r"[12][0-9]{3}", year) else "",  # no calendar holds the first and the last
        )

    @property
    def is_set(self) -> bool:
        return self != LibraryFilters()

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What a new search keeps."""
        named = {"topic": self.topic, "kind": self.kind, "year": self.year}
        return [(name, value) for name, value in named.items() if value]

    @property
    def address(self) -> str:
        """Where the library shows just this."""
        query = urlencode([("q", self.text), *self.hidden] if self.text else self.hidden)
        return reverse("library") + (f"?{query}" if query else "")

    def narrowed(self, materials: MaterialQuerySet) -> MaterialQuerySet:
        """Those of ``materials`` that fit."""
        if self.topic:
            events = Event.topics.through.objects.filter(topic__key=self.topic)
            materials = materials.filter(event__in=events.values("event"))
        if self.kind:
            materials = materials.filter(kind=self.kind)
        if self.year:
            materials = materials.filter(event__starts_at__year=int(self.year))
        return materials_said(materials, self.text) if self.text else materials


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One value of a filter, and where the library shows it, or everything again where it is chosen."""

    label: str
    address: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class LibraryRow:
    """One material with the event it belongs to."""

    row: MaterialRow
    event: Event
    dates: int = 1  # of the series, at which it is the same

    @property
    def when(self) -> str:
        """The day of the event; empty without a date."""
        return day(self.event.starts_at) if self.event.starts_at else ""

    @property
    def more(self) -> str:
        """At how many other dates of the series it is the same; empty where at none."""
        number = self.dates - 1
        return ngettext("and at %(n)d more date", "and at %(n)d more dates", number) % {"n": number} if number else ""


@dataclass(frozen=True, kw_only=True)
class LibraryPage:
    """The whole page."""

    filters: LibraryFilters
    typed: str  # what was looked for in vain; then ``filters`` say what was meant
    found: Page[Material]
    rows: list[LibraryRow]
    topics: list[Choice]
    kinds: list[Choice]
    years: list[Choice]
    is_empty: bool


def library_rows(
    materials: Iterable[Material], *, at: datetime, dates: Mapping[int, int] = MappingProxyType({})
) -> list[LibraryRow]:
    """``materials``, fetched with their versions, as a list shows them. ``dates``: at how many of its series each is."""
    rows = material_rows(materials, at=at)
    return [LibraryRow(row=row, event=row.material.event, dates=dates.get(row.material.pk, 1)) for row in rows]


def library_page(person: User, query: Mapping[str, str], *, at: datetime) -> LibraryPage:
    """What ``person`` may open and asks for by ``query``; newest event first."""
    filters, all_open = LibraryFilters.of(query), queries.materials_listed_for(person, at=at)
    page = _page(filters.narrowed(all_open), query)
    typed = ""
    if not page.object_list and filters.text:
        right = spelt_otherwise([], filters.text, things=things_of(materials=all_open.values("pk")))
        meant = replace(filters, text=right)
        if right and (others := _page(meant.narrowed(all_open), query)).object_list:
            filters, typed, page = meant, filters.text, others
    with_year = all_open.exclude(event__starts_at=None).order_by()
    zone = timezone.get_current_timezone()
    years = with_year.annotate(year=ExtractYear("event__starts_at", tzinfo=zone)).values_list("year", flat=True)
    topics = Topic.objects.filter(events__in=all_open.values("event")).distinct().order_by("name")
    kinds = set(all_open.order_by().values_list("kind", flat=True).distinct())
    return LibraryPage(
        filters=filters,
        typed=typed,
        found=page,
        rows=library_rows(page.object_list, dates=_dates(filters.narrowed(all_open), page.object_list), at=at),
        topics=[_choice(filters, "topic", topic.key, topic.name) for topic in topics],
        kinds=[_choice(filters, "kind", kind.value, str(kind.label)) for kind in MaterialKind if kind.value in kinds],
        years=[_choice(filters, "year", str(year), str(year)) for year in sorted(set(years), reverse=True)],
        is_empty=not kinds,
    )


def _page(materials: MaterialQuerySet, query: Mapping[str, str]) -> Page[Material]:
    in_order = materials.once_a_series().with_versions().order_by("-event__starts_at", "title", "pk")
    return Paginator(in_order, PAGE).get_page(query.get("page", ""))


def _dates(materials: MaterialQuerySet, shown: Iterable[Material]) -> dict[int, int]:
    """At how many dates of its series each of ``shown`` is the same; asks only where one is of a series."""
    is_asked = any(material.event.series_id is not None for material in shown)
    return dict(materials.dates_each()) if is_asked else {}


def _choice(filters: LibraryFilters, name: str, value: str, label: str) -> Choice:
    is_chosen = getattr(filters, name) == value
    return Choice(
        label=label, address=replace(filters, **{name: "" if is_chosen else value}).address, is_chosen=is_chosen
    )
