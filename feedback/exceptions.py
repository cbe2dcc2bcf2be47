"""Errors of this app, each with its reason as a value."""

from feedback.enums import Refusal


class FeedbackRefused(Exception):
    """An answer can't be taken."""

    def __init__(self, reason: Refusal) -> None:
        self.reason = reason
        super().__init__(str(reason.label))
