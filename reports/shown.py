"""Figures as they are shown: who learned what from whom in a quarter or a year, seen from one department or from all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accounts.models import Department
from common import crowds
from reports import periods, wording
from reports.figures import ALL, GUESTS, Fate, Node
from reports.models import QuarterFigures
from reports.periods import Period, Quarter
from reports.window import Tally, Window

SHADES = 4


@dataclass(frozen=True)
class Named:
    """A column: a department, or those beside the departments."""

    name: str
    of: Department | None = None


@dataclass(frozen=True)
class Cell:
    """One number, or nothing where it is hidden; ``shade``: how dark it is. ``is_nothing``: there can be no number."""

    number: int | None = None
    is_least: bool = False
    shade: str = ""
    is_nothing: bool = False

    @property
    def text(self) -> str:
        """Like "42", or "42+" where something is hidden; nothing where all is."""
        if self.is_nothing:
            return "–"
        if self.number is None:
            return ""
        number = number_format(self.number, force_grouping=True)
        return _("%(number)s+") % {"number": number} if self.is_least else number

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Line:
    """A row of a matrix."""

    name: str
    of: Department | None
    cells: tuple[Cell, ...]
    sum: Cell = Cell()


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """Numbers of pairs of departments."""

    columns: tuple[Named, ...]
    rows: tuple[Line, ...]
    foot: tuple[Cell, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DepartmentLine:
    """What came of the places that people of one department had."""

    name: str
    of: Department | None
    seats: Cell
    attended: Cell
    absent: Cell
    waited: Cell
    hours: Cell


@dataclass(frozen=True)
class Bar:
    """One bar of a chart."""

    number: float
    label: str = ""
    text: str = ""
    department: Department | None = None


@dataclass(frozen=True, kw_only=True)
class FiguresPage:
    """Everything that the page shows."""

    period: Period | None
    node: Node
    title: str
    window: Window
    learned: Matrix | None = None
    taught: Matrix | None = None
    met: Matrix | None = None
    lines: tuple[DepartmentLine, ...] = ()
    hours: tuple[Bar, ...] = ()
    opinions: tuple[Bar, ...] = ()
    missing: str = ""
    unseen: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing can be shown of the period."""
        return self.learned is None and not self.window.offered("seminars")

    @property
    def lead(self) -> str:
        """Of whom and of when the figures are."""
        return _("%(department)s, %(period)s") % {
            "department": self.title,
            "period": wording.period(self.period) if self.period else "",
        }

    @property
    def file_title(self) -> str:
        """What a file of them is called."""
        return _("Figures %(department)s %(period)s") % {"department": self.title, "period": self.period or ""}

    @property
    def attended(self) -> Cell:
        """How often people attended."""
        return told(self.window.count(Fate.ATTENDED))

    @property
    def elsewhere(self) -> Cell:
        """How often they learned from another department."""
        return told(self.window.learned_elsewhere())

    @property
    def hours_learned(self) -> Cell:
        """How long all have learned together."""
        return hours(self.window.minutes())

    @property
    def seminars(self) -> str:
        """How many the department offered."""
        return number_format(self.window.offered("seminars"), force_grouping=True)

    @property
    def seminars_note(self) -> str:
        """How many hours and seats these were."""
        seats = self.window.offered("seats")
        return ngettext("%(number)s seat offered", "%(number)s seats offered", seats) % {
            "number": number_format(seats, force_grouping=True)
        }

    @property
    def explained(self) -> str:
        """What a dot and a plus stand for."""
        return explained()

    @property
    def unseen_names(self) -> str:
        """Departments of which nothing can be shown by themselves."""
        return pgettext("between the items of a list", ", ").join(self.unseen)

    @property
    def mixed(self) -> str:
        """The share of seminars with people of several departments."""
        share = self.window.mixed
        return "" if share is None else _("%(number)s %%") % {"number": number_format(round(share))}


def explained() -> str:
    """What a dot and a plus stand for."""
    return _(
        "A dot: fewer than five people, or hidden so that fewer than five can't be worked out from the rest. "
        "A plus: there may be more, since what is hidden is not counted."
    )


def told(tally: Tally | None, *, shade: str = "") -> Cell:
    """A sum as it is shown."""
    return Cell() if tally is None else Cell(tally.number, tally.is_least, shade)


def hours(minutes: Tally | None) -> Cell:
    """The same in hours, rounded."""
    return Cell() if minutes is None else Cell(round(minutes.number / 60), minutes.is_least)


@dataclass(frozen=True)
class Names:
    """How nodes are called today; who is gone is called as then."""

    departments: Mapping[int, Department]
    window: Window

    def __call__(self, node: Node) -> Named:
        """The name and the mark of ``node``."""
        if node == GUESTS:
            return Named(_("Guests"))
        if node.isdecimal() and int(node) in self.departments:
            department = self.departments[int(node)]
            return Named(department.name, department)
        then = [kept["departments"][node]["name"] for kept in self.window.quarters if node in kept["departments"]]
        return Named(then[0] if then else _("No department"))

    def in_order(self, nodes: Sequence[Node]) -> list[Node]:
        """Departments by name; those beside them last."""
        return sorted(nodes, key=lambda node: (not node.isdecimal(), self(node).name.casefold()))


