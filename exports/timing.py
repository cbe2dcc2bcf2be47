"""When something comes that comes every week or every month. Knows no Django."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

FARTHEST = 62  # days; no two of one rhythm lie so far apart


@dataclass(frozen=True, kw_only=True)
class Rhythm:
    """On a day of the week (0: Monday) or of the month (the last one where it is shorter), at a time of the clock."""

    at: time
    weekday: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if (self.weekday is None) == (self.day is None):
            raise ValueError("either a day of the week or one of the month")

    def falls_on(self, day: date) -> bool:
        """Whether ``day`` is one of its days."""
        if self.day is None:
            return day.weekday() == self.weekday
        return day.day == min(self.day, monthrange(day.year, day.month)[1])


def next_time(rhythm: Rhythm, *, after: datetime, zone: tzinfo) -> datetime:
    """The first of its times behind ``after`` on the clocks of ``zone``, however much was missed before.

    A time that a switch of the clocks leaves out comes an hour later; of two the first counts.
    """
    today = after.astimezone(zone).date()
    days = (today + timedelta(days=number) for number in range(FARTHEST))
    times = (datetime.combine(day, rhythm.at, tzinfo=zone).astimezone(UTC) for day in days if rhythm.falls_on(day))
    return next(moment for moment in times if moment > after)
