"""What may be asked of whoever teaches, and until when they may answer."""

from datetime import datetime, timedelta

from events.enums import Refusal
from events.models import Engagement, Event

ASKED_LATELY = timedelta(hours=20)


def ask_speakers_refusal(event: Event, *, at: datetime) -> Refusal | None:
    """Why nobody can be asked to teach at ``event``."""
    if event.is_cancelled:
        return Refusal.CANCELLED
    if event.starts_at is None:
        return Refusal.SPEAKERS_WITHOUT_DATE
    return Refusal.OVER if event.is_over(at) else None


def ask_again_refusal(engagement: Engagement, *, at: datetime) -> Refusal | None:
    """Why somebody can't be asked once more."""
    if reason := ask_speakers_refusal(engagement.event, at=at):
        return reason
    if engagement.is_confirmed:
        return Refusal.SPEAKER_COMES
    return Refusal.ASKED_LATELY if engagement.asked_at > at - ASKED_LATELY else None


def speaker_answer_refusal(event: Event, *, at: datetime) -> Refusal | None:
    """Why it is too late to say whether one comes."""
    if event.is_cancelled:
        return Refusal.CANCELLED_FOR_SPEAKERS
    return Refusal.OVER if event.is_over(at) else None
