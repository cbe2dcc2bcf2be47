"""What a runner holds in its hands: the job, and the ways to tell how far it is and to keep a file."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from jobs.enums import Failure, JobState
from jobs.exceptions import Refused, Stopped
from jobs.limits import Limits
from jobs.models import LONGEST_DOING, Job, JobFile

if TYPE_CHECKING:
    from accounts.models import User

LEASE = timedelta(seconds=30)
KEPT_FOR = timedelta(days=30)


class Work:
    """One attempt at one job. Every step fails with ``Stopped`` once the job is no longer ours."""

    def __init__(self, job: Job, limits: Limits = Limits()) -> None:  # noqa: B008  # it never changes
        self.job = job
        self.limits = limits

    @property
    def params(self) -> Mapping[str, Any]:
        """What the owner asked for: plain values and ids."""
        params: Mapping[str, Any] = self.job.params
        return params

    @property
    def owner(self) -> "User":
        """Who asked; nobody with an account where guests may ask."""
        return self.job.owner

    @property
    def language(self) -> str:
        """In which whoever asked is spoken to."""
        return str(self.params["language"] if self.job.owner_id is None else self.job.owner.language)

    @property
    def zone(self) -> ZoneInfo:
        """By which clocks; those of the site where nobody's are known."""
        return ZoneInfo(settings.TIME_ZONE if self.job.owner_id is None else self.job.owner.zone)

    def report(self, progress: int, total: int, doing: str = "") -> None:
        """Say how far the work is, and what is happening in words; without them the last ones stand.

        Call it between steps: here it also stops if the owner wants that.
        """
        words = {"doing": doing[:LONGEST_DOING]} if doing else {}
        self.require(progress=min(progress, total), total=total, lease_until=timezone.now() + LEASE, **words)

    def limit_rows(self, number: int) -> None:
        """Refuse what has more rows than this kind of job may have. Call it before they are read."""
        most = self.limits.rows
        if most is not None and number > most:
            words = {
                "number": number_format(number, force_grouping=True),
                "most": number_format(most, force_grouping=True),
            }
            raise Refused(_("This has %(number)s rows; one piece of work may have %(most)s at most.") % words)

    def fail(self, failure: Failure, *, error: str = "", fault: str = "") -> bool:
        """Mark the job as failed, and why; says whether it was still ours."""
        return bool(
            self._ours().update(
                state=JobState.FAILED,
                failure=failure,
                finished_at=timezone.now(),
                lease_until=None,
                error=error,
                fault=fault[:1000],
            )
        )

    def renew(self) -> bool:
        """Keep the lease; says whether the job is still ours."""
        return bool(self._ours().update(lease_until=timezone.now() + LEASE))

    def require(self, **values: object) -> None:
        """Write something about the job, which must still be ours."""
        if not self._ours().update(**values):
            raise Stopped

    def keep(self, name: str, content_type: str, data: bytes | Iterable[bytes], *, remark: str = "") -> JobFile:
        """Keep a file for the owner, whole or as it comes; a second attempt replaces what the first has left.

        ``remark``: what its owner should know of it.
        """
        digest, size = hashlib.sha256(), 0

        def counted() -> Iterator[bytes]:
            nonlocal size
            for part in [data] if isinstance(data, bytes) else data:
                digest.update(part)
                size += len(part)
                yield part

        # The name holds the attempt, so that one which has lost its job can't write into the file of another.
        path = f"{self.job.uuid}-{hashlib.sha256(name.encode()).hexdigest()[:8]}-{self.job.attempts}"
        write_whole(Path(settings.JOB_FILES_DIR) / path, counted())
        now = timezone.now()
        with transaction.atomic():
            self.require(lease_until=now + LEASE)
            file, _is_new = JobFile.objects.update_or_create(
                job=self.job,
                name=name,
                defaults={
                    "content_type": content_type,
                    "path": path,
                    "size": size,
                    "sha256": digest.hexdigest(),
                    "remark": remark,
                    "kept_at": now,
                    "expires_at": now + KEPT_FOR,
                },
            )
        return file

    def _ours(self) -> Any:
        # The number of attempts tells this attempt from one that took over after our lease ran out.
        return Job.objects.filter(pk=self.job.pk, state=JobState.RUNNING, attempts=self.job.attempts)


def write_whole(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write a file so that it is there whole or not at all, even if we are killed meanwhile."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    with unfinished.open("wb") as stream:
        stream.writelines([data] if isinstance(data, bytes) else data)
        stream.flush()
        os.fsync(stream.fileno())
    unfinished.replace(path)


def lease_from(at: datetime) -> datetime:
    """Until when a job claimed at ``at`` is held."""
    return at + LEASE
