"""One description of a table: its columns, filters and order, and what an address asks of it.

The state of a table stands in its address alone, so that a link shows what its sender saw. What an
address asks for that the table does not have is passed over. Page and export read the same rows.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count, Expression, Model, QuerySet
from django.db.models.expressions import Combinable, OrderBy

from common import search
from common.spreadsheets import Row, Value

PER_PAGE = 50
MOST_CHIPS = 8  # more choices than fit in a line of chips are a list to choose from
BATCH = 500  # rows that an export reads at once

R = TypeVar("R", bound=Model)
Order = tuple[str | Combinable | Expression, ...]


@dataclass(frozen=True, kw_only=True)
class Column(Generic[R]):
    """One column. `order`: what it sorts by, the first of them turned round; `value`: what an export says."""

    name: str
    label: str
    value: Callable[[R], Value]
    order: Order = ()
    kind: Literal["text", "number", "moment"] = "text"
    is_shown: bool = True  # or in the export alone


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What a table can be narrowed by: the values of one field, and what each is called.

    `standing`: the values that are shown as long as none is chosen; all of them without it.
    """

    name: str
    label: str
    field: str
    choices: Sequence[tuple[Any, str]]
    everything: str = ""
    standing: Collection[Any] | None = None
    is_list: bool = False  # chosen from a list however few there are
    is_many: bool = False  # a row may have several of the values, or none


@dataclass(frozen=True, kw_only=True)
class Description(Generic[R]):
    """A table as a page declares it. `order`: a column's name, behind a minus to turn it round.

    `prepared` adds what rows show besides themselves; counting does without it. `prefix` stands before
    the names in the address where a page has more than one table.
    """

    title: str
    columns: Sequence[Column[R]]
    order: str
    filters: Sequence[Filter] = ()
    search_label: str = ""
    matching: Callable[[Any, str], QuerySet[R]] | None = None
    prepared: Callable[[Any], QuerySet[R]] | None = None
    per_page: int = PER_PAGE
    prefix: str = ""

    def parameter(self, name: str) -> str:
        """What ``name`` is called in the address."""
        return f"{self.prefix}-{name}" if self.prefix else name


@dataclass(frozen=True, kw_only=True)
class ChoiceLink:
    """One value to filter by: how many rows it would show, and where."""

    label: str
    value: str
    count: int
    is_current: bool
    url: str


@dataclass(frozen=True, kw_only=True)
class FilterLinks:
    """A filter as the page shows it: in a line of links, or as a list."""

    name: str
    label: str
    value: str
    choices: list[ChoiceLink]
    is_list: bool = False  # there is too much to choose from for a line of links

    @property
    def is_choice(self) -> bool:
        """Whether there is anything to choose: more than one value, or one that has been chosen."""
        return len(self.choices) > 2 or bool(self.value)  # noqa: PLR2004  # the first of them stands for all


@dataclass(frozen=True, kw_only=True)
class Table(Generic[R]):
    """A table as an address asks for it."""

    description: Description[R]
    found: QuerySet[R]
    page: Page[R]
    text: str
    sort: str
    filters: list[FilterLinks]
    asked: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many rows there are on all pages."""
        return self.page.paginator.count

    @property
    def is_narrowed(self) -> bool:
        """Whether the address leaves rows out."""
        return bool(self.text) or any(each.value for each in self.filters)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing, whatever one asks for."""
        counted = sum(one.count for each in self.filters for one in each.choices)
        return not (self.count or self.is_narrowed or counted)

    @property
    def page_name(self) -> str:
        """What the number of the page is called in the address."""
        return self.description.parameter("page")

    def address(self, **changes: str) -> str:
        """The same table with ``changes`` to what is asked for, from its first page."""
        return _address(self.description, self.kept, {**self.asked, **changes})

    def rows(self) -> Iterator[Row]:
        """Every row on every page, as an export says it."""
        values = [column.value for column in self.description.columns]
        for one in self.found.iterator(chunk_size=BATCH):
            yield [value(one) for value in values]


