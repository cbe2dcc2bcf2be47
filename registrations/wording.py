"""What participants' mails say, by kind: one wording for the HTML and the plain text."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Wording:
    """A mail's name for organisers, its subject, its one sentence, and what its button does."""

    label: str | Promise
    subject: str | Promise
    lead: str | Promise
    action: str | Promise


SEE = _("See the seminar or cancel your seat")
AGAIN = _("See the seminar")

CONFIRMED = "registration.confirmed"
WAITING = "registration.waiting"
PROMOTED = "registration.promoted"
CANCELLED = "registration.cancelled"
REMOVED = "registration.removed"
EVENT_CANCELLED = "registration.event_cancelled"
CHANGED = "registration.changed"
DROPPED = "registration.dropped"

WORDINGS = {
    CONFIRMED: Wording(
        _("Seat confirmed"),
        _("You have a seat: %(title)s"),
        _(
            "Your seat is confirmed. The invitation comes by mail too, and keeps your calendar in step if anything moves."
        ),
        SEE,
    ),
    WAITING: Wording(
        _("On the waiting list"),
        _("You are on the waiting list: %(title)s"),
        _(
            "All seats are taken; you are number %(position)s on the waiting list. This is not a seat yet, so nothing"
            " stands in your calendar. When a seat is free and you are next, it is yours and we write to you."
        ),
        _("See where you stand or leave the list"),
    ),
    PROMOTED: Wording(
        _("Moved up from the waiting list"),
        _("You have moved up to a seat: %(title)s"),
        _("A seat became free and you were next in line. It is yours now; the invitation comes by mail too."),
        SEE,
    ),
    CANCELLED: Wording(
        _("Registration cancelled"),
        _("Your registration is cancelled: %(title)s"),
        _("You are no longer registered. What stood in your calendar is taken out."),
        AGAIN,
    ),
    REMOVED: Wording(
        _("Taken off the list"),
        _("You were taken off the list: %(title)s"),
        _("The organiser has taken you off the list. What stood in your calendar is taken out."),
        AGAIN,
    ),
    EVENT_CANCELLED: Wording(
        _("Event cancelled"),
        _("Cancelled: %(title)s"),
        _("This seminar does not take place. What stood in your calendar is taken out."),
        AGAIN,
    ),
    CHANGED: Wording(
        _("Event changed"),
        _("Changed: %(title)s"),
        _(
            "The title, the time or the place has changed. Your seat stays yours, and your calendar is brought up to date."
        ),
        SEE,
    ),
    DROPPED: Wording(
        _("Session dropped"),
        _("A session does not take place: %(title)s"),
        _("One session is dropped and taken out of your calendar. Your seat stays yours. These sessions remain:"),
        SEE,
    ),
}
