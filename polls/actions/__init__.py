"""Every change of what is asked and voted."""

from polls.actions.running import (
    change_and_open,
    clear,
    close,
    forget_devices,
    open_poll,
    renew_code,
    show_results,
    write_and_open,
)
from polls.actions.votes import moderate, vote
from polls.actions.writing import Asked, change, remove, write

__all__ = [
    "Asked",
    "change",
    "change_and_open",
    "clear",
    "close",
    "forget_devices",
    "moderate",
    "open_poll",
    "remove",
    "renew_code",
    "show_results",
    "vote",
    "write",
    "write_and_open",
]
