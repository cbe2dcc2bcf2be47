"""Errors of this app, each with its reason as a value."""

from feedback.enums import Refusal, ReplyRefusal, ResultRefusal, SharingRefusal, WritingRefusal


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


class ResultRefused(Exception):
    """Something can't be done with what was answered."""

    def __init__(self, reason: ResultRefusal) -> None:
        self.reason = reason
        super().__init__(str(reason.label))


class ReplyRefused(Exception):
    """The organisers can't answer everybody."""

    def __init__(self, reason: ReplyRefusal) -> None:
        self.reason = reason
        super().__init__(str(reason.label))


class SharingRefused(Exception):
    """Results can't be shared with those who taught."""

    def __init__(self, reason: SharingRefusal) -> None:
        self.reason = reason
        super().__init__(str(reason.label))
