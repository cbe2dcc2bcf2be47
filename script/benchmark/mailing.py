"""How many mails one worker sends in a second. Run inside an installation whose own workers are stopped.

python -m benchmark.mailing 500 writes how many it sent, seconds, and those of its processor, as JSON.
"""

import json
import sys
import time
from copy import copy
from datetime import datetime
from itertools import cycle, islice

import django

django.setup()

from django.db.models import Q  # noqa: E402  # the apps come first
from django.utils import timezone  # noqa: E402

from calendars.notifications import KIND as CALENDAR  # noqa: E402
from outbox import delivery  # noqa: E402
from outbox.enums import OPEN, MessageState  # noqa: E402
from outbox.exceptions import Obsolete  # noqa: E402
from outbox.models import DATES, Message  # noqa: E402
from registrations.wording import CONFIRMED, WAITING  # noqa: E402

MODELS, KEY = 100, "bench:"
MOST = 0.9
EVERY_END = dict.fromkeys(name for own in DATES.values() for name in own)


def measure(number: int) -> dict[str, float]:
    """Write ``number`` mails like those that were written here, and send them all.

    A seminar that begins meanwhile leaves a few with nothing to say: those are not sent, and not counted.
    """
    delivery.send_due(is_over=lambda: False)
    Message.objects.filter(Q(state__in=OPEN) | Q(key__startswith=KEY)).delete()
    at = timezone.now()
    written = Message.objects.filter(kind__in=(CONFIRMED, WAITING, CALENDAR), is_secret=False).order_by("-pk")
    found = [message for message in written[:MODELS] if _has_something_to_say(message)]
    Message.objects.bulk_create(_again(one, each, at) for each, one in enumerate(islice(cycle(found), number)))
    begun, used = time.perf_counter(), time.process_time()
    delivery.send_due(is_over=lambda: False)
    seconds, processor = time.perf_counter() - begun, time.process_time() - used
    states = Message.objects.filter(key__startswith=KEY).count_by_state()
    sent = states.get(MessageState.SENT, 0)
    if sent + states.get(MessageState.SKIPPED, 0) != number or sent < number * MOST:
        raise SystemExit(f"All {number} should have been sent; now there are {states}.")
    return {"sent": sent, "seconds": seconds, "processor": processor}


def _has_something_to_say(message: Message) -> bool:
    try:
        return bool(delivery.preview(message))
    except Obsolete:
        return False


def _again(like: Message, number: int, at: datetime) -> Message:
    one = copy(like)
    fresh = {"pk": None, "raw": None, "stream": "", "not_before": None, "not_after": None, "attempts": 0}
    values = fresh | EVERY_END | {"state": MessageState.QUEUED, "queued_at": at, "next_try_at": at}
    for name, value in values.items():
        setattr(one, name, value)
    one.key, one.message_id = f"{KEY}{number}", f"<bench-{number}@bench.example>"
    return one


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]))))
