"""How events were rated, as figures that may be shown each for itself."""

from collections.abc import Collection
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import BigIntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from accounts.queries import departments_below
from common import crowds
from events.enums import EventState
from events.models import Speaker
from feedback.enums import FormState, Occasion
from feedback.models import Box
from feedback.questionnaire import OVERALL
from reports.queries.figures import STEPS
from reports.ratings import Rated

YEARS = timedelta(days=3 * 365)


def rated_events(departments: Collection[str] | None, *, at: datetime) -> list[Rated]:
    """Events of the last three years that enough have rated, latest first.

    Those offered by ``departments``, given as their keys, and those below; of all where that is None. An event is
    offered by its host; without one, by the department of whoever teaches first.
    """
    teaching = Speaker.objects.filter(session__event=OuterRef("form__event"), user__department__isnull=False)
    first = Subquery(teaching.order_by("session__starts_at", "position").values("user__department")[:1])
    boxes = Box.objects.filter(
        form__event__state=EventState.PUBLISHED,
        form__event__ends_at__gt=at - YEARS,
        form__state=FormState.CLOSED,
        form__occasion=Occasion.AFTER,
        question=OVERALL,
        cell="",
    ).annotate(offered_by=Coalesce("form__event__host_department", first, output_field=BigIntegerField()))
    if departments is not None:
        boxes = boxes.filter(offered_by__in=departments_below(departments))
    event, zone = "form__event__", ZoneInfo(settings.TIME_ZONE)
    rows = boxes.order_by(f"-{event}ends_at", "-pk").values_list(
        f"{event}pk", f"{event}title", f"{event}slug", f"{event}ends_at", "tally"
    )
    return [
        Rated(pk, title, slug, ends_at.astimezone(zone).date(), _points(counts), sum(counts.values()))
        for pk, title, slug, ends_at, counts in rows
        if set(counts) == STEPS and crowds.is_enough(sum(counts.values()))
    ]


def _points(counts: dict[str, int]) -> int:
    return sum(int(step) * count for step, count in counts.items())
