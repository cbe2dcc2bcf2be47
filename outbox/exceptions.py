"""Errors of this app."""


class Obsolete(Exception):
    """A renderer says that there is nothing to say any more."""


class UnknownKind(LookupError):
    """No app has registered a renderer for this kind of message."""
