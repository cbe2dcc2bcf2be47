"""Reads that do not chain."""

from django.utils.crypto import salted_hmac

from polls.models import Poll

DIGEST = 16  # characters: that two of a few thousand devices share one does not happen


def on_screen(event_id: int) -> Poll | None:
    """What phones and the screen of an event show now: what is open, else what was closed last."""
    return Poll.objects.with_results().on_screen(event_id).first()


def voter_of(poll: Poll, device: str) -> str:
    """What is kept of a device that has voted: another digest at each poll, so that nobody follows one through them."""
    return salted_hmac(f"polls.voter.{poll.pk}", device, algorithm="sha256").hexdigest()[:DIGEST]
