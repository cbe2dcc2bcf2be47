"""Figures, drawn up once."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from reports import queries
from reports.models import QuarterFigures
from reports.periods import Quarter


@transaction.atomic
def draw_up(quarter: Quarter, *, at: datetime) -> QuarterFigures:
    """Keep what may be shown of ``quarter``, once: what is kept stays as it is."""
    found = QuarterFigures.objects.filter(year=quarter.year, number=quarter.number).first()
    if found:
        return found
    figures = queries.quarter_figures(quarter, zone=timezone.get_default_timezone())
    row, _is_new = QuarterFigures.objects.get_or_create(
        year=quarter.year, number=quarter.number, defaults={"figures": figures, "drawn_up_at": at}
    )
    return row
