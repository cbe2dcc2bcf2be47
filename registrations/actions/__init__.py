"""Every change of who takes part, and of who was there."""

from registrations.actions.attendance import close_list, mark
from registrations.actions.guests import invite_guest
from registrations.actions.seats import (
    add,
    add_guest,
    cancel,
    cancel_all,
    follow_change,
    follow_people,
    register,
    remove,
)

__all__ = [
    "add",
    "add_guest",
    "cancel",
    "cancel_all",
    "close_list",
    "follow_change",
    "follow_people",
    "invite_guest",
    "mark",
    "register",
    "remove",
]
