"""A month, a week or a day of the calendar, as it stands in the address."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format, get_format
from django.utils.translation import gettext as _

FIRST, LAST = 1971, 9997  # years in which every zone and every week around them has its dates
DAY, WEEK = timedelta(days=1), timedelta(days=7)


class Kind(StrEnum):
    """How much of the calendar is shown."""

    MONTH = "month"
    WEEK = "week"
    DAY = "day"


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """One of them. ``on`` is the first of its month, the Monday of its week, or its day."""

    kind: Kind
    on: date

    @classmethod
    def from_query(cls, query: QueryDict, *, at: datetime) -> "Stretch":
        """What the address names; this month where it names nothing that is a time."""
        for kind, pattern in ((Kind.DAY, "%Y-%m-%d"), (Kind.WEEK, "%G-W%V-%u"), (Kind.MONTH, "%Y-%m")):
            typed = query.get(kind, "")
            with suppress(ValueError):
                on = datetime.strptime(f"{typed}-1" if kind == Kind.WEEK else typed, pattern).date()  # noqa: DTZ007  # a day
                if FIRST <= on.year <= LAST:
                    return cls(kind=kind, on=on)
        return cls.around(timezone.localtime(at).date(), Kind.MONTH)

    @classmethod
    def around(cls, day: date, kind: Kind) -> "Stretch":
        """The one of this kind that ``day`` is part of."""
        on = {Kind.MONTH: day.replace(day=1), Kind.WEEK: day - timedelta(days=day.weekday()), Kind.DAY: day}[kind]
        return cls(kind=kind, on=on)

    @property
    def value(self) -> str:
        """Like "2026-11", "2026-W48" or "2026-11-24"."""
        return self.on.strftime({Kind.MONTH: "%Y-%m", Kind.WEEK: "%G-W%V", Kind.DAY: "%Y-%m-%d"}[self.kind])

    @property
    def pair(self) -> tuple[str, str]:
        """As the address says it."""
        return self.kind.value, self.value

    @property
    def first(self) -> date:
        """The first day shown: of a month the whole week in which it begins, by the reader's own idea of weeks."""
        return self.on if self.kind == Kind.DAY else _week_of(self.on)

    @property
    def after(self) -> date:
        """The day behind the last one shown."""
        if self.kind == Kind.MONTH:
            return _week_of(self.next.on - DAY) + WEEK
        return self.first + (WEEK if self.kind == Kind.WEEK else DAY)

    @property
    def previous(self) -> "Stretch":
        """The one before."""
        return self.around(self.on - DAY, self.kind)

    @property
    def next(self) -> "Stretch":
        """The one behind."""
        return self.around(
            self.on + {Kind.MONTH: timedelta(days=31), Kind.WEEK: WEEK, Kind.DAY: DAY}[self.kind], self.kind
        )

    @property
    def title(self) -> str:
        """Like "November 2026", "23 November to 29 November 2026" or "Tuesday 24 November 2026"."""
        if self.kind == Kind.MONTH:
            return date_format(self.on, "YEAR_MONTH_FORMAT")
        if self.kind == Kind.DAY:
            return date_format(self.on, "DAY_YEAR_FORMAT")
        last = self.after - DAY
        name = "MONTH_DAY_FORMAT" if self.first.year == last.year else "DATE_FORMAT"
        return _("%(first)s to %(last)s") % {
            "first": date_format(self.first, name),
            "last": date_format(last, "DATE_FORMAT"),
        }

    @property
    def label(self) -> str:
        """What a link to it says: "October", "Week 47", "23 November"."""
        if self.kind == Kind.MONTH:
            return date_format(self.on, "F")
        if self.kind == Kind.WEEK:
            return _("Week %(number)d") % {"number": self.on.isocalendar().week}
        return date_format(self.on, "MONTH_DAY_FORMAT")

    def weeks(self) -> Iterator[list[date]]:
        """Its days, week by week."""
        for number in range((self.after - self.first).days // 7):
            yield [self.first + number * WEEK + day * DAY for day in range(7)]

    def holds(self, day: date) -> bool:
        """Whether ``day`` is part of it, and not only of a week in which a month begins or ends."""
        return self.kind != Kind.MONTH or day.replace(day=1) == self.on

    @property
    def span(self) -> tuple[datetime, datetime]:
        """The moments at which what is shown begins and ends, in the reader's zone."""
        return _start(self.first), _start(self.after)


def _week_of(day: date) -> date:
    """The first day of the week of ``day``; FIRST_DAY_OF_WEEK counts from Sunday, Python from Monday."""
    return day - timedelta(days=(day.weekday() + 1 - int(get_format("FIRST_DAY_OF_WEEK"))) % 7)


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
