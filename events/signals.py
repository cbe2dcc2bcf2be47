"""Facts this app announces, inside the transaction that makes them true."""

from django.dispatch import Signal

event_cancelled = Signal()  # event, by, at
event_changed = Signal()  # event, by, at: sessions, texts or seats of a published event changed
