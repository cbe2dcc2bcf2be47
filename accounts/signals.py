"""Facts this app announces, inside the transaction that makes them true."""

from django.dispatch import Signal

person_deactivated = Signal()  # user, by, at
address_changed = Signal()  # user, former, at
