"""Errors of this app, each with its reason as a value."""

from datetime import date

from django.utils.translation import gettext as _

from common import times
from feedback.enums import Refusal, ReplyRefusal, ResultRefusal, SharingRefusal, WritingRefusal


class FeedbackRefused(Exception):
    """An answer can't be taken."""

    def __init__(self, reason: Refusal) -> None:
        self.reason = reason
        super().__init__(str(reason.label))


class WritingRefused(Exception):
    """What is asked can't be changed that way; ``on``: because of which date of a series."""

    def __init__(self, reason: WritingRefusal, *, on: date | None = None) -> None:
        self.reason = reason
        said = {"day": times.day(on, with_year=True) if on else "", "reason": reason.label}
        super().__init__(_("%(day)s: %(reason)s") % said if on else str(reason.label))


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
