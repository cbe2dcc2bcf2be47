"""Facts this app announces, inside the transaction that makes them true."""

from django.dispatch import Signal

attendance_closed = Signal()  # event, by, at
attendance_corrected = Signal()  # event, by, at: something was noted after the list was closed
