"""What is due by the clock, pulled from the data: late or twice, it comes to the same."""

from datetime import datetime

from django.utils import timezone

from common.onebyone import one_by_one
from reports import actions, queries
from reports.periods import due_quarters


def draw_up_figures(at: datetime) -> None:
    """Draw up the figures of every quarter that is over and has none yet."""
    first = queries.first_ending(at=at)
    if first is None:
        return
    zone = timezone.get_default_timezone()
    known = {row.quarter for row in queries.drawn_up()}
    due = [quarter for quarter in due_quarters(first, at=at, zone=zone) if quarter not in known]
    one_by_one(due, lambda quarter: actions.draw_up(quarter, at=at))
