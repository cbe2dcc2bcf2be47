"""Words of this app."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class JobState(models.TextChoices):
    """Where a job stands."""

    QUEUED = "queued", pgettext_lazy("job", "Waiting")
    RUNNING = "running", pgettext_lazy("job", "Running")
    DONE = "done", pgettext_lazy("job", "Done")
    FAILED = "failed", pgettext_lazy("job", "Failed")
    STOPPED = "stopped", pgettext_lazy("job", "Stopped")


class Failure(models.TextChoices):
    """Why a job has failed."""

    REFUSED = "refused", _("It can't be done.")  # the job's error says why
    BROKEN = "broken", _("Something went wrong on our side. The administrators see what it was.")
    LOST = "lost", _("Whatever worked on it was ended from outside, again and again.")
    TOO_LONG = "too_long", _("It took longer than one piece of work may take.")
    TOO_LARGE = "too_large", _("It needed more memory than one piece of work may take.")


UNFINISHED = (JobState.QUEUED, JobState.RUNNING)
FINISHED = (JobState.DONE, JobState.FAILED, JobState.STOPPED)
FAULTS = tuple(each for each in Failure if each != Failure.REFUSED)  # what somebody has to look at
REPEATABLE = (JobState.FAILED, JobState.STOPPED)
