"""How much one piece of work may take, and how much it has taken. Knows no Django."""

import os
from dataclasses import dataclass
from pathlib import Path

from jobs.enums import Failure

MEGABYTE = 1_000_000
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a kind of job may take: rows, seconds, and megabytes beside what its worker had before.

    The queue itself ends a task after ten minutes, without a word; the work of one task begins within its first.
    """

    rows: int | None = None
    seconds: float = 300
    megabytes: int = 600


def excess(limits: Limits, *, seconds: float, megabytes: float) -> tuple[Failure, str] | None:
    """Which limit has been passed, and the figures for whoever looks after the installation."""
    if megabytes > limits.megabytes:
        return Failure.TOO_LARGE, f"took {megabytes:.0f} MB of memory, {limits.megabytes} are allowed"
    if seconds > limits.seconds:
        return Failure.TOO_LONG, f"was not done after {limits.seconds:.0f} seconds"
    return None


def resident_megabytes() -> float:
    """How much memory this process holds; 0 where the system doesn't say, so that nothing is limited there."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0
    return pages * _PAGE / MEGABYTE
