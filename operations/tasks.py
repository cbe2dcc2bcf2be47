"""Run by the mail cluster."""

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from common import queue
from jobs import actions as jobs


def clock_table() -> dict[str, queue.Clock]:
    """The lines of the schedule by their names."""
    return {line.name: line for line in import_string(settings.SCHEDULE)}


@queue.task(queue.Cluster.MAIL)
def tick(name: str) -> None:
    """Run one line of the schedule; this is where the clock says what time it is."""
    try:
        clock_table()[name].run(timezone.now())
    except Exception as error:
        jobs.note_failure(name, f"{type(error).__name__}: {error}", at=timezone.now())
        raise
    jobs.note_success(name, at=timezone.now())
