"""Who offered an event: its host; without one, the department of whoever teaches first."""

from django.db.models import BigIntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from events.models import Speaker


def offered_by(event: str = "") -> Coalesce:
    """The id of the department, or nothing; ``event``: by which way the event is found, like "form__event__"."""
    teaching = Speaker.objects.filter(session__event=OuterRef(f"{event}pk"), user__department__isnull=False)
    first = Subquery(teaching.order_by("session__starts_at", "position").values("user__department")[:1])
    return Coalesce(f"{event}host_department", first, output_field=BigIntegerField())
