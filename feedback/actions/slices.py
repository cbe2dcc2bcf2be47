"""By what the answers about an event will be counted apart."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.actions import record
from events.models import Event
from feedback import policies, queries
from feedback.enums import Dimension
from feedback.exceptions import WritingRefused
from feedback.models import Slicing


@transaction.atomic
def count_apart(*, event: Event, dimension: Dimension, by: User, at: datetime) -> None:
    """Count the answers about ``event`` apart by ``dimension``, or all together; fixed once people are asked."""
    event = Event.objects.lock(event)
    if reason := policies.writing_refusal(event):
        raise WritingRefused(reason)
    before = queries.dimension_of(event)
    if dimension == before:
        return
    Slicing.objects.filter(event=event).delete()
    if dimension:
        Slicing.objects.create(event=event, dimension=dimension)
    change = {"before": {"dimension": before.value}, "after": {"dimension": dimension.value}}
    record("feedback.dimension", event, by=by, at=at, scope=event.scope, **change)
