"""Facts this app announces, inside the transaction that makes them true."""

from django.dispatch import Signal

event_cancelled = Signal()  # event, by, at
# event, by, at, uids, dropped: a published event changed. ``uids`` are its sessions where the title, a
# time or a place changed, else empty; ``dropped`` are those that do not take place any more.
event_changed = Signal()
