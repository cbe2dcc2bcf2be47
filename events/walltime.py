"""From the clock on the wall to UTC, with the offset that holds on that very day."""

from datetime import UTC, date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo, available_timezones


class NonexistentTimeError(ValueError):
    """The clock jumps over this time on a switch night."""


def to_utc(day: date, wall: time, zone: str) -> datetime:
    """The instant at which the clocks of ``zone`` show ``wall`` on ``day``.

    On the night when an hour comes twice the first one is meant. Raises NonexistentTimeError
    for a time that the clock jumps over.
    """
    local = datetime.combine(day, wall, tzinfo=ZoneInfo(zone)).replace(fold=0)
    instant = local.astimezone(UTC)
    if instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise NonexistentTimeError(f"{day} {wall} does not exist in {zone}")
    return instant


def exists(day: date, wall: time, zone: str) -> bool:
    """Whether the clocks of ``zone`` ever show ``wall`` on ``day``."""
    try:
        to_utc(day, wall, zone)
    except NonexistentTimeError:
        return False
    return True


@cache
def zones() -> tuple[str, ...]:
    """The zones a meeting may be held in, by name."""
    return tuple(sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/")))


def zone_named(name: str) -> str:
    """The zone that ``name`` stands for, whatever its case; empty where we know none."""
    known = {zone.lower(): zone for zone in (*zones(), "UTC")}
    return known.get(name.strip().lower(), "")
