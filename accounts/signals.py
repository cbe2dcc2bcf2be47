"""Facts this app announces, inside the transaction that makes them true."""

from django.dispatch import Signal

people_deactivated = Signal()  # users, by, at
address_changed = Signal()  # user, former, at
people_moved = Signal()  # users, by, at: to another department
