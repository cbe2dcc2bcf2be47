"""The counters of the pools and the ends of floors; the allocation service alone calls these, with the event locked."""

from datetime import datetime

from django.db.models import F

from audit.actions import record
from events.models import Event, Pool, SeatRule


def take_seats(*, pool_id: int, seats: int) -> None:
    """Count ``seats`` more as taken. Call with the event locked; the database refuses overselling."""
    Pool.objects.filter(pk=pool_id).update(seats_taken=F("seats_taken") + seats)


def release_seats(*, pool_id: int, seats: int) -> None:
    """Count ``seats`` fewer as taken. Call with the event locked."""
    Pool.objects.filter(pk=pool_id).update(seats_taken=F("seats_taken") - seats)


def note_lapsed(*, event: Event, at: datetime) -> None:
    """Note which floors have lapsed: what they held is open to everybody."""
    lapsed = SeatRule.objects.filter(pool__event=event, lapses_at__lte=at, lapsed_at=None)
    for rule in lapsed.select_related("department").order_by("pk"):
        rule.lapsed_at = at
        rule.save(update_fields=["lapsed_at"])
        before = {"department": rule.department.key if rule.department else "", "seats": rule.seats}
        record("seats.floor_lapsed", rule, by=None, at=at, scope=event.scope, before=before)
