"""Errors of this app, each with its reason as a value."""

from registrations.enums import Refusal


class RegistrationRefused(Exception):
    """A registration can't be made or changed that way."""

    def __init__(self, reason: Refusal) -> None:
        self.reason = reason
        super().__init__(str(reason.label))


class Miscounted(Exception):
    """The seats that were counted again are not those that were promised."""
