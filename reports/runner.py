"""From a job to a document: read, draw, keep, all of it or nothing."""

import hashlib
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from math import inf
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from common import locks, pdf, site
from jobs.models import Job
from jobs.work import Work
from reports import seal
from reports.codes import new_code
from reports.enums import Refusal, Subject
from reports.exceptions import ReportRefused
from reports.models import Document
from reports.querysets import subjects_open_to
from reports.registry import Kind

# In percent: reading takes little, laying out pages two thirds, drawing them the rest.
READ, LAID_OUT, ALL = 5, 70, 100
MOST_LETTERS = 60  # are named
TELL_EVERY = 0.2  # seconds; each time is a write to the disk, which takes as long as laying out half a page


@dataclass(frozen=True)
class Paper:
    """A document that was drawn: its name, its bytes, and what whoever asked should know of it."""

    name: str
    content: bytes
    remark: str


def make(kind: Kind, work: Work) -> None:
    """Make what ``work`` asks for. A second attempt, after a worker was lost, finds what the first has kept."""
    if Document.objects.filter(file__job=work.job).exists():
        return
    taken_at = timezone.now()
    subject, options = _subject(kind, work, at=taken_at), work.params["options"]
    if reason := kind.refusal(subject, options):
        raise ReportRefused(reason)
    work.report(0, ALL, _("Reading the data"))
    with translation.override(work.params["language"]):
        data = kind.read(subject, options, taken_at)
        mark = _seal(data, at=taken_at)
        zone = ZoneInfo(kind.zone(data)) if kind.zone else timezone.get_current_timezone()
        with timezone.override(zone), pdf.letters_missed() as missed:
            content = kind.draw(data, options, mark, _progress(work, kind.pages(data)))
        name = kind.file_name(data)
    _keep(work, kind, subject, mark, paper=Paper(name, content, _remark(missed)))


def open_to_owner(jobs: Collection[Job]) -> list[Job]:
    """Those whose document is about something that is still their owner's to read about: see decision 216."""
    found: list[Job] = []
    for owner in {job.owner for job in jobs}:
        theirs = Document.objects.open_to(owner, at=timezone.now())
        is_open = set(theirs.filter(file__job__in=[job.pk for job in jobs]).values_list("file__job", flat=True))
        found += [job for job in jobs if job.owner_id == owner.pk and job.pk in is_open]
    return found


def _seal(data: object, *, at: datetime) -> seal.Seal:
    code = new_code()
    address = f"{settings.BASE_URL}{reverse('document-check', args=[code])}"
    issuer = site.current()
    digest = seal.digest_of(data, issuer)
    return seal.Seal(code=code, address=address, digest=digest, taken_at=at, issuer=issuer)


def _progress(work: Work, pages: int) -> Callable[[int], None]:
    """Tells how far a document is, by the page that is laid out; ``pages``: about how many there will be."""
    told_at = -inf

    def tell(number: int) -> None:
        nonlocal told_at
        if number != pages and time.monotonic() < told_at + TELL_EVERY:
            return
        told_at = time.monotonic()
        # Whoever waits reads this, in a language that need not be the document's.
        with translation.override(work.language):
            words = _("Laying out page %(number)d of about %(pages)d") % {"number": number, "pages": max(number, pages)}
            if number >= pages:
                words = _("Drawing the pages")
        work.report(READ + (LAID_OUT - READ) * min(number, pages) // pages, ALL, words)

    return tell


def _remark(missed: set[str]) -> str:
    if not missed:
        return ""
    shown = " ".join(sorted(missed)[:MOST_LETTERS])
    return _(
        "No font of this installation has these letters, so boxes or gaps stand in their place: %(letters)s. "
        "Administrators see on the health page which fonts can be installed."
    ) % {"letters": shown}


def _subject(kind: Kind, work: Work, *, at: datetime) -> models.Model | None:
    """What it is about, if that is still for the owner to see: a role may have ended since they asked."""
    if kind.subject is None:
        if not (work.owner.is_active and work.owner.is_staff):
            raise ReportRefused(Refusal.NOT_OPEN)
        return None
    open_to = subjects_open_to(work.owner, at=at).get(kind.subject)
    found: models.Model | None = open_to.filter(pk=work.params["subject"]).first() if open_to is not None else None
    if found is None:
        raise ReportRefused(Refusal.NOT_YOURS if kind.subject == Subject.EVENT else Refusal.NOT_OPEN)
    return found


@transaction.atomic
def _keep(work: Work, kind: Kind, subject: models.Model | None, mark: seal.Seal, *, paper: Paper) -> None:
    """The file and what is known of it, together; what was the newest of its line until now is replaced."""
    # Two of one line may be made at once, the first of all among them: there is no row to lock.
    locks.one_at_a_time(locks.DOCUMENTS)
    lineage = _line(kind, subject, work.params)
    last = Document.objects.last_of(lineage).first()
    if last and last.taken_at > mark.taken_at:
        raise ReportRefused(Refusal.OVERTAKEN)
    file = work.keep(paper.name, kind.content_type, paper.content, remark=paper.remark)
    about: dict[str, Any] = {kind.subject.value: subject} if kind.subject else {}
    Document.objects.create(
        code=mark.code,
        kind=kind.name,
        title=str(subject or site.name()),
        options=work.params["options"],
        language=work.params["language"],
        lineage=lineage,
        supersedes=last,
        owner=work.owner,
        file=file,
        data_digest=mark.digest,
        file_digest=hashlib.sha256(paper.content).hexdigest(),
        taken_at=mark.taken_at,
        made_at=timezone.now(),
        **about,
    )


def _line(kind: Kind, subject: models.Model | None, params: Mapping[str, Any]) -> str:
    """Documents that say the same about the same, in the same language, are of one line."""
    about = subject.pk if subject else None
    return seal.digest([kind.name, about, params["options"], params["language"]])
