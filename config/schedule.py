"""Everything that runs by the clock. ``manage.py serve`` makes the queue's schedule equal to this table."""

from datetime import time

from common.queue import Clock
from feedback import clock as feedback
from jobs import clock as jobs
from operations import clock as operations
from outbox import clock as outbox

CLOCK = (
    Clock("send what is due", outbox.send_what_is_due, minutes=1),
    Clock("do the jobs that wait", jobs.do_what_waits, minutes=1),
    Clock("ask for feedback", feedback.open_due, minutes=5),
    Clock("remind of feedback", feedback.remind_due, minutes=60),
    Clock("close feedback", feedback.close_due, minutes=5),
    Clock("remove expired files", jobs.remove_expired_files, daily_at=time(3, 10)),
    Clock("forget what is over", operations.forget_what_is_over, daily_at=time(3, 20)),
)
