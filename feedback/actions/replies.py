"""What the organisers answer everybody who was asked: written once nothing can be added, sent once."""

from datetime import datetime

from django.db import transaction

from accounts.enums import MailTopic
from accounts.models import User
from audit.actions import record
from feedback import notifications, policies, queries
from feedback.enums import ReplyRefusal
from feedback.exceptions import ReplyRefused
from feedback.models import Form, Reply


@transaction.atomic
def write_reply(  # a reply, and who writes it when
    *, form: Form, text: str, shows_rating: bool, version: int, by: User, at: datetime
) -> Reply:
    """Keep what everybody is to be answered; nobody sees it before it is sent."""
    form, reply = _locked(form, version)
    before = {"text": reply.text, "shows_rating": reply.shows_rating} if reply else {}
    reply = reply or Reply(form=form, version=0)
    reply.text, reply.shows_rating, reply.version = text, shows_rating, reply.version + 1
    reply.written_by, reply.written_at = by, at
    reply.save()
    after = {"text": text, "shows_rating": shows_rating}
    record("feedback.reply_written", form, by=by, at=at, scope=form.event.scope, before=before, after=after)
    return reply


@transaction.atomic
def send_reply(*, form: Form, version: int, by: User, at: datetime) -> int:
    """Send it to all who were asked, whether they have answered or not; how many get a mail."""
    form, reply = _locked(form, version)
    if reply is None:
        raise ReplyRefused(ReplyRefusal.NOTHING_WRITTEN)
    reply.sent_by, reply.sent_at = by, at
    reply.save(update_fields=["sent_by", "sent_at"])
    people = [person for person in queries.everybody_asked(form) if person.wants(MailTopic.FEEDBACK)]
    notifications.tell_reply(reply, people, at=at)
    record("feedback.reply_sent", form, by=by, at=at, scope=form.event.scope, after={"people": len(people)})
    return len(people)


def _locked(form: Form, version: int) -> tuple[Form, Reply | None]:
    """The form, locked, and what stands on it in the version that somebody saw; 0 where nothing stood."""
    form = Form.objects.lock(form)
    reply = Reply.objects.filter(form=form).first()
    if reason := policies.reply_refusal(form, reply):
        raise ReplyRefused(reason)
    if version != (reply.version if reply else 0):
        raise ReplyRefused(ReplyRefusal.CHANGED_MEANWHILE)
    return form, reply
