"""Errors of this app, each with its reason as a value."""

from django.utils.translation import ngettext

from accounts.enums import ImportRefusal, Refusal
from accounts.planning import Plan


class AccountRefused(Exception):
    """A person, or the organisation, cannot be changed that way."""

    def __init__(self, reason: Refusal) -> None:
        self.reason = reason
        super().__init__(str(reason.label))


class InUse(AccountRefused):
    """Something cannot be removed as long as something belongs to it; ``number`` says how much that is."""

    def __init__(self, number: int) -> None:
        super().__init__(Refusal.IN_USE)
        self.number = number

    def __str__(self) -> str:
        return ngettext(
            "It is used %(number)d time. Move what belongs to it first, then remove it.",
            "It is used %(number)d times. Move what belongs to it first, then remove it.",
            self.number,
        ) % {"number": self.number}


class ImportRefused(Exception):
    """A file with people can't be imported; ``plan`` says what it would do now, and what is wrong."""

    def __init__(self, reason: ImportRefusal, plan: Plan) -> None:
        self.reason = reason
        self.plan = plan
        super().__init__(str(reason.label))
