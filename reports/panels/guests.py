"""A guest's certificate on paper, as the page behind their signed link shows it."""

from dataclasses import dataclass
from datetime import datetime

from jobs.enums import JobState
from jobs.models import Job, JobFile
from recognition.models import Certificate
from recognition.panels import CertificatePage, certificate_page
from reports import policies, queries
from reports.enums import Refusal


@dataclass(frozen=True, kw_only=True)
class GuestCopy:
    """The certificate, how far its PDF is, and the file where there is one; ``key``: what is signed in the link."""

    page: CertificatePage
    key: str
    job: Job | None
    file: JobFile | None
    refusal: Refusal | None

    @property
    def is_made(self) -> bool:
        """Whether somebody is at it."""
        return self.job is not None and not self.job.is_finished

    @property
    def failure(self) -> str:
        """Why it could not be made, in words."""
        return self.job.reason if self.job and self.job.state == JobState.FAILED else ""


def guest_copy(certificate: Certificate, *, kind: str, key: str, at: datetime) -> GuestCopy:
    """What a guest is shown of ``certificate``; ``kind``: of the work that makes it, ``key``: signed in their link."""
    job = queries.asked_by_guest(certificate, kind=kind)
    guest = certificate.holder
    return GuestCopy(
        page=certificate_page(certificate, reader=None),
        key=key,
        job=job,
        file=JobFile.objects.kept(at=at).filter(job=job).first() if job else None,
        refusal=policies.own_certificate_refusal(guest, {"certificate": certificate.pk}),
    )
