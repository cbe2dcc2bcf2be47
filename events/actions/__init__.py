"""Every change of an event."""

from events.actions.editing import create, edit
from events.actions.publishing import cancel, publish
from events.actions.seats import release_seats, take_seats
from events.actions.team import leave_team, set_role

__all__ = ["cancel", "create", "edit", "leave_team", "publish", "release_seats", "set_role", "take_seats"]
