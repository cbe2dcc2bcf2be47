"""Errors of this app, each with its reason as a value."""

from polls.enums import Refusal, VoteRefusal


class PollRefused(Exception):
    """A poll can't be changed that way."""

    def __init__(self, reason: Refusal) -> None:
        self.reason = reason
        super().__init__(str(reason.label))


class VoteRefused(Exception):
    """A vote is not taken."""

    def __init__(self, reason: VoteRefusal) -> None:
        self.reason = reason
        super().__init__(str(reason.label))
