"""A job is done once, whatever dies meanwhile, and what it leaves is whole."""

import hashlib
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone, translation
from django_q.models import OrmQ

from jobs import actions, registry, runner, tasks
from jobs.enums import JobState
from jobs.exceptions import Refused, UnknownKind
from jobs.models import ATTEMPTS, Heartbeat, Job, JobFile
from jobs.work import LEASE, Work
from tests.factories.accounts import make_user
from tests.factories.jobs import NOW, make_file, make_job

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def work(run: Callable[[Work], None]) -> None:
    registry.register("test.work", label="Work", run=run)


def start(**values: object) -> Job:
    given = {"kind": "test.work", "owner": make_user(), "params": {}, "title": "A list", "at": timezone.now()}
    return actions.start(**{**given, **values})


def outcome() -> tuple[str, int, str]:
    job = Job.objects.get()
    return job.state, job.attempts, job.fault


def leave_a_file(work: Work) -> None:
    work.report(1, 2)
    work.keep("list.csv", "text/csv", b"name\r\n")
    work.report(2, 2)


def test_a_job_is_done_and_its_file_is_kept():
    work(leave_a_file)
    job = start(params={"event": 3}, scope="event:1")

    tasks.run_due()

    job.refresh_from_db()
    assert (job.state, job.attempts, job.progress, job.total, job.lease_until) == (JobState.DONE, 1, 2, 2, None)
    file = job.files.get()
    assert (file.name, file.content_type, file.size, file.sha256) == (
        "list.csv", "text/csv", 6, hashlib.sha256(b"name\r\n").hexdigest(),
    )  # fmt: skip
    assert file.location.read_bytes() == b"name\r\n"


def test_a_job_of_a_kind_that_nobody_does_is_refused_at_once():
    with pytest.raises(UnknownKind):
        start(kind="test.nothing")


@pytest.mark.django_db(transaction=True)
def test_a_new_job_kicks_the_documents_cluster():
    work(leave_a_file)

    start()

    assert [(kick.key, kick.func()) for kick in OrmQ.objects.all()] == [("documents", "jobs.tasks.run_due")]


def test_it_is_done_in_the_owners_language_and_zone():
    seen = []
    work(lambda work: seen.append((translation.get_language(), timezone.get_current_timezone_name(), work.owner.name)))
    start(owner=make_user("Aiko", language="de", zone="Asia/Tokyo"))

    tasks.run_due()

    assert seen == [("de", "Asia/Tokyo", "Aiko")]


def test_what_goes_wrong_is_seen_and_stops_no_other(caplog):
    work(lambda work: leave_a_file(work) if work.params else 1 / 0)
    start()
    start(params={"fine": True})

    tasks.run_due()

    assert list(Job.objects.order_by("pk").values_list("state", "error", "fault")) == [
        (JobState.FAILED, "", "ZeroDivisionError: division by zero"),
        (JobState.DONE, "", ""),
    ]
    assert Job.objects.broken().count() == 1


def test_what_is_refused_is_said_to_the_owner_and_is_no_fault():
    def refuse(_work: Work) -> None:
        raise Refused("Too many rows.")

    work(refuse)
    start()

    tasks.run_due()

    job = Job.objects.get()
    assert (job.state, job.error, job.fault, Job.objects.broken().count()) == (JobState.FAILED, "Too many rows.", "", 0)


def test_a_job_whose_worker_died_is_done_by_another():
    work(leave_a_file)
    make_job(JobState.RUNNING, lease_until=NOW - MINUTE, progress=1, total=2)

    tasks.run_due()

    assert outcome() == (JobState.DONE, 2, "")


def test_a_job_on_which_workers_die_fails_in_the_end():
    work(leave_a_file)
    make_job(JobState.RUNNING, lease_until=NOW - MINUTE, attempts=ATTEMPTS)

    tasks.run_due()

    assert outcome() == (JobState.FAILED, 3, "its workers were lost")


@pytest.mark.parametrize("state", [JobState.FAILED, JobState.STOPPED])
def test_a_job_that_came_to_nothing_is_done_again_as_it_was_asked_for(state):
    work(leave_a_file)
    job = make_job(state, attempts=ATTEMPTS, queued_at=NOW - timedelta(days=30), params={"event": 3})

    assert actions.retry(job=job, at=NOW) is True
    waits = Job.objects.oldest_due(at=NOW)
    tasks.run_due()

    assert (outcome(), waits) == ((JobState.DONE, ATTEMPTS + 1, ""), NOW)
    assert (Job.objects.get().params, JobFile.objects.count()) == ({"event": 3}, 1)


@pytest.mark.parametrize("state", [JobState.QUEUED, JobState.RUNNING, JobState.DONE])
def test_a_job_that_is_wanted_or_done_is_not_done_again(state):
    job = make_job(state)

    assert actions.retry(job=job, at=NOW) is False
    assert Job.objects.get().state == state


def test_an_attempt_that_was_stopped_cannot_take_the_place_of_the_next():
    work(leave_a_file)
    job = make_job(JobState.RUNNING)
    stopped = Work(job)
    actions.stop(job=job, by=job.owner, at=NOW)
    actions.retry(job=job, at=NOW)
    runner.claim(at=NOW)

    assert (stopped.renew(), Job.objects.get().attempts) == (False, 2)


