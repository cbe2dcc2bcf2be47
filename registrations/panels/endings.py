"""How a place ended, as it is said to whom it was."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registrations.enums import Ending, RegistrationStatus
from registrations.models import Registration

# The rest follows from what they had.
ENDED_BY: dict[str, str | Promise] = {
    Ending.BY_CALENDAR: gettext_lazy("You declined in your calendar, so your seat was given back"),
    Ending.BY_ORGANISER: gettext_lazy("The organiser took you off the list"),
    Ending.HANDED_OVER: gettext_lazy("You gave your seat to a colleague"),
    Ending.OFFER_DECLINED: gettext_lazy("You passed the seat on"),
}


def ended(registration: Registration | None) -> str:
    """How somebody's last registration ended; empty where there is none, or it stands."""
    if registration is None or registration.is_live:
        return ""
    if registration.ending in ENDED_BY:
        return str(ENDED_BY[registration.ending])
    if registration.status == RegistrationStatus.EXPIRED and registration.offered_at is not None:
        return _("The offer has lapsed")
    if registration.requested_at is not None and registration.waitlisted_at is None:
        return _("You took your request back")
    if registration.confirmed_at is None:
        return _("You left the waiting list")
    return _("You gave your seat back")
