"""What somebody looks for in the catalogue, as it stands in the address, and how it is said there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from urllib.parse import quote_plus, urlencode

from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.utils import timezone

from accounts.models import User
from accounts.queries import departments_below
from common import search
from common.routes import address_of
from events.enums import EventKind, PoolKind
from events.facets import FACETS
from events.forms import RangeForm
from events.queries import concerning
from events.queries import search as search_events
from events.querysets import EventQuerySet
from registrations import queries

SWITCHES = ("free", "fits", "mine")
MOST_VALUES = 30  # of one facet in an address; nobody chooses more by hand
LONGEST_VALUE = 60  # of a topic's or a department's key

Span = tuple[datetime, datetime]


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What somebody looks for; ``is_open`` says whether all facets are shown, ``days`` is where its days are typed.

    ``stretch`` names what the calendar shows, like ("month", "2026-11"); it is empty in the catalogue.
    """

    text: str = ""
    by_date: bool = False
    free: bool = False
    fits: bool = False
    mine: bool = False
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    days: RangeForm = field(default_factory=RangeForm)
    since: date | None = None
    until: date | None = None
    page: int = 1
    is_open: bool = False
    stretch: tuple[str, str] | None = None

    @classmethod
    def from_query(cls, query: QueryDict) -> "Filters":
        """What the address says; nonsense in it is passed over."""
        page = query.get("page", "")
        days = RangeForm(query if any(query.get(name) for name in RangeForm.base_fields) else None)
        typed = days.cleaned_data if days.is_valid() else {}
        return cls(
            text=search.term(query.get("q", "")),
            by_date=query.get("order") == "date",
            free=bool(query.get("free")),
            fits=bool(query.get("fits")),
            mine=bool(query.get("mine")),
            chosen={name: values for name in FACETS if (values := _values(query, name))},
            days=days,
            since=typed.get("since"),
            until=typed.get("until"),
            page=max(int(page), 1) if page.isdecimal() and len(page) < 6 else 1,  # noqa: PLR2004  # digits, not meaning
            is_open=bool(query.get("more") or days.errors),
        )

    def within(self, kind: str, value: str) -> "Filters":
        """The same in a part of the calendar, which says by itself what days are looked for."""
        chosen = {name: values for name, values in self.chosen.items() if name != "date"}
        return replace(
            self, chosen=chosen, days=RangeForm(), since=None, until=None, by_date=False, page=1, stretch=(kind, value)
        )

    def pairs(self) -> Iterator[tuple[str, str]]:
        """What is looked for, as the names and values of an address."""
        if self.text:
            yield "q", self.text
            if self.by_date:
                yield "order", "date"
        for name in SWITCHES:
            if getattr(self, name):
                yield name, "1"
        for name, values in self.chosen.items():
            yield from ((name, value) for value in values)
        if self.since:
            yield "since", self.since.isoformat()
        if self.until:
            yield "until", self.until.isoformat()

    @property
    def query(self) -> str:
        """What is looked for, as the part of an address behind the question mark; always the same for the same."""
        return urlencode(list(self.pairs()))

    def address(self, **changes: object) -> str:
        """The same search with ``changes``, from its first page on unless they name another."""
        changed = replace(self, **{"page": 1, **changes})  # type: ignore[arg-type]  # names of our own fields
        pairs = [*([changed.stretch] if changed.stretch else []), *changed.pairs()]
        pairs += [("more", "1")] if changed.is_open else []
        pairs += [("page", str(changed.page))] if changed.page > 1 else []
        return f"?{urlencode(pairs)}"

    def toggled(self, facet: str, value: str) -> str:
        """The same search with or without ``value``."""
        before, after = self._around[facet]
        values = sorted({*self.chosen.get(facet, ())} ^ {value})
        query = (before, "&".join([f"{facet}={quote_plus(one)}" for one in values]), after)
        return f"?{'&'.join(part for part in query if part)}"

    @cached_property
    def _around(self) -> Mapping[str, tuple[str, str]]:
        """What stands in the address before and behind each facet: written once, for there may be a hundred links."""
        whole = {
            facet: replace(self, chosen={facet: ("",)}, page=1).address()[1:].split(f"{facet}=") for facet in FACETS
        }
        mine = {facet: urlencode([(facet, one) for one in self.chosen.get(facet, ())]) for facet in FACETS}
        return {
            facet: (
                "&".join([*filter(None, [before.strip("&"), *(mine[one] for one in FACETS[:number])])]),
                "&".join([*filter(None, [*(mine[one] for one in FACETS[number + 1 :]), after.strip("&")])]),
            )
            for number, (facet, (before, after)) in enumerate(whole.items())
        }

    def switched(self, name: str) -> str:
        """The same search with a switch turned on or off."""
        return self.address(**{name: not getattr(self, name)})

    @property
    def is_by_day(self) -> bool:
        """Whether events stand in the order of time: always, unless some words say what fits best."""
        return self.by_date or not self.text

    @property
    def list_address(self) -> str:
        """The same search as a list of what is to come."""
        return address_of("catalogue") + replace(self, stretch=None, is_open=False).address()

    @property
    def month_address(self) -> str:
        return self._calendar_address("month", "%Y-%m")

    @property
    def week_address(self) -> str:
        return self._calendar_address("week", "%G-W%V")

    def _calendar_address(self, kind: str, pattern: str) -> str:
        """The same search in the calendar, around the days that are looked for; without any, around today."""
        value = (self.since or timezone.localdate()).strftime(pattern)
        return address_of("calendar") + replace(self.within(kind, value), is_open=False).address()

    @property
    def cleared_address(self) -> str:
        """The same page with nothing looked for."""
        return Filters(stretch=self.stretch).address() if self.stretch else address_of("catalogue")

    @property
    def best_address(self) -> str:
        return self.address(by_date=False)

    @property
    def date_address(self) -> str:
        return self.address(by_date=True)

    @property
    def here(self) -> str:
        """Where this search stands, to come back to."""
        return f"{address_of('catalogue')}{self.address(page=self.page)}"

    @property
    def free_address(self) -> str:
        return self.switched("free")

    @property
    def fits_address(self) -> str:
        return self.switched("fits")

    @property
    def mine_address(self) -> str:
        return self.switched("mine")

    @property
    def online_address(self) -> str:
        return self.toggled("format", PoolKind.ONLINE)

    @property
    def is_online(self) -> bool:
        """Whether seats online are looked for."""
        return self.is_chosen("format", PoolKind.ONLINE)

    @property
    def facets_address(self) -> str:
        """The same search with all facets, or without."""
        return self.address(is_open=not self.is_open)

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What the search field carries along."""
        kept = [(name, value) for name, value in self.pairs() if name != "q"]
        kept = [self.stretch, *kept] if self.stretch else kept
        return [*kept, ("more", "1")] if self.is_open else kept

    @property
    def besides_days(self) -> list[tuple[str, str]]:
        """What the days carry along."""
        return [(name, value) for name, value in [*self.pairs(), ("more", "1")] if name not in RangeForm.base_fields]

    def is_chosen(self, facet: str, value: str) -> bool:
        """Whether ``value`` is looked for."""
        return value in self.chosen.get(facet, ())

    @property
    def is_set(self) -> bool:
        """Whether anything is looked for."""
        return any(True for _pair in self.pairs())

    @property
    def is_text_alone(self) -> bool:
        """Whether words are looked for, and nothing else narrows them."""
        return bool(self.text) and {name for name, _value in self.pairs()} <= {"q", "order"}

    @property
    def has_range(self) -> bool:
        """Whether days are named."""
        return bool(self.since or self.until)

    def spans(self, *, at: datetime) -> list[Span]:
        """The stretches of time looked for, in the reader's zone."""
        known = named_spans(at=at)
        return [known[name] for name in self.chosen.get("date", ()) if name in known]

    def preselect(self, events: EventQuerySet, person: User | AnonymousUser, *, at: datetime) -> EventQuerySet:
        """Those of ``events`` that fit the text, the switches and the days named: all but the facets."""
        if self.text:
            events = search_events(events, self.text)
        if self.free:
            events = events.with_free_seats(at=at)
        if self.fits:
            events = queries.fitting(events, person)
        if self.mine and isinstance(person, User):
            events = concerning(events, person)
        if self.has_range:
            events = events.begun_between([(_start(self.since or date.min), _start(_after(self.until or date.max)))])
        return events

    def narrow(self, events: EventQuerySet, person: User | AnonymousUser, *, at: datetime) -> EventQuerySet:
        """Those of ``events`` that fit."""
        events, chosen = self.preselect(events, person, at=at), self.chosen
        if "topic" in chosen:
            events = events.about(chosen["topic"])
        if "host" in chosen:
            events = events.hosted_by(departments_below(chosen["host"]))
        if "format" in chosen:
            events = events.offering(chosen["format"])
        if "location" in chosen:
            events = events.held_at([int(value) for value in chosen["location"]])
        if "date" in chosen:
            events = events.begun_between(self.spans(at=at))
        plain = {f"{name}__in": chosen[name] for name in ("kind", "language") if name in chosen}
        return events.filter(**plain) if plain else events


