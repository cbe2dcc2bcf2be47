"""Signed links by which somebody ends a kind of mail, without signing in."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.core import signing
from django.urls import reverse

from accounts.enums import MailTopic
from accounts.models import User

PURPOSE = "accounts.mail"
KEPT = timedelta(days=365)  # mail is read late; by then there is a newer one


class Ending(NamedTuple):
    """Whose mails of which kind a link ends."""

    reader: User
    topic: MailTopic


def end_url(user: User, topic: MailTopic, *, at: datetime) -> str:
    """The address that ends mails about ``topic`` to ``user``; it says its purpose, and when it ends."""
    signed = signing.dumps([user.pk, topic.value, int((at + KEPT).timestamp())], salt=PURPOSE)
    return settings.BASE_URL + reverse("mail-end", args=[signed])


def ending_from(signed: str, *, at: datetime) -> Ending | None:
    """What a link ends; None where it is forged or expired, or its reader has left."""
    try:
        pk, topic, expires = signing.loads(signed, salt=PURPOSE)
    except signing.BadSignature:
        return None
    reader = User.objects.active().filter(pk=pk).first() if at.timestamp() <= expires else None
    return Ending(reader, MailTopic(topic)) if reader else None
