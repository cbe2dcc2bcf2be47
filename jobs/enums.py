"""Words of this app."""

from django.db import models
from django.utils.translation import pgettext_lazy


class JobState(models.TextChoices):
    """Where a job stands."""

    QUEUED = "queued", pgettext_lazy("job", "Waiting")
    RUNNING = "running", pgettext_lazy("job", "Running")
    DONE = "done", pgettext_lazy("job", "Done")
    FAILED = "failed", pgettext_lazy("job", "Failed")
    STOPPED = "stopped", pgettext_lazy("job", "Stopped")


UNFINISHED = (JobState.QUEUED, JobState.RUNNING)
FINISHED = (JobState.DONE, JobState.FAILED, JobState.STOPPED)
