"""A worker is killed while it lays out a long document, and while it draws one: nothing half made is ever offered."""

import hashlib
import re
import time
from collections.abc import Iterator
from io import BytesIO

import psutil
import pytest
from django.utils import timezone
from pypdf import PdfReader

from accounts.models import User
from jobs.enums import JobState
from jobs.models import Job, JobFile
from jobs.work import LEASE
from registrations.enums import RegistrationStatus
from registrations.models import Registration
from reports.models import Document
from tests.factories.events import make_event
from tests.factories.reports import ask_for
from tests.support.running import Running, running, wait_for

PEOPLE = 2_000
STILL = 0.3  # seconds without another page: all are laid out


@pytest.fixture
def product(tmp_path, django_db_blocker, transactional_db) -> Iterator[Running]:
    product = Running(tmp_path, django_db_blocker, mail="")
    with running(product), product.database():
        yield product


def make_long_list():
    """An event where thousands have a seat."""
    event = make_event(capacity=None)
    people = User.objects.bulk_create(
        User(email=f"p{number}@example.org", name=f"Person {number:05}") for number in range(PEOPLE)
    )
    at = timezone.now()
    Registration.objects.bulk_create(
        Registration(
            event=event,
            pool=event.pools.get(),
            user=person,
            status=RegistrationStatus.CONFIRMED,
            queued_at=at,
            confirmed_at=at,
        )
        for person in people
    )
    return event


def page_of(job: Job) -> int:
    """Which page is being laid out."""
    job.refresh_from_db()
    found = re.match(r"Laying out page (\d+)", job.doing)
    return int(found[1]) if found else 0


def has_all_pages(job: Job) -> bool:
    """Whether no page has come for a while, so that they are being drawn."""
    number = page_of(job)
    time.sleep(STILL)
    return number > PEOPLE // 50 and page_of(job) == number


def draws(process: psutil.Process) -> bool:
    """Whether it is the one that draws documents: nobody else has opened the library."""
    return any("libpango" in region.path for region in process.memory_maps())


def kill(product: Running, job: Job) -> None:
    """End the worker without a word, and let the half minute pass for which the job was its own."""
    (worker,) = filter(draws, product.part("documents").children(recursive=True))
    worker.kill()
    worker.wait()
    job.refresh_from_db()
    assert (job.state, job.lease_until - timezone.now() <= LEASE) == (JobState.RUNNING, True)
    assert (JobFile.objects.count(), Document.objects.count()) == (0, 0)
    Job.objects.update(lease_until=timezone.now(), doing="")


def test_a_document_whose_worker_is_killed_is_whole_or_not_there(product):
    job = ask_for(make_long_list(), at=timezone.now())
    wait_for(lambda: page_of(job) > 1, "no page was laid out")
    kill(product, job)
    wait_for(lambda: has_all_pages(job), "nothing was drawn")
    kill(product, job)
    killed = time.monotonic()

    wait_for(lambda: not Job.objects.unfinished().exists(), "it was not done")

    seconds = time.monotonic() - killed
    job.refresh_from_db()
    file, document = JobFile.objects.get(), Document.objects.get()
    assert (job.state, job.attempts, file.job, document.file) == (JobState.DONE, 3, job, file)
    assert seconds < 60 - LEASE.total_seconds()
    content = (product.home / "documents" / file.path).read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    assert (len(content), digest, digest) == (file.size, file.sha256, document.file_digest)
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    assert re.findall(r"Person (\d{5})", text) == [f"{number:05}" for number in range(PEOPLE)]
