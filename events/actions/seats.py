"""The counters of the pools; the allocation service alone calls these, with the event locked."""

from django.db.models import F

from events.models import Pool


def take_seats(*, pool_id: int, seats: int) -> None:
    """Count ``seats`` more as taken. Call with the event locked; the database refuses overselling."""
    Pool.objects.filter(pk=pool_id).update(seats_taken=F("seats_taken") + seats)


def release_seats(*, pool_id: int, seats: int) -> None:
    """Count ``seats`` fewer as taken. Call with the event locked."""
    Pool.objects.filter(pk=pool_id).update(seats_taken=F("seats_taken") - seats)
