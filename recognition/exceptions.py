"""Errors of this app, each with its reason as a value."""

from recognition.enums import Refusal


class CertificateRefused(Exception):
    """A certificate can't be issued or taken back."""

    def __init__(self, reason: Refusal) -> None:
        self.reason = reason
        super().__init__(str(reason.label))
