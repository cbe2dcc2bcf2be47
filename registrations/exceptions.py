"""Errors of this app, each with its reason as a value."""

from registrations.enums import Refusal


class RegistrationRefused(Exception):
    """A registration can't be made or changed that way; ``facts`` are what the reason speaks of."""

    def __init__(self, reason: Refusal, **facts: object) -> None:
        self.reason = reason
        super().__init__(str(reason.label) % facts if facts else str(reason.label))


class Miscounted(Exception):
    """The seats that were counted again are not those that were promised."""
