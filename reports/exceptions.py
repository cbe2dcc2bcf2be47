"""Errors of this app, each with its reason as a value."""

from jobs.exceptions import Refused
from reports.enums import Refusal


class ReportRefused(Refused):
    """A document can't be made; as a job's error it is shown to whoever asked."""

    def __init__(self, reason: Refusal) -> None:
        self.reason = reason
        super().__init__(str(reason.label))
