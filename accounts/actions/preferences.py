"""Which mails somebody wants, and how. Their own affair, so no audit line tells of it."""

from datetime import datetime

from django.db import transaction

from accounts.enums import Invitations, MailTopic
from accounts.models import User
from accounts.signals import mail_chosen


@transaction.atomic
def set_reminders_of(*, user: User, times: int | None) -> None:
    """Remind ``user`` before a session at these times, several of which are one number; None: as each event says."""
    User.objects.filter(pk=user.pk).update(reminders=times)


@transaction.atomic
def set_invitations(*, user: User, way: Invitations, at: datetime) -> None:
    """Bring what stands in the calendar of ``user`` by mail, by their feed, or both."""
    user = User.objects.lock(user)
    former, user.invitations = user.invitations, way
    user.save(update_fields=["invitations"])
    if former == Invitations.FEED != way:
        mail_chosen.send(sender=User, user=user, at=at)


@transaction.atomic
def want(*, user: User, topic: MailTopic, is_wanted: bool) -> None:
    """Send ``user`` mails about ``topic``, or no longer."""
    User.objects.filter(pk=user.pk).update(**{topic.field: is_wanted})
