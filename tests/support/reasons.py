"""A pool without the one thing that keeps somebody waiting."""

from dataclasses import replace

from registrations.mix import Reason, Seats


def lifted(pool: Seats, reason: Reason) -> Seats:
    """``pool`` as it would be without ``reason``; what stands against a person alone is no matter of the pool."""
    one_more = sum(pool.taken.values()) + 1
    changes = {
        Reason.CLOSED: {"capacity": one_more},
        Reason.FULL: {"capacity": one_more},
        Reason.CEILING: {"ceilings": ()},
        Reason.HELD: {"floors": ()},
    }
    return replace(pool, **changes.get(reason, {}))
