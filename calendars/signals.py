"""Facts this app announces, inside the transaction that makes them true."""

from django.dispatch import Signal

# entry: somebody's calendar has answered, and nothing is changed yet. Whoever looks after the meeting locks what it
# belongs to, before the entry is locked; nothing is changed by hearing it.
entry_answering = Signal()
# entry, by, at: the answer stands on the entry. Raise AnswerRefused where what has to follow from it can't: then the
# answer does not count, and is put before a person. ``by`` is whoever has let it count, None if it did by itself.
entry_answered = Signal()
# entry, reason, at: an answer does not count, and is put before a person; nothing is changed.
answer_left_open = Signal()
time_proposed = Signal()  # entry, starts_at, ends_at, comment, at: somebody would rather have another time
