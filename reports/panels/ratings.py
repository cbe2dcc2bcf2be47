"""How events were rated over time, as those see it who look after a department."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common import crowds
from common.exports import Sheet
from common.spreadsheets import Row
from reports import ratings, wording
from reports.periods import Period
from reports.ratings import Rated

A_PAGE = 50


@dataclass(frozen=True)
class Bar:
    """One quarter on the way."""

    number: float
    label: str
    text: str


@dataclass(frozen=True)
class Line:
    """One event in the table."""

    rated: Rated
    mean: str
    is_low: bool


@dataclass(frozen=True, kw_only=True)
class RatingsPage:
    """Everything that the page shows about the events of ``title``."""

    title: str
    trend: tuple[Bar, ...]
    low: tuple[Line, ...]
    lines: Page[Line]
    everything: Sequence[Line]
    answers: int
    usual: ratings.Usual | None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was rated by enough people."""
        return not self.everything

    @property
    def mean(self) -> str:
        """Of all answers together."""
        points = sum(line.rated.points for line in self.everything)
        return number_format(crowds.mean(points, self.answers), 1)

    @property
    def bar(self) -> str:
        """Below this an event stands out; empty where too few were rated to say."""
        return number_format(self.usual.bar, 1) if self.usual else ""


def ratings_page(rated: Sequence[Rated], *, title: str, number: str | None) -> RatingsPage:
    """What ``rated``, latest first, say; ``number``: the page of the table."""
    low = ratings.low(rated)
    lines = [_line(one, low) for one in rated]
    return RatingsPage(
        title=title,
        trend=tuple(_bar(step) for step in ratings.steps(rated)),
        low=tuple(_line(one, low) for one in low),
        lines=Paginator(lines, A_PAGE).get_page(number),
        everything=lines,
        answers=sum(one.answers for one in rated),
        usual=ratings.usual(rated),
    )


def _line(one: Rated, low: Sequence[Rated]) -> Line:
    return Line(rated=one, mean=number_format(one.shown, 1), is_low=one in low)


def _bar(step: ratings.Step) -> Bar:
    events = ngettext("%(number)d event", "%(number)d events", step.events) % {"number": step.events}
    return Bar(
        number=step.shown,
        label=f"{wording.period(Period(step.quarter.year, step.quarter.number))} ({events})",
        text=number_format(step.shown, 1),
    )


def ratings_sheet(page: RatingsPage) -> Sheet:
    """The table as a file: every event, and whether it stands out."""
    names = [_("Event"), _("Ended on"), _("Mean"), _("Answers"), _("Clearly lower than usual")]
    rows: list[Row] = [
        [one.rated.title, one.rated.ended_on, round(one.rated.mean, 2), one.rated.answers, one.is_low]
        for one in page.everything
    ]
    title = _("Ratings, %(of)s") % {"of": page.title}
    return Sheet.of_lines(title=title, names=names, lines=rows)
