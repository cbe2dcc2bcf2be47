"""What is said about attendance reports: what becomes of a row, what is wrong and what to do about it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from registrations.presence.planning import By, Fate, Plan
from registrations.presence.sheet import Fault

FATES: dict[Fate, str | Promise] = {
    Fate.PRESENT: pgettext_lazy("person in an attendance report", "Present"),
    Fate.PARTIAL: pgettext_lazy("person in an attendance report", "Partly present"),
    Fate.SAME: pgettext_lazy("person in an attendance report", "Marked so already"),
    Fate.AWAY: pgettext_lazy("person in an attendance report", "Not there during the session"),
    Fate.WITH: pgettext_lazy("person in an attendance report", "Counts with another row"),
    Fate.UNKNOWN: pgettext_lazy("person in an attendance report", "Nobody on the list"),
    Fate.UNCLEAR: pgettext_lazy("person in an attendance report", "Not clear who it is"),
    Fate.LEFT_OUT: pgettext_lazy("person in an attendance report", "Left out"),
    Fate.WRONG: pgettext_lazy("person in an attendance report", "Has a mistake"),
}

WAYS: dict[By, str | Promise] = {
    By.ADDRESS: _("by the mail address"),
    By.NAME: _("by the name"),
    By.HAND: _("chosen by hand"),
}

FAULTS: dict[Fault, str | Promise] = {
    Fault.TOO_LARGE: _("The file is larger than %(limit)s MB. Attendance reports are much smaller."),
    Fault.TOO_MANY_ROWS: _("The file has more than %(limit)s rows. Split it, and import one part after the other."),
    Fault.NOT_UTF8: _(
        "The characters of this file can't be read. Import it as it was downloaded, or save it as “CSV UTF-8”."
    ),
    Fault.NOT_CSV: _("From row %(limit)s on this is not CSV: a quote is open or stands alone, or a cell has no end."),
    Fault.NO_COLUMNS: _(
        "No row names the columns we need: a name, and from when to when or for how long people were there."
        " Teams, Zoom and Meet write such files in English or German."
    ),
    Fault.NO_ROWS: _("The file has no rows below its headings."),
    Fault.NO_NAME: _("It says neither a name nor an address."),
    Fault.NO_TIME: _("It does not say from when to when, nor for how long."),
    Fault.BROKEN_TIME: _("“%(value)s” is no time that we can read."),
    Fault.UNSEEN: _("There are characters that nobody can see in “%(value)s”."),
    Fault.TOO_LONG: _("This is longer than any name: “%(value)s”"),
}


def fault(plan: Plan) -> str:
    """Why nothing can be imported from a file; empty where something can."""
    return str(FAULTS[plan.fault]) % {"limit": plan.limit} if plan.fault else ""


def row_fault(found: Fault, value: str) -> str:
    """What is wrong with one row."""
    return str(FAULTS[found]) % {"value": value}
