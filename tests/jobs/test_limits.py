"""Work that takes too much, or that nobody wants any more, is ended; the worker goes on with the next."""

import time
from collections.abc import Callable

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from jobs import actions, guard, registry, runner
from jobs.enums import Failure, JobState
from jobs.limits import Limits, excess, resident_megabytes
from jobs.models import Job
from jobs.work import Work
from tests.factories.accounts import make_user
from tests.factories.jobs import NOW, make_job
from tests.support.running import Running, alive, running, wait_for

PARTS = ("tests.long", "tests.endless", "tests.patient", "tests.greedy")


@given(seconds=st.floats(0, 1000), megabytes=st.floats(0, 1000))
def test_a_limit_is_passed_only_beyond_it(seconds, megabytes):
    found = excess(Limits(seconds=300, megabytes=600), seconds=seconds, megabytes=megabytes)

    expected = Failure.TOO_LARGE if megabytes > 600 else Failure.TOO_LONG if seconds > 300 else None
    assert (found[0] if found else None) == expected


def test_memory_that_is_held_is_counted():
    before = resident_megabytes()

    held = b"x" * 50_000_000

    assert (len(held), resident_megabytes() - before > 40) == (50_000_000, True)


def ended(run: Callable[[Work], None], limits: Limits) -> tuple[Job, int]:
    """A job after it was run here, and how often its process would have been ended."""
    ends: list[int] = []
    registry.register("test.work", label="Work", run=run, limits=limits)
    make_job(queued_at=NOW)
    runner.run(runner.claim(at=timezone.now()), end=lambda: ends.append(1))
    return Job.objects.get(), len(ends)


@pytest.mark.django_db(transaction=True)
def test_what_takes_too_long_fails_in_words_and_its_process_ends():
    job, ends = ended(lambda _work: time.sleep(1), Limits(seconds=0.3))

    assert (job.state, job.failure, job.fault) == (JobState.FAILED, "too_long", "was not done after 0 seconds")
    assert (job.reason, ends > 0) == ("It took longer than one piece of work may take.", True)


@pytest.mark.django_db(transaction=True)
def test_what_takes_too_much_memory_fails_in_words_and_its_process_ends():
    def take(_work: Work) -> None:
        held = b"x" * 60_000_000
        time.sleep(1)
        assert held

    job, ends = ended(take, Limits(megabytes=30))

    assert (job.state, job.failure, ends > 0) == (JobState.FAILED, "too_large", True)
    assert job.fault.endswith("MB of memory, 30 are allowed")


@pytest.mark.django_db(transaction=True)
def test_what_goes_on_after_it_was_stopped_is_ended(monkeypatch):
    monkeypatch.setattr(guard, "RENEW_EVERY", 0.3)
    monkeypatch.setattr(guard, "GRACE", 0.3)

    def go_on(work: Work) -> None:
        actions.stop(job=work.job, by=work.owner, at=timezone.now())
        time.sleep(2)

    job, ends = ended(go_on, Limits())

    assert (job.state, ends > 0) == (JobState.STOPPED, True)


@pytest.mark.django_db
def test_what_has_too_many_rows_is_refused_before_they_are_read():
    job, ends = ended(lambda work: work.limit_rows(12_001), Limits(rows=12_000))

    assert (job.state, job.failure, ends) == (JobState.FAILED, "refused", 0)
    assert job.reason == "This has 12,001 rows; one piece of work may have 12,000 at most."


@pytest.mark.django_db
def test_as_many_rows_as_are_allowed_are_done():
    job, _ends = ended(lambda work: work.limit_rows(12_000), Limits(rows=12_000))

    assert job.state == JobState.DONE


@pytest.mark.django_db
def test_a_machine_without_memory_says_so():
    def run_out(_work: Work) -> None:
        raise MemoryError

    job, _ends = ended(run_out, Limits())

    assert (job.state, job.failure) == (JobState.FAILED, "too_large")


@pytest.fixture
def product(tmp_path, django_db_blocker, transactional_db):
    for name in PARTS:
        registry.register(name, label=name, run=lambda _work: None)
    product = Running(tmp_path, django_db_blocker, mail="")
    with running(product), product.database():
        yield product


def ask(kind: str, **params: object) -> Job:
    return actions.start(kind=kind, owner=make_user(), params=params, title=kind, at=timezone.now())


def finished(job: Job) -> Job:
    def over() -> bool:
        job.refresh_from_db()
        return job.is_finished

    wait_for(over, f"{job.kind} was not over")
    return job


def test_workers_survive_what_takes_too_much_and_what_is_stopped(product, tmp_path):
    greedy, endless, patient = ask("tests.greedy"), ask("tests.endless"), ask("tests.patient")
    finished(greedy)
    finished(endless)
    wait_for(lambda: Job.objects.get(pk=patient.pk).doing == "Waiting", "it was not begun")
    before = product.part("documents").children(recursive=True)
    asked_to_stop = time.monotonic()
    actions.stop(job=patient, by=patient.owner, at=timezone.now())
    wait_for(lambda: len(alive(before)) < len(before), "the work goes on though it was stopped")
    seconds = time.monotonic() - asked_to_stop
    end = tmp_path / "end"
    end.touch()

    after = finished(ask("tests.long", until=str(end)))

    took = [(job.finished_at - job.started_at).total_seconds() for job in (greedy, endless)]
    print(f"{greedy.fault} after {took[0]:.1f} s; {endless.fault}, {took[1]:.1f} s; stopped in {seconds:.1f} s")  # noqa: T201  # seen with -s
    assert [(job.state, job.failure, job.attempts) for job in (greedy, endless)] == [
        (JobState.FAILED, "too_large", 1),
        (JobState.FAILED, "too_long", 1),
    ]
    assert (took[1] < 10, seconds < 15, after.state) == (True, True, JobState.DONE)
    patient.refresh_from_db()
    assert patient.state == JobState.STOPPED


def test_a_job_whose_worker_is_killed_is_done_once_within_a_minute(product, tmp_path):
    end = tmp_path / "end"
    job = ask("tests.long", until=str(end))
    wait_for(lambda: Job.objects.get().progress > 0, "it was not begun")
    killed = time.monotonic()
    wait_for(lambda: product.workers("documents"), "no worker")[0].kill()
    end.touch()

    finished(job)

    assert (job.state, job.attempts, time.monotonic() - killed < 60) == (JobState.DONE, 2, True)
