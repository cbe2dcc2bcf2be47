"""Tables that come regularly: the valid minimum."""

from datetime import time, timedelta
from itertools import count

from accounts.models import User
from exports.enums import RegularState
from exports.models import RegularExport
from tests.factories.accounts import make_user
from tests.factories.jobs import NOW

JOBS = "/jobs/?export=mail"  # a table that everybody has
DATES = {
    RegularState.ACTIVE: {"next_at": NOW + timedelta(days=1)},
    RegularState.PAUSED: {"paused_at": NOW},
    RegularState.ENDED: {"ended_at": NOW},
}
_numbers = count(1)


def make_regular(
    state: RegularState = RegularState.ACTIVE, *, owner: User | None = None, **values: object
) -> RegularExport:
    given = {
        "owner": owner or make_user(),
        "address": JOBS,
        "title": f"Table {next(_numbers)}",
        "weekday": 0,
        "time": time(7),
        "state": state,
        "created_at": NOW,
        **DATES[state],
        **values,
    }
    return RegularExport.objects.create(**given)
