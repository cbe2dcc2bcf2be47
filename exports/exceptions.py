"""Errors of this app, each with its reason as a value."""

from exports.enums import Refusal


class ExportRefused(Exception):
    """What was asked for can't be had."""

    def __init__(self, reason: Refusal) -> None:
        self.reason = reason
        super().__init__(str(reason.label))
