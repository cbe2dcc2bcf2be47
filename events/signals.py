"""Facts this app announces, inside the transaction that makes them true."""

from django.dispatch import Signal

event_cancelled = Signal()  # event, by, at
# event, by, at, programme: a published event changed. ``programme`` says which sessions stand where the
# title, a time or a place has changed; it is None where nothing did that a participant must hear of.
event_changed = Signal()