def test_what_is_happening_is_said_until_something_else_is():
    ours = Work(make_job(JobState.RUNNING))

    said = []
    for words in ("Reading 2,000 people", "", "P" * 300):
        ours.report(1, 2, words)
        said.append(Job.objects.get().doing)

    assert said == ["Reading 2,000 people", "Reading 2,000 people", "P" * 200]


def test_a_held_job_is_nobody_elses_until_its_lease_has_run_out():
    job = make_job(JobState.RUNNING, lease_until=NOW + LEASE)

    assert runner.claim(at=NOW + LEASE - timedelta(seconds=1)) is None
    assert runner.claim(at=NOW + LEASE) == job


def test_the_job_that_waits_longest_goes_first():
    late, early = make_job(queued_at=NOW), make_job(queued_at=NOW - MINUTE)

    assert [runner.claim(at=NOW), runner.claim(at=NOW), runner.claim(at=NOW)] == [early, late, None]


def test_a_stopped_job_ends_at_its_next_step_and_leaves_nothing():
    def stop_meanwhile(work: Work) -> None:
        assert actions.stop(job=work.job, by=work.owner, at=timezone.now()) is True
        work.keep("list.csv", "text/csv", b"name\r\n")

    work(stop_meanwhile)
    start()

    tasks.run_due()

    assert (outcome(), JobFile.objects.count()) == ((JobState.STOPPED, 1, ""), 0)


def test_a_job_that_is_over_cannot_be_stopped():
    job = make_job(JobState.DONE)

    assert actions.stop(job=job, by=job.owner, at=NOW) is False
    assert Job.objects.get().state == JobState.DONE


def test_a_worker_that_has_lost_its_job_writes_nothing():
    def lose_it(work: Work) -> None:
        Job.objects.update(attempts=2)  # somebody else has taken over
        work.report(1, 2)

    work(lose_it)
    start()

    tasks.run_due()

    assert (outcome(), Job.objects.get().progress) == ((JobState.RUNNING, 2, ""), 0)


def test_a_lease_is_renewed_as_long_as_the_job_is_ours():
    job = make_job(JobState.RUNNING, lease_until=NOW)
    ours = Work(job)

    assert ours.renew() is True
    assert Job.objects.get().lease_until > NOW + LEASE
    Job.objects.update(attempts=2)
    assert ours.renew() is False


def test_a_second_attempt_replaces_the_file_of_the_first():
    ours = Work(make_job(JobState.RUNNING))

    first = ours.keep("list.csv", "text/csv", b"one")
    second = ours.keep("list.csv", "text/csv", b"two")

    assert (first.pk, JobFile.objects.get().location.read_bytes()) == (second.pk, b"two")


def test_a_file_that_is_half_written_is_not_there(monkeypatch):
    def pull_the_plug(_number: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", pull_the_plug)
    ours = Work(make_job(JobState.RUNNING))

    with pytest.raises(KeyboardInterrupt):
        ours.keep("list.csv", "text/csv", b"name")

    visible = [path.name for path in Path(settings.JOB_FILES_DIR).iterdir() if not path.name.startswith(".")]
    assert (JobFile.objects.count(), [name for name in visible if str(ours.job.uuid) in name]) == (0, [])


def test_no_name_leads_out_of_the_folder():
    file = Work(make_job(JobState.RUNNING)).keep("../../etc/passwd", "text/plain", b"x")

    assert file.location.parent == Path(settings.JOB_FILES_DIR)


def test_files_go_when_their_time_is_over_and_so_does_what_no_row_knows():
    at = timezone.now()
    ours = Work(make_job(JobState.RUNNING))
    kept, gone = ours.keep("a", "text/plain", b"a"), ours.keep("b", "text/plain", b"b")
    JobFile.objects.filter(pk=gone.pk).update(expires_at=at, kept_at=at - MINUTE)
    stray, fresh = kept.location.with_name(".stray.1"), kept.location.with_name(".fresh.1")
    for path, age in ((stray, 2), (fresh, 0)):
        path.write_bytes(b"")
        os_time = (at - timedelta(days=age)).timestamp()
        os.utime(path, (os_time, os_time))

    actions.remove_expired_files(at=at)

    assert list(JobFile.objects.all()) == [kept]
    assert [path.exists() for path in (kept.location, gone.location, stray, fresh)] == [True, False, False, True]


def test_nobody_sees_the_jobs_of_others():
    job = make_job()
    make_job()

    assert list(Job.objects.owned_by(job.owner)) == [job]


def test_a_heart_beats_and_tells_its_trouble():
    actions.note_trouble("roundtable", "no mail server", at=NOW)
    actions.beat("roundtable", at=NOW + MINUTE)

    heart = Heartbeat.objects.get()
    assert (heart.beat_at, heart.trouble) == (NOW + MINUTE, "no mail server")


def test_files_that_have_expired_are_no_longer_kept():
    job = make_job(JobState.DONE)
    make_file(job)

    at = NOW + timedelta(days=30)
    assert (job.files.kept(at=at).count(), job.files.expired(at=at).count()) == (0, 1)