def figures_page(
    kept: Sequence[QuarterFigures],
    *,
    period: Period | None,
    node: Node,
    departments: Mapping[int, Department],
    rated: Sequence[tuple[Quarter, Mapping[str, Mapping[str, int]]]],
) -> FiguresPage:
    """What ``kept``, the quarters of ``period``, say about ``node``; ``rated``: what people thought, by quarter."""
    window = Window([row.figures for row in kept], node)
    names = Names(departments, window)
    page = FiguresPage(
        period=period,
        node=node,
        title=_("Whole organisation") if node == ALL else names(node).name,
        window=window,
        missing=_missing(period, kept),
    )
    return _filled(page, names, rated) if kept else page


def _missing(period: Period | None, kept: Sequence[QuarterFigures]) -> str:
    """Which quarters of a year are not there yet."""
    if period is None or not period.is_year or len(kept) == len(periods.QUARTERS):
        return ""
    there = ngettext("%(number)d quarter", "%(number)d quarters", len(kept)) % {"number": len(kept)}
    return _("Of this year, %(quarters)s can be shown.") % {"quarters": there}


def _filled(
    page: FiguresPage, names: Names, rated: Sequence[tuple[Quarter, Mapping[str, Mapping[str, int]]]]
) -> FiguresPage:
    window, node = page.window, page.node
    below = names.in_order(window.below(node)) or [node]
    homes = [home for home in below if any(window.count(fate, home) for fate in Fate)]
    hosts = names.in_order(window.hosts)
    tops = names.in_order(window.tops)
    learners = [top for top in tops if node in hosts and window.learned(top, node)]
    return replace(
        page,
        learned=_matrix_learned(window, names, homes=homes, hosts=hosts) if homes and hosts else None,
        taught=_matrix_learned(replace(window, node=ALL), names, homes=learners, hosts=[node]) if learners else None,
        met=_matrix_met(window, names, tops),
        lines=tuple(_line(window, names(home), home) for home in homes),
        hours=_hours(window, names, homes),
        opinions=_opinions(rated, node),
        unseen=tuple(names(home).name for home in below if home not in homes),
    )


def _line(window: Window, named: Named, node: Node) -> DepartmentLine:
    return DepartmentLine(
        name=named.name,
        of=named.of,
        seats=told(window.seats_taken(node)),
        attended=told(window.count(Fate.ATTENDED, node)),
        absent=told(window.count(Fate.ABSENT, node)),
        waited=told(window.count(Fate.WAITED, node)),
        hours=hours(window.minutes(node)),
    )


def _hours(window: Window, names: Names, homes: Sequence[Node]) -> tuple[Bar, ...]:
    found = []
    for home in homes:
        minutes = window.minutes(home)
        if minutes is not None:
            named = names(home)
            number = round(minutes.number / 60)
            found.append(Bar(number, "" if named.of else named.name, hours(minutes).text, named.of))
    return tuple(sorted(found, key=lambda bar: -bar.number))


def _matrix_learned(window: Window, names: Names, *, homes: Sequence[Node], hosts: Sequence[Node]) -> Matrix:
    """Who taught down, who learned across."""
    tallies = {(host, home): window.learned(home, host) for host in hosts for home in homes}
    most = max((tally.number for tally in tallies.values() if tally), default=0)

    def cell(host: Node, home: Node) -> Cell:
        tally = tallies[host, home]
        at_home = window.top(home) == host
        return told(tally, shade="" if tally is None else "self" if at_home else _shade(tally.number, most))

    rows = [
        Line(
            name=names(host).name,
            of=names(host).of,
            cells=tuple(cell(host, home) for home in homes),
            sum=told(window.learned(window.node, host)),
        )
        for host in hosts
    ]
    foot = tuple(told(window.count(Fate.ATTENDED, home)) for home in homes) if len(hosts) > 1 else ()
    return Matrix(
        columns=tuple(names(home) for home in homes),
        rows=tuple(rows),
        foot=(*foot, told(window.count(Fate.ATTENDED))) if foot else (),
    )


def _matrix_met(window: Window, names: Names, tops: Sequence[Node]) -> Matrix | None:
    """Who met whom: of the whole organisation, or of one department at the top of the tree."""
    mine = tops if window.node == ALL else [window.node] if window.node in tops else []
    met = {(one, other): window.met(one, other) for one in mine for other in tops if one != other}
    numbers = {pair: number for pair, number in met.items() if number}
    most = max(numbers.values(), default=0)
    if not most:
        return None
    mine = [one for one in mine if any(pair[0] == one for pair in numbers)]
    others = [other for other in tops if other in mine or any(pair[1] == other for pair in numbers)]

    def cell(one: Node, other: Node) -> Cell:
        number = numbers.get((one, other))
        if one == other:
            return Cell(shade="self", is_nothing=True)
        return Cell(number, shade=_shade(number, most)) if number else Cell()

    return Matrix(
        columns=tuple(names(other) for other in others),
        rows=tuple(Line(names(one).name, names(one).of, tuple(cell(one, other) for other in others)) for one in mine),
    )


def _shade(number: int, most: int) -> str:
    """From 1, the palest, to 4."""
    return str(min(SHADES, 1 + (SHADES * number - 1) // most)) if number else ""


def _opinions(rated: Sequence[tuple[Quarter, Mapping[str, Mapping[str, int]]]], node: Node) -> tuple[Bar, ...]:
    """The mean of what people thought, quarter after quarter."""
    bars = []
    for quarter, nodes in sorted(rated, key=lambda pair: pair[0]):
        if one := nodes.get(node):
            mean = crowds.mean(one["points"], one["answers"])
            bars.append(Bar(mean, wording.period(Period(quarter.year, quarter.number)), number_format(mean, 1)))
    return tuple(bars)
