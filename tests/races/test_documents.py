"""Two documents of one line made at the same time: one replaces the other, and neither is lost."""

import multiprocessing

import pytest
from django.db.models import Count
from django.utils import timezone

from common import locks
from jobs import runner as jobs
from jobs.enums import Failure, JobState
from jobs.models import Job
from registrations.enums import Mark
from reports.enums import Refusal
from reports.models import Document
from tests.factories.reports import ask_for, make_attended
from tests.support.processes import SECONDS, sooner_or_later

pytestmark = pytest.mark.postgres


def make_one() -> None:
    job = jobs.claim(at=timezone.now())
    if job is not None:
        jobs.run(job)


def lost(race) -> int:
    """How many of two that were made at once were not kept, though nobody had newer data."""
    event = make_attended(Mark.PRESENT)
    for _ in range(2):
        ask_for(event)
    race([make_one], [make_one])
    return Job.objects.filter(scope=event.scope, state=JobState.FAILED).exclude(failure=Failure.REFUSED).count()


def test_two_of_one_line_replace_each_other_in_turn(race):
    assert [lost(race) for _ in range(3)] == [0, 0, 0]
    # Whoever took their data first and came second is told that there is a newer one.
    overtaken = Job.objects.filter(error=str(Refusal.OVERTAKEN.label))
    assert Document.objects.count() + overtaken.count() == 6
    ends = Document.objects.filter(superseded_by=None).order_by().values("lineage").annotate(number=Count("pk"))
    assert [row["number"] for row in ends] == [1, 1, 1]


def test_without_the_lock_one_of_them_is_lost(race, monkeypatch):
    # Drawing takes a hundred times as long as keeping: both wait for each other where they would take the lock.
    both_drawn = multiprocessing.get_context("fork").Barrier(2, timeout=SECONDS)
    monkeypatch.setattr(locks, "one_at_a_time", lambda what: what == locks.DOCUMENTS and both_drawn.wait())

    assert sooner_or_later(lambda: lost(race))
