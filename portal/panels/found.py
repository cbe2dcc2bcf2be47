"""What the catalogue has for somebody: which events fit, in which order, and what they were looked for by."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from events import facets, searching
from events.facets import Index
from events.listings import Listing, listings, with_total
from events.models import Event
from events.queries import best_first, excerpts, facet_index, hits, spelt_otherwise, things_of
from events.querysets import EventQuerySet
from portal.panels.beside import Beside, beside
from portal.panels.filters import Filters, Span, named_spans
from registrations import queries

PAGE = 12  # more than one screen, and the next page is one click away
MOST_GATHERING = 3  # the newest; the others have a page

Parts = Sequence[tuple[str, bool]]


@dataclass(frozen=True, kw_only=True)
class Fitting:
    """Ids of what fits; where all facets are shown, of what fits ``before`` any is chosen too, with its index.

    ``said``: ids of all events that say what was looked for, whoever may see them.
    """

    ids: Sequence[int]
    said: Collection[int] = ()
    before: Sequence[int] = ()
    index: Index = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Found:
    """One page of what fits. ``filters`` are what was looked for in the end, ``typed`` what was looked for in vain."""

    filters: Filters
    ids: Sequence[int]
    total: int
    typed: str = ""
    beside: Beside = Beside()  # noqa: RUF009  # frozen
    fitting: Fitting = Fitting(ids=())  # frozen
    gathering: Sequence[Event] = ()  # where the catalogue begins

    @cached_property
    def events(self) -> list[Listing]:
        """The events of the page, in its order."""
        return listings(self.ids[:PAGE])

    @property
    def has_more(self) -> bool:
        """Whether there is another page."""
        return len(self.ids) > PAGE

    @cached_property
    def words(self) -> list[str]:
        """What was looked for, as it is marked."""
        return searching.wanted(self.filters.text)

    @cached_property
    def excerpts(self) -> dict[int, str]:
        """What the events of the page say of it; asked only where something was looked for."""
        return excerpts(self.ids[:PAGE], self.filters.text) if self.words else {}

    @property
    def spelling(self) -> str:
        """What was looked for instead, as the events themselves write it."""
        said = " ".join(f"{event.title} {event.teacher.name if event.teacher else ''}" for event in self.events)
        written = {
            form: part for part, is_hit in searching.parts(said, self.words) if is_hit for form in searching.words(part)
        }
        return " ".join(written.get(word, word) for word in self.words)

    def marked(self, text: str) -> Parts:
        """``text`` in parts: what was looked for, and the rest."""
        return searching.parts(text, self.words) if self.words else [(text, False)]


def find(person: User | AnonymousUser, filters: Filters, *, at: datetime) -> Found:
    """One page of what ``person`` may register for, narrowed by ``filters``."""
    if filters.text or filters.is_open:
        return _searched(person, filters, at=at)
    if not filters.is_set and filters.page == 1:
        first = queries.first_to_come(person, at=at, number=PAGE + 1, gathering=MOST_GATHERING)
        return Found(filters=filters, ids=first.ids, total=0, gathering=first.gathering)
    coming = queries.visible_events(person).upcoming(at=at)
    found = list(with_total(filters.narrow(coming, person, at=at))[_page(filters)])
    return Found(filters=filters, ids=[pk for pk, _total in found], total=found[0][1] if found else 0)


def _searched(person: User | AnonymousUser, filters: Filters, *, at: datetime) -> Found:
    """The page by what events say; where none says it, by what was meant."""
    fits = fitting(person, filters, at=at)
    others = _beside(person, filters, fits, at=at)
    if fits.ids or not others.is_empty or not filters.text:
        return _found(filters, fits, others)
    things = things_of(**queries.all_beside(person, at=at)) if filters.is_text_alone else []
    right = spelt_otherwise(queries.all_to_come(person, at=at), filters.text, things=things)
    if right:
        meant = replace(filters, text=right)
        right_fits = fitting(person, meant, at=at)
        right_others = _beside(person, meant, right_fits, at=at)
        if right_fits.ids or not right_others.is_empty:
            return _found(meant, right_fits, right_others, typed=filters.text)
    return _found(filters, fits, others)


def _beside(person: User | AnonymousUser, filters: Filters, fits: Fitting, *, at: datetime) -> Beside:
    """What no filter for events narrows, below the first of them; who opens all filters looks among events."""
    if not filters.is_text_alone or filters.is_open or filters.page > 1:
        return Beside()
    return beside(person, filters.text, events=fits.said, at=at)


def _found(filters: Filters, fits: Fitting, others: Beside, *, typed: str = "") -> Found:
    in_order = fits.ids if filters.is_by_day else best_first(fits.ids, filters.text)
    total = len(fits.ids) if filters.is_set or filters.page > 1 else 0
    return Found(filters=filters, ids=in_order[_page(filters)], total=total, typed=typed, beside=others, fitting=fits)


def fitting(person: User | AnonymousUser, filters: Filters, *, at: datetime, between: Span | None = None) -> Fitting:
    """What is to come, or on in a part of the calendar, and fits ``filters``; soonest first."""
    if filters.chosen and not filters.is_open:
        events = filters.narrow(_reach(person, at=at, between=between), person, at=at)
        return Fitting(ids=list(events.values_list("pk", flat=True)))
    before, said = _before_facets(person, filters, at=at, between=between)
    if not filters.is_open:
        return Fitting(ids=before, said=said)
    index = facet_index(before, spans={} if between else named_spans(at=at))
    kept = facets.fitting(index, filters.chosen, among=set(before)) if filters.chosen else set(before)
    return Fitting(ids=[pk for pk in before if pk in kept], said=said, before=before, index=index)


def _before_facets(
    person: User | AnonymousUser, filters: Filters, *, at: datetime, between: Span | None
) -> tuple[list[int], Collection[int]]:
    """The same before anything is chosen from a facet, and what says it. Words alone need no SQL of their own."""
    if filters.free or filters.fits or filters.mine or filters.has_range:
        events = filters.preselect(_reach(person, at=at, between=between), person, at=at)
        return list(events.values_list("pk", flat=True)), ()
    ids = queries.all_between(person, *between) if between else queries.all_to_come(person, at=at)
    if not filters.text:
        return ids, ()
    said = hits(filters.text)
    return [pk for pk in ids if pk in said], said


def _reach(person: User | AnonymousUser, *, at: datetime, between: Span | None) -> EventQuerySet:
    if between:
        return queries.events_between(person, *between).order_by("starts_at", "pk")
    return queries.visible_events(person).upcoming(at=at)


def _page(filters: Filters) -> slice:
    """What a page shows, and the first event behind it."""
    first = (filters.page - 1) * PAGE
    return slice(first, first + PAGE + 1)
