"""What the audit lines about seats say: offers, requests, the order of the list, seats that are held."""

from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from audit.models import Line
from common import times
from registrations.enums import RegistrationStatus

ABOUT_A_PLACE: dict[str, str | Promise] = {
    "registration.promoted": gettext_lazy("%(name)s moved up to a seat"),
    "registration.offered": gettext_lazy("%(name)s was offered a seat"),
    "registration.asked_anew": gettext_lazy("%(name)s was asked again, as the event has changed"),
    "registration.accepted": gettext_lazy("%(name)s took the seat that was offered"),
    "registration.upgrade_offered": gettext_lazy("%(name)s was offered the other kind of seat"),
    "registration.upgraded": gettext_lazy("%(name)s changed to the other kind of seat"),
    "registration.moved": gettext_lazy("%(name)s was moved to the other kind of seat"),
    "registration.named": gettext_lazy("%(name)s got a seat that was held"),
    "registration.approved": gettext_lazy("Request of %(name)s approved"),
    "registration.declined": gettext_lazy("Request of %(name)s declined"),
    "registration.requested": gettext_lazy("%(name)s asked for a seat"),
    "registration.taken_over": gettext_lazy("%(name)s took over the seat of a colleague"),
    "registration.answered": gettext_lazy("%(name)s answered what the event asks"),
    "registration.drawn": gettext_lazy("%(name)s was in the draw"),
    "registration.lined_up": gettext_lazy("Nobody has to decide about the request of %(name)s any more"),
}
# What the product does where nobody is named as who did it.
BY_ITSELF = {
    "registration.promoted",
    "registration.offered",
    "registration.upgrade_offered",
    "registration.lapsed",
    "registration.lined_up",
}
ABOUT_SEATS = ("seats.held", "seats.released", "seats.lapsed", "seats.floor_lapsed")


def about_a_place(line: Line, name: str) -> str:
    """One line about somebody's place; empty where it is about neither an offer nor the list."""
    changed: dict[str, Any] = (line.before or {}) | (line.after or {})
    if line.verb in ABOUT_A_PLACE:
        return str(ABOUT_A_PLACE[line.verb]) % {"name": name}
    if line.verb == "registration.reordered":
        values = {"name": name, "before": (line.before or {})["place"], **changed}
        return _("%(name)s moved on the waiting list from %(before)d to %(place)d: %(reason)s") % values
    if line.verb == "registration.offer_declined":
        return _declined(changed, name)
    if line.verb == "registration.lapsed":
        return _lapsed(line, name)
    return ""


def _declined(changed: dict[str, Any], name: str) -> str:
    if changed["status"] == RegistrationStatus.CONFIRMED:
        return _("%(name)s keeps the seat and passed the other one on") % {"name": name}
    return _("%(name)s passed the seat that was offered on") % {"name": name}


def _lapsed(line: Line, name: str) -> str:
    before = (line.before or {}).get("status")
    if before == RegistrationStatus.REQUESTED:
        return _("The request of %(name)s was not decided in time") % {"name": name}
    if before == RegistrationStatus.CONFIRMED:
        return _("%(name)s did not answer and keeps the seat; the other one is free") % {"name": name}
    return _("%(name)s did not answer; the offer has lapsed") % {"name": name}


def about_seats(line: Line, departments: dict[str, str]) -> str:
    """One line about seats that are held; ``departments``: names by key."""
    changed: dict[str, Any] = (line.before or {}) | (line.after or {})
    values = {"number": changed["seats"], "department": departments.get(changed["department"], changed["department"])}
    if line.verb == "seats.held":
        until = times.moment(datetime.fromisoformat(changed["until"]))
        text = ngettext(
            "%(number)d seat held for %(department)s until %(until)s",
            "%(number)d seats held for %(department)s until %(until)s",
            changed["seats"],
        )
        return text % (values | {"until": until})
    if line.verb == "seats.released":
        text = ngettext(
            "%(number)d seat of %(department)s given back",
            "%(number)d seats of %(department)s given back",
            changed["seats"],
        )
        return text % values
    text = ngettext(
        "%(number)d seat is not held for %(department)s any more",
        "%(number)d seats are not held for %(department)s any more",
        changed["seats"],
    )
    return text % values
