"""What is due by the clock, pulled from the data: late or twice, it comes to the same."""

from datetime import datetime

from common.onebyone import one_by_one
from polls import actions
from polls.models import Poll


def close_left_open(at: datetime) -> None:
    """Close polls that nobody has closed by the next day, and those of events that were called off."""
    one_by_one(Poll.objects.left_open(at=at), lambda poll: actions.close(poll=poll, by=None, at=at))


def forget_devices(at: datetime) -> None:
    """Forget which devices have voted a month ago, and the words that nobody was to see."""
    one_by_one(Poll.objects.with_old_devices(at=at), lambda poll: actions.forget_devices(poll=poll))
