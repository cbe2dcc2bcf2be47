"""Long work, its files, and the signs of life of the workers."""

import uuid
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jobs.enums import FAULTS, FINISHED, REPEATABLE, Failure, JobState
from jobs.querysets import JobFileQuerySet, JobQuerySet

if TYPE_CHECKING:
    from accounts.models import User

ATTEMPTS = 3  # of one job, until somebody asks for it again
LONGEST_DOING = 200


class Job(models.Model):
    """Something long that one person has asked for; without an owner, a guest by their signed link."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=60)
    title = models.CharField(_("title"), max_length=250)
    owner: "models.ForeignKey[User | None, User]" = models.ForeignKey(  # type: ignore[misc]  # see decision 324
        settings.AUTH_USER_MODEL, verbose_name=_("started by"), on_delete=models.CASCADE, null=True, related_name="jobs"
    )
    scope = models.CharField(max_length=80, blank=True)
    params = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    state = models.CharField(_("state"), max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    progress = models.PositiveIntegerField(_("progress"), default=0)
    total = models.PositiveIntegerField(_("steps"), default=0)
    doing = models.CharField(_("what is happening"), max_length=LONGEST_DOING, blank=True)  # in the owner's language
    attempts = models.PositiveSmallIntegerField(default=0)  # never counted anew: by it an attempt knows itself
    attempts_allowed = models.PositiveSmallIntegerField(default=ATTEMPTS)
    lease_until = models.DateTimeField(null=True)
    failure = models.CharField(_("reason"), max_length=10, choices=Failure.choices, blank=True)
    error = models.TextField(_("error"), blank=True)  # for the owner
    fault = models.TextField(blank=True)  # for administrators: what broke
    is_stopped_for = models.BooleanField(default=False)  # its owner has not stopped it themselves
    queued_at = models.DateTimeField(_("asked for"))
    started_at = models.DateTimeField(_("started"), null=True)
    finished_at = models.DateTimeField(_("finished"), null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(kind="") & ~Q(title=""), name="job_has_kind_and_title"),
            models.CheckConstraint(
                condition=Q(state=JobState.QUEUED, started_at=None, finished_at=None, lease_until=None)
                | Q(state=JobState.RUNNING, started_at__isnull=False, finished_at=None, lease_until__isnull=False)
                | Q(state__in=(JobState.DONE, JobState.FAILED), started_at__isnull=False, finished_at__isnull=False)
                & Q(lease_until=None)
                | Q(state=JobState.STOPPED, finished_at__isnull=False, lease_until=None),
                name="job_state_and_its_dates",
            ),
            models.CheckConstraint(condition=Q(total=0) | Q(progress__lte=F("total")), name="job_progress_up_to_total"),
            models.CheckConstraint(
                condition=Q(state=JobState.FAILED, failure=Failure.REFUSED, fault="") & ~Q(error="")
                | Q(state=JobState.FAILED, failure__in=FAULTS, error="") & ~Q(fault="")
                | ~Q(state=JobState.FAILED) & Q(failure="", error="", fault=""),
                name="job_fails_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(is_stopped_for=False) | Q(state=JobState.STOPPED), name="job_stopped_for_is_stopped"
            ),
            models.CheckConstraint(condition=Q(attempts__lte=F("attempts_allowed")), name="job_attempts_are_allowed"),
        ]
        indexes = [
            # Not a partial one: SQLite leaves those aside where the state comes as a parameter.
            models.Index(fields=["state", "queued_at"], name="job_by_state"),
            models.Index(fields=["owner", "-queued_at"], name="job_of_owner"),
            models.Index(fields=["scope", "-queued_at"], condition=~Q(scope=""), name="job_scope"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def asked_by(self) -> str:
        """Who has asked for it, in words."""
        return gettext("A guest") if self.owner_id is None else str(self.owner)

    def get_absolute_url(self) -> str:
        return reverse("job", args=[self.uuid])

    @property
    def is_finished(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in FINISHED

    @property
    def is_repeatable(self) -> bool:
        """Whether it can be tried again as it is."""
        return self.state in REPEATABLE

    @property
    def reason(self) -> str:
        """Why it failed, in words."""
        return self.error or (str(Failure(self.failure).label) if self.failure else "")

    @property
    def percent(self) -> int:
        """How far it is, 0 to 100."""
        if self.state == JobState.DONE:
            return 100
        return self.progress * 100 // self.total if self.total else 0


class JobFile(models.Model):
    """A file that a job has left for its owner."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(_("name"), max_length=150)
    content_type = models.CharField(max_length=100)
    path = models.CharField(max_length=150, unique=True)
    size = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    remark = models.TextField(_("remark"), blank=True)  # what its owner should know of it, in their language
    kept_at = models.DateTimeField(_("made"))
    expires_at = models.DateTimeField(_("kept until"))

    objects = JobFileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["job", "name"], name="job_file_name_once_per_job"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("kept_at")), name="job_file_expires_after_it_was_made"),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$") & ~Q(name="") & ~Q(path=""), name="job_file_is_whole"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("job-file", args=[self.job.uuid, self.pk])

    @property
    def location(self) -> Path:
        """Where the bytes are."""
        return Path(settings.JOB_FILES_DIR) / self.path


class Heartbeat(models.Model):
    """When a worker of a cluster last showed that it works, and what is in its way."""

    cluster = models.CharField(max_length=60, unique=True)
    beat_at = models.DateTimeField()
    trouble = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.cluster} {self.beat_at}"


class Run(models.Model):
    """How something that runs by itself fared the last time: a line of the clock, a backup."""

    name = models.CharField(max_length=60, unique=True)
    succeeded_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    fault = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(failed_at=None, fault="") | Q(failed_at__isnull=False) & ~Q(fault=""),
                name="run_failed_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def has_failed(self) -> bool:
        """Whether the last run was a failure."""
        return self.failed_at is not None and (self.succeeded_at is None or self.failed_at > self.succeeded_at)
