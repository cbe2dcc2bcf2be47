"""When a weekly mail is due: on Monday morning by the clocks of whoever gets it. The pure core."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

MORNING = time(8)
LATEST = timedelta(days=3)  # after that a mail that could not go waits for the next Monday, and says everything


def last_morning(at: datetime, zone: str) -> datetime:
    """The latest Monday morning in ``zone`` that is not after ``at``."""
    there = ZoneInfo(zone)
    today = at.astimezone(there).date()
    monday = today - timedelta(days=today.weekday())
    morning = datetime.combine(monday, MORNING, there).astimezone(UTC)
    if morning > at:
        morning = datetime.combine(monday - timedelta(days=7), MORNING, there).astimezone(UTC)
    return morning


def is_due(*, looked_until: datetime, at: datetime, zone: str) -> bool:
    """Whether the mail of this week has to go: not yet looked through since Monday morning, and not too late."""
    morning = last_morning(at, zone)
    return looked_until < morning and at - morning <= LATEST


def week_of(at: datetime, zone: str) -> str:
    """The week of the latest Monday morning, like "2026-W48" (ISO 8601): a person gets one mail for it."""
    year, week, _day = last_morning(at, zone).astimezone(ZoneInfo(zone)).isocalendar()
    return f"{year}-W{week:02}"
