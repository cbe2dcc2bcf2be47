"""Every change of an event."""

from events.actions.editing import create, edit
from events.actions.publishing import cancel, publish
from events.actions.searches import forget_search, save_search
from events.actions.seats import release_seats, take_seats
from events.actions.team import leave_team, set_role

__all__ = [
    "cancel",
    "create",
    "edit",
    "forget_search",
    "leave_team",
    "publish",
    "release_seats",
    "save_search",
    "set_role",
    "take_seats",
]
