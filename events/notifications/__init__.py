"""What organisers, those who ask them, and those who would come are told."""

from events.notifications.enquiries import render, render_too_few, tell_answered, tell_asked, tell_too_few
from events.notifications.interest import render_interest, tell_announced, tell_called_off, tell_dated

__all__ = [
    "render",
    "render_interest",
    "render_too_few",
    "tell_announced",
    "tell_answered",
    "tell_asked",
    "tell_called_off",
    "tell_dated",
    "tell_too_few",
]
