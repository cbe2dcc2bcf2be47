"""How events were rated, as figures that may be shown each for itself."""

from collections.abc import Collection
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from accounts.queries import departments_below
from events.enums import EventState
from feedback.queries import overall_of_events
from reports.queries.offering import offered_by
from reports.ratings import Rated, rating_of

YEARS = timedelta(days=3 * 365)


def rated_events(departments: Collection[str] | None, *, at: datetime) -> list[Rated]:
    """Events of the last three years that enough have rated, latest first.

    Those offered by ``departments``, given as their keys, and those below; of all where that is None.
    """
    event, zone = "form__event__", ZoneInfo(settings.TIME_ZONE)
    boxes = overall_of_events().filter(form__event__state=EventState.PUBLISHED, form__event__ends_at__gt=at - YEARS)
    if departments is not None:
        below = departments_below(departments)
        boxes = boxes.annotate(department=offered_by(event)).filter(department__in=below)
    rows = boxes.order_by(f"-{event}ends_at", "-pk").values_list(
        f"{event}pk", f"{event}title", f"{event}slug", f"{event}ends_at", "tally"
    )
    return [
        Rated(pk, title, slug, ends_at.astimezone(zone).date(), rating.points, rating.answers)
        for pk, title, slug, ends_at, counts in rows
        if (rating := rating_of(counts))
    ]
