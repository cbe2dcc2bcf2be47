"""Facts this app announces, inside the transaction that makes them true."""

from django.dispatch import Signal

address_changed = Signal()  # user, former, at
mail_chosen = Signal()  # user, at: who had only subscribed until now wants invitations by mail as well
people_moved = Signal()  # users, departments, by, at: people to another department or location, or away; departments
# to another place in the tree, with everybody in them
renamed = Signal()  # rows, at: people, departments or places of work, all of one kind, are called something else