def read(
    description: Description[R],
    found: QuerySet[R],
    *,
    asked: Mapping[str, str],
    kept: Mapping[str, str] | None = None,
) -> Table[R]:
    """What ``asked``, the address, asks of the rows ``found``. ``kept``: what else stands in it."""
    kept = kept or {}
    text = search.term(asked.get(description.parameter("q"), "")) if description.matching else ""
    sort = _sort(description, asked.get(description.parameter("sort"), ""))
    raw = {each.name: _chosen(each, asked.get(description.parameter(each.name), "")) for each in description.filters}
    state = {name: key(value) for name, value in raw.items() if value is not NOTHING}
    state |= {"q": text} if text else {}
    state |= {"sort": sort} if sort != description.order else {}
    matching = description.matching(found, text) if description.matching and text else found
    shown = matching
    for each in description.filters:
        shown = _narrowed(shown, each, raw[each.name])
    prepared = description.prepared(shown) if description.prepared else shown
    ordered = prepared.order_by(*_order(description, sort))
    return Table(
        description=description,
        found=ordered,
        page=Paginator(ordered, description.per_page).get_page(asked.get(description.parameter("page"))),
        text=text,
        sort=sort,
        filters=[_links(description, each, matching, raw, state, kept) for each in description.filters],
        asked=state,
        kept=kept,
    )


NOTHING = object()  # chosen; None is a value too


def key(value: Any) -> str:
    """How a value of a field stands in an address."""
    match value:
        case None:
            return "none"
        case True:
            return "yes"
        case False:
            return "no"
    return str(value)


def _chosen(each: Filter, asked: str) -> Any:
    return {key(value): value for value, _label in each.choices}.get(asked, NOTHING)


def _narrowed(found: QuerySet[R], each: Filter, value: Any) -> QuerySet[R]:
    if value is NOTHING:
        return found if each.standing is None else found.filter(**{f"{each.field}__in": each.standing})
    return found.filter(**{f"{each.field}__isnull": True} if value is None else {each.field: value})


def _links(
    description: Description[R],
    each: Filter,
    matching: QuerySet[R],
    raw: Mapping[str, Any],
    state: Mapping[str, str],
    kept: Mapping[str, str],
) -> FilterLinks:
    """The filter with how many rows each of its values would show, all other filters being as they are."""
    for other in description.filters:
        if other is not each:
            matching = _narrowed(matching, other, raw[other.name])
    counts = dict(matching.order_by().values_list(each.field).annotate(number=Count("pk")))
    standing = counts if each.standing is None else each.standing
    everything = matching.count() if each.is_many else sum(counts.get(value, 0) for value in standing)
    current = state.get(each.name, "")

    def link(value: str, label: str, count: int) -> ChoiceLink:
        url = _address(description, kept, {**state, each.name: value})
        return ChoiceLink(label=label, value=value, count=count, is_current=value == current, url=url)

    every = [(key(value), label, counts.get(value, 0)) for value, label in each.choices]
    choices = [choice for choice in every if choice[2] or choice[0] == current]
    return FilterLinks(
        name=description.parameter(each.name),
        label=each.label,
        value=current,
        choices=[
            link("", each.everything, everything),
            *(link(*choice) for choice in choices),
        ],
        is_list=each.is_list or len(choices) >= MOST_CHIPS,
    )


def _address(description: Description[R], kept: Mapping[str, str], state: Mapping[str, str]) -> str:
    named = {description.parameter(name): value for name, value in state.items() if value}
    return f"?{urlencode({**kept, **named})}"


def _sort(description: Description[R], asked: str) -> str:
    sortable = {column.name for column in description.columns if column.order}
    return asked if asked.removeprefix("-") in sortable else description.order


def _order(description: Description[R], sort: str) -> list[Any]:
    """What the database sorts by; the id comes last, so that no row stands on two pages."""
    column = next(column for column in description.columns if column.name == sort.removeprefix("-"))
    first, *rest = column.order
    turned = sort.startswith("-")
    return [_turned(first) if turned else first, *rest, "-pk" if turned else "pk"]


def _turned(term: Any) -> Any:
    if isinstance(term, str):
        return term.removeprefix("-") if term.startswith("-") else f"-{term}"
    if isinstance(term, OrderBy):
        turned = copy(term)
        turned.reverse_ordering()
        return turned
    return term.desc()
