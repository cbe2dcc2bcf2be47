"""Signs of life: while a worker is at a task, however long, its cluster's heart beats."""

import logging
from contextlib import ExitStack
from typing import Any

from django.db import DatabaseError
from django.dispatch import receiver
from django.utils import timezone
from django_q.signals import post_execute_in_worker, pre_execute

from common.pulse import pulse
from jobs import actions

BEAT_EVERY = 10.0

logger = logging.getLogger(__name__)
_at_work = ExitStack()  # a worker does one task at a time


@receiver(pre_execute)
def start_beating(task: dict[str, Any], **_others: object) -> None:
    """A task begins. Nothing may be raised here: it would take the worker down."""

    def beat() -> None:
        actions.beat(task["cluster"], at=timezone.now())

    if "cluster" in task:
        try:
            beat()
        except DatabaseError:
            logger.warning("A sign of life could not be written.", exc_info=True)
        _at_work.enter_context(pulse(beat, every=BEAT_EVERY))


@receiver(post_execute_in_worker)
def stop_beating(**_others: object) -> None:
    """The task is over."""
    _at_work.close()
