"""Errors of this app."""


class NotKept(Exception):
    """Somebody else has looked at this mail meanwhile, or it can't be accepted."""


class MailboxClosed(Exception):
    """The mailbox can't be reached or won't have us; nothing of it was read."""


class Full(Exception):
    """So much waits to be read that nothing more is taken in; whoever brings it keeps it and comes again."""
