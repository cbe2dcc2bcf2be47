"""Errors of this app, each with its reason as a value."""

from feedback.enums import Refusal, WritingRefusal


class FeedbackRefused(Exception):
    """An answer can't be taken."""

    def __init__(self, reason: Refusal) -> None:
        self.reason = reason
        super().__init__(str(reason.label))


class WritingRefused(Exception):
    """What is asked can't be changed that way."""

    def __init__(self, reason: WritingRefusal) -> None:
        self.reason = reason
        super().__init__(str(reason.label))
