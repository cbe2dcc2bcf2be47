"""How often something may be asked for. Counted in this process alone, so that asking costs the database nothing."""

from datetime import datetime

from django.core.cache import caches

MINUTE = 60


def is_too_often(what: str, *, most: int, at: datetime) -> bool:
    """Whether ``what`` was asked for more than ``most`` times in this minute, this time among them."""
    calls = caches["calls"]
    key = f"{what}:{int(at.timestamp()) // MINUTE}"
    calls.add(key, 0, 2 * MINUTE)  # so that it outlives the minute that it counts
    return calls.incr(key) > most


def has_been_too_often(what: str, *, most: int, at: datetime) -> bool:
    """Whether ``what`` was asked for ``most`` times or more in this minute; looking does not count."""
    counted: int = caches["calls"].get(f"{what}:{int(at.timestamp()) // MINUTE}", 0)
    return counted >= most
