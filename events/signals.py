"""Facts this app announces, inside the transaction that makes them true."""

from django.dispatch import Signal

# event, at: an event of a series is about to be published. Its series is locked and the event not yet, so that whoever
# locks people does it now; nothing is changed by hearing it.
series_event_publishing = Signal()
series_event_published = Signal()  # event, by, at: that was done; the event stands locked
# event, source, by, at: a draft was made like another event, as a clone or as a further date of its series.
event_copied = Signal()
event_cancelled = Signal()  # event, by, at
# event, by, at, programme: a published event changed. ``programme`` says which sessions stand where the
# title, a time or a place has changed; it is None where nothing did that a participant must hear of.
event_changed = Signal()
