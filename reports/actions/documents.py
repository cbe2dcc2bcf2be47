"""What people ask for."""

from datetime import datetime

from django.db import models, transaction

from accounts.models import User
from audit.actions import record
from jobs import actions as jobs
from jobs.models import Job
from recognition.models import Certificate
from reports import queries, wording
from reports.exceptions import ReportRefused
from reports.models import Document
from reports.registry import Order


@transaction.atomic
def request(*, order: Order, subject: models.Model | None, by: User | None, at: datetime) -> Job:
    """Have a document made in the background; whoever may see what it is about may then download it.

    ``by`` is None where a guest has asked, by a signed link that leads to nobody else's.
    """
    kind = order.kind
    if reason := kind.refusal(subject, order.options):
        raise ReportRefused(reason)
    scope = str(getattr(subject, "scope", ""))
    about = wording.about(str(subject or ""), order.options)
    job = jobs.start(
        kind=kind.job,
        owner=by,
        params={
            "subject": subject.pk if subject else None,
            "options": dict(order.options),
            "language": order.language,
        },
        scope=scope,
        title=(f"{kind.label}: {about}" if about else str(kind.label))[:250],
        at=at,
    )
    after = {"document": kind.name, "job": str(job.uuid)}
    record("document.requested", subject or job, by=by, at=at, scope=scope, after=after)
    return job


@transaction.atomic
def request_by_guest(*, order: Order, certificate: Certificate, at: datetime) -> Job:
    """Have a guest's certificate made; where that is going on, or the file is kept, it is what they have asked for."""
    certificate = Certificate.objects.lock(certificate)
    asked = queries.asked_by_guest(certificate, kind=order.kind.job)
    if asked and (not asked.is_finished or asked.files.kept(at=at).exists()):
        return asked
    return request(order=order, subject=certificate.guest, by=None, at=at)


@transaction.atomic
def withdraw(*, document: Document, by: User, at: datetime) -> bool:
    """Say that a document does not hold any more. Says whether that was news."""
    standing = Document.objects.filter(pk=document.pk, withdrawn_at=None)
    if not standing.update(withdrawn_at=at, withdrawn_by=by):
        return False
    about = {"document": document.kind, "number": document.number}
    record("document.withdrawn", document, by=by, at=at, scope=document.scope, after=about)
    return True
