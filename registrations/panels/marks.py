"""What was noted about somebody, in one word."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy

from registrations.enums import ATTENDED, Mark

# What a mark is called to whoever it is about.
TO_THEMSELVES = {
    Mark.PRESENT: gettext_lazy("You were there"),
    Mark.PARTIAL: gettext_lazy("You were there in part"),
    Mark.EXCUSED: gettext_lazy("You were excused"),
    Mark.ABSENT: gettext_lazy("You were not there"),
}


def overall(marks: Sequence[Mark]) -> Mark | None:
    """One mark for an event of several sessions: whoever missed one was there in part."""
    if not marks:
        return None
    if all(mark == Mark.PRESENT for mark in marks):
        return Mark.PRESENT
    if any(mark in ATTENDED for mark in marks):
        return Mark.PARTIAL
    return Mark.EXCUSED if Mark.EXCUSED in marks else Mark.ABSENT