def _values(query: QueryDict, name: str) -> tuple[str, ...]:
    """What the address says of one facet, each value once."""
    found = {value for value in query.getlist(name) if value and "\x00" not in value and len(value) <= LONGEST_VALUE}
    known = {"kind": EventKind.values, "format": PoolKind.values, "date": DATES}.get(name)
    if known is not None:
        found &= set(known)
    if name == "location":
        found = {value for value in found if value.isdecimal() and value.isascii() and len(value) < 10}  # noqa: PLR2004  # digits of an id
    return tuple(sorted(found))[:MOST_VALUES]


def _after(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day


def _start(day: date) -> datetime:
    """When ``day`` begins in the reader's zone; the first and last day of the calendar have no zone to spare."""
    day = min(max(day, date(1970, 1, 2)), date(9998, 12, 31))
    return timezone.make_aware(datetime.combine(day, time.min))


DATES = ("today", "this-week", "next-week", "this-month", "next-month")


def named_spans(*, at: datetime) -> dict[str, Span]:
    """The stretches of time that have a name, in the reader's zone; a week begins on Monday (ISO 8601)."""
    today = timezone.localtime(at).date()
    monday = today - timedelta(days=today.weekday())
    month, next_month, month_after = _months(today)
    days = {
        "today": (today, today + timedelta(days=1)),
        "this-week": (monday, monday + timedelta(days=7)),
        "next-week": (monday + timedelta(days=7), monday + timedelta(days=14)),
        "this-month": (month, next_month),
        "next-month": (next_month, month_after),
    }
    return {name: (_start(first), _start(after)) for name, (first, after) in days.items()}


def _months(day: date) -> tuple[date, date, date]:
    """The first days of this month, the next and the one after."""
    first = day.replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    return first, following, (following + timedelta(days=32)).replace(day=1)
