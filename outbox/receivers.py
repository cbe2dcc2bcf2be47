"""What this app does about mails that came: one action call each."""

from datetime import datetime

from inbox.enums import ReceivedState
from inbox.mime import Mail
from inbox.models import Received
from inbox.registry import Reader, Verdict
from outbox import actions, bounces
from outbox.enums import BounceReason, MessageState
from outbox.models import Message


def read_bounce(received: Received, mail: Mail, at: datetime) -> Verdict | None:
    """A server says that a mail of ours came back: it was not delivered after all."""
    report = bounces.read(mail)
    if report is None:
        return None
    failed = [bounce for bounce in report.bounces if bounce.action == "failed"]
    if not failed:
        return Verdict(state=ReceivedState.DROPPED, reason=BounceReason.ON_ITS_WAY)
    message = Message.objects.returned(report, failed[0], sender=received.recipient).first()
    if message is None:
        return Verdict(state=ReceivedState.DROPPED, reason=BounceReason.UNKNOWN)
    if message.state != MessageState.SENT or not actions.mark_bounced(message=message, reason=failed[0].reason, at=at):
        return Verdict(state=ReceivedState.DROPPED, reason=BounceReason.NOTED, about=message, scope=message.scope)
    return Verdict(state=ReceivedState.DONE, about=message, scope=message.scope)


BOUNCES = Reader(name="bounces", read=read_bounce, reasons={reason.value: reason.label for reason in BounceReason})
