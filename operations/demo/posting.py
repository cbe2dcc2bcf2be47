"""What became of the mails about one event: most arrived, one came back, one was refused, one is put off."""

from datetime import datetime, timedelta

from events.models import Event
from outbox import actions, delivery
from outbox.enums import MessageState
from outbox.models import Message
from registrations.wording import CONFIRMED

BOUNCED = "550 5.1.1 the mailbox does not exist"
REFUSED = "550 5.7.1 no mail from outside"
PUT_OFF = "451 4.7.1 greylisted, try again later"
MAILS = 6


def show_what_became_of_mails(event: Event, *, at: datetime) -> list[Message]:
    """Let some mails that were only kept look as a mail server would have left them; returns them."""
    kept = Message.objects.in_scope(event.scope).filter(kind=CONFIRMED, state=MessageState.KEPT, is_secret=False)
    shown = list(kept.order_by("pk")[:MAILS])
    *arrived, returned, refused, put_off = shown
    for message in (*arrived, returned):
        _end(message, MessageState.SENT, sent_at=at, raw=delivery.preview(message))
    actions.mark_bounced(message=returned, reason=BOUNCED, at=at)
    _end(refused, MessageState.REFUSED, failed_at=at, error=REFUSED)
    _end(put_off, MessageState.QUEUED, next_try_at=at + timedelta(days=1), error=PUT_OFF)
    return shown


def _end(message: Message, state: MessageState, **values: object) -> None:
    Message.objects.filter(pk=message.pk).update(state=state, kept_at=None, attempts=1, **values)
