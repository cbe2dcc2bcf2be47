"""Errors of this app, each with its reason as a value."""

from registrations.enums import GroupRefusal, Refusal


class RegistrationRefused(Exception):
    """A registration can't be made or changed that way; ``facts`` are what the reason speaks of."""

    def __init__(self, reason: Refusal, **facts: object) -> None:
        self.reason = reason
        self.facts = facts
        super().__init__(str(reason.label) % facts if facts else str(reason.label))


class Miscounted(Exception):
    """The seats that were counted again are not those that were promised."""


class GroupsRefused(Exception):
    """Groups can't be made or changed that way; the text names those whom it is about."""

    def __init__(self, reason: GroupRefusal, *, names: str = "") -> None:
        self.reason = reason
        super().__init__(str(reason.label) % {"names": names} if names else str(reason.label))
