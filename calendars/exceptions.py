"""Errors of this app, each with its reason as a value."""

from calendars.enums import AnswerReason


class AnswerRefused(Exception):
    """What a calendar has answered does not count."""

    def __init__(self, reason: AnswerReason) -> None:
        self.reason = reason
        super().__init__(reason.value)
