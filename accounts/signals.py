"""Facts this app announces, inside the transaction that makes them true."""

from django.dispatch import Signal

address_changed = Signal()  # user, former, at
mail_chosen = Signal()  # user, at: who had only subscribed until now wants invitations by mail as well
people_moved = Signal()  # users, by, at: to another department or location, or away
renamed = Signal()  # rows, at: people, departments or places of work, all of one kind, are called something else
