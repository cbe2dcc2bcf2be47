"""What was noted about somebody, in one word."""

from collections.abc import Sequence

from registrations.enums import ATTENDED, Mark


def overall(marks: Sequence[Mark]) -> Mark | None:
    """One mark for an event of several sessions: whoever missed one was there in part."""
    if not marks:
        return None
    if all(mark == Mark.PRESENT for mark in marks):
        return Mark.PRESENT
    if any(mark in ATTENDED for mark in marks):
        return Mark.PARTIAL
    return Mark.EXCUSED if Mark.EXCUSED in marks else Mark.ABSENT
