"""May a file with events be imported?"""

from events.enums import Refusal
from events.importing.planning import Plan


def import_refusal(plan: Plan, *, expected: str) -> Refusal | None:
    """Why ``plan`` is not carried out; ``expected``: the digest of what was looked at."""
    if plan.problems:
        return Refusal.FILE_WRONG
    if plan.digest != expected:
        return Refusal.FILE_CHANGED
    return None if plan.does_something else Refusal.FILE_SAYS_NOTHING
