"""What the clock runs in this app."""

from datetime import datetime

from registrations import recount
from registrations.exceptions import Miscounted


def count_again(at: datetime) -> None:
    """Nightly: count the seats again. Nothing is changed; a difference is a failure that somebody has to see."""
    found = recount.differences(at=at)
    if found:
        raise Miscounted(f"{len(found)} found: " + "; ".join(str(one) for one in found[:10]))
