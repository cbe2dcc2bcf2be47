"""Every change of who takes part, and of who was there."""

from registrations.actions.attendance import close_list, mark
from registrations.actions.following import cancel_all, follow_change, follow_people
from registrations.actions.guests import invite_guest
from registrations.actions.holds import hold_seats, name_person, release_hold
from registrations.actions.offers import accept, decline, let_lapse, wish
from registrations.actions.requests import approve, refuse
from registrations.actions.seats import add, add_guest, cancel, move, register, remove, reorder

__all__ = [
    "accept",
    "add",
    "add_guest",
    "approve",
    "cancel",
    "cancel_all",
    "close_list",
    "decline",
    "follow_change",
    "follow_people",
    "hold_seats",
    "invite_guest",
    "let_lapse",
    "mark",
    "move",
    "name_person",
    "refuse",
    "register",
    "release_hold",
    "remove",
    "reorder",
    "wish",
]
