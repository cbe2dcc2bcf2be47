"""What people are told about feedback: that they are asked, and what came of it."""

from feedback.notifications.asking import KNOWN, ask, remind, render, sample
from feedback.notifications.replies import tell_reply, told_rating, write_reply
from feedback.notifications.results import tell_ready, write_ready
from feedback.notifications.sharing import tell_shared, write_shared
from feedback.wording import READY, REPLIED, SHARED

TOLD = {READY: write_ready, REPLIED: write_reply, SHARED: write_shared}  # who writes which kind of mail about results

__all__ = [
    "KNOWN",
    "TOLD",
    "ask",
    "remind",
    "render",
    "sample",
    "tell_ready",
    "tell_reply",
    "tell_shared",
    "told_rating",
]
