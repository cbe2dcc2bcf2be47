"""Errors of this app."""


class UnknownKind(LookupError):
    """No app has registered a runner for this kind of job."""


class Stopped(Exception):
    """The job is no longer ours: it was stopped, or its lease ran out and somebody else has it."""


class Refused(Exception):
    """The work can't be done, and what this says is meant for its owner."""
