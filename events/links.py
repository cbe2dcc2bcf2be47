"""Signed links of speakers to their own page."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse

from events.models import Engagement

SPEAKER_PURPOSE = "events.speaker"
AFTER_THE_EVENT = timedelta(days=60)


def sign_speaker(engagement: Engagement) -> str:
    """The key to somebody's own page of what they teach; it says its purpose, and when it ends."""
    if engagement.event.ends_at is None:
        raise ValueError("an event without a date asks nobody")
    expires = int((engagement.event.ends_at + AFTER_THE_EVENT).timestamp())
    return signing.dumps([engagement.pk, engagement.key, expires], salt=SPEAKER_PURPOSE)


def speaker_url(engagement: Engagement) -> str:
    """The address of that page."""
    return settings.BASE_URL + reverse("speaker-page", args=[sign_speaker(engagement)])


def engagement_from(signed: str, *, at: datetime) -> Engagement | None:
    """Whom a link is for; None where it is forged, withdrawn or expired, or its owner has left."""
    try:
        pk, key, expires = signing.loads(signed, salt=SPEAKER_PURPOSE)
    except signing.BadSignature:
        return None
    if at.timestamp() > expires:
        return None
    found = Engagement.objects.select_related("event", "user", "guest").filter(pk=pk, key=key).first()
    return None if found is None or (found.user and not found.user.is_active) else found
