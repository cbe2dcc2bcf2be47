"""The counters of the pools and the ends of floors; the allocation service alone calls these, with the event locked."""

from datetime import datetime

from django.db.models import F, IntegerField

from audit.actions import record
from common.changes import Update
from common.questions import Slot
from events.models import Event, Pool, SeatRule

_COUNT = Update(
    lambda: Pool.objects.filter(pk=Slot("pool")), seats_taken=F("seats_taken") + Slot("more", IntegerField())
)


def take_seats(*, pool_id: int, seats: int) -> None:
    """Count ``seats`` more as taken. Call with the event locked; the database refuses overselling."""
    _COUNT.make(pool=pool_id, more=seats)


def release_seats(*, pool_id: int, seats: int) -> None:
    """Count ``seats`` fewer as taken. Call with the event locked."""
    _COUNT.make(pool=pool_id, more=-seats)


def note_lapsed(*, event: Event, at: datetime) -> None:
    """Note which floors have lapsed: what they held is open to everybody."""
    lapsed = SeatRule.objects.filter(pool__event=event, lapses_at__lte=at, lapsed_at=None)
    for rule in lapsed.select_related("department").order_by("pk"):
        rule.lapsed_at = at
        rule.save(update_fields=["lapsed_at"])
        before = {"department": rule.department.key if rule.department else "", "seats": rule.seats}
        record("seats.floor_lapsed", rule, by=None, at=at, scope=event.scope, before=before)
