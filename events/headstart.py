"""Until when those who were interested first may register before everybody else: the pure core."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAYS = 2  # working days, unless the organiser says otherwise
MOST_DAYS = 10
WEEKEND = 5  # the weekday with which it begins


def head_start_until(*, at: datetime, days: int, zone: str, starts_at: datetime) -> datetime | None:
    """``days`` working days after ``at``, at the same time by the clocks of ``zone``; at the latest when it starts.

    None where there is no head start. A weekend counts for nothing: from Saturday on, the first day is Monday.
    """
    if not days or starts_at <= at:
        return None
    local = at.astimezone(ZoneInfo(zone))
    day = local.date()
    for _number in range(days):
        day += timedelta(days=1)
        while day.weekday() >= WEEKEND:
            day += timedelta(days=1)
    wall = time(local.hour, local.minute, local.second)
    return min(datetime.combine(day, wall, ZoneInfo(zone)).astimezone(UTC), starts_at)
