"""What the database itself refuses about jobs."""

import pytest
from django.db import IntegrityError, transaction

from jobs.enums import Failure, JobState
from jobs.models import Heartbeat, Job, Run
from tests.factories.jobs import NOW, make_file, make_job

pytestmark = pytest.mark.django_db


def refused(constraint: str, state: JobState = JobState.QUEUED, **values: object) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make_job(state, **values)


@pytest.mark.parametrize(
    ("state", "values"),
    [
        (JobState.QUEUED, {"started_at": NOW}),
        (JobState.QUEUED, {"finished_at": NOW}),
        (JobState.QUEUED, {"lease_until": NOW}),
        (JobState.RUNNING, {"started_at": None}),
        (JobState.RUNNING, {"lease_until": None}),
        (JobState.RUNNING, {"finished_at": NOW}),
        (JobState.DONE, {"started_at": None}),
        (JobState.DONE, {"finished_at": None}),
        (JobState.DONE, {"lease_until": NOW}),
        (JobState.FAILED, {"started_at": None}),
        (JobState.FAILED, {"finished_at": None}),
        (JobState.FAILED, {"lease_until": NOW}),
        (JobState.STOPPED, {"finished_at": None}),
        (JobState.STOPPED, {"lease_until": NOW}),
    ],
)
def test_a_state_without_exactly_its_dates_is_refused(state, values):
    refused("job_state_and_its_dates", state, **values)


def test_an_unknown_state_is_refused():
    job = make_job()

    with pytest.raises(IntegrityError, match="job_state_and_its_dates"):
        Job.objects.filter(pk=job.pk).update(state="lost")


def test_only_what_was_stopped_was_stopped_for_somebody():
    refused("job_stopped_for_is_stopped", JobState.QUEUED, is_stopped_for=True)


def test_progress_beyond_the_total_is_refused():
    refused("job_progress_up_to_total", JobState.RUNNING, progress=11, total=10)


@pytest.mark.parametrize(
    ("state", "values"),
    [
        (JobState.FAILED, {"failure": ""}),
        (JobState.FAILED, {"error": ""}),
        (JobState.FAILED, {"failure": Failure.BROKEN}),
        (JobState.FAILED, {"failure": Failure.BROKEN, "error": ""}),
        (JobState.FAILED, {"failure": "unknown", "error": "", "fault": "broken"}),
        (JobState.DONE, {"failure": Failure.REFUSED}),
        (JobState.DONE, {"error": "Too many rows."}),
        (JobState.QUEUED, {"fault": "broken"}),
    ],
)
def test_a_failure_without_exactly_its_reason_is_refused(state, values):
    refused("job_fails_for_a_reason", state, **values)


def test_more_attempts_than_are_allowed_are_refused():
    refused("job_attempts_are_allowed", JobState.RUNNING, attempts=4)


@pytest.mark.parametrize("name", ["kind", "title"])
def test_a_job_without_kind_or_title_is_refused(name):
    refused("job_has_kind_and_title", **{name: ""})


def test_a_second_file_of_the_same_name_is_refused():
    job = make_job()
    make_file(job, "list.pdf", path="one")

    with pytest.raises(IntegrityError), transaction.atomic():
        make_file(job, "list.pdf", path="two")


def test_two_files_at_one_place_are_refused():
    job = make_job()
    make_file(job, "list.pdf", path="one")

    with pytest.raises(IntegrityError), transaction.atomic():
        make_file(job, "list.csv", path="one")


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("job_file_expires_after_it_was_made", {"expires_at": NOW}),
        ("job_file_is_whole", {"sha256": "unknown"}),
        ("job_file_is_whole", {"path": ""}),
        ("job_file_is_whole", {"name": ""}),
    ],
)
def test_half_a_file_is_refused(constraint, values):
    job = make_job()

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make_file(job, **values)


def test_two_hearts_of_one_cluster_are_refused():
    Heartbeat.objects.create(cluster="roundtable", beat_at=NOW)

    with pytest.raises(IntegrityError), transaction.atomic():
        Heartbeat.objects.create(cluster="roundtable", beat_at=NOW)


@pytest.mark.parametrize(
    ("state", "progress", "total", "percent"),
    [
        (JobState.QUEUED, 0, 0, 0),
        (JobState.RUNNING, 0, 0, 0),
        (JobState.RUNNING, 1, 3, 33),
        (JobState.RUNNING, 3, 3, 100),
        (JobState.DONE, 0, 0, 100),
        (JobState.STOPPED, 1, 2, 50),
    ],
)
def test_percent_says_how_far_it_is(state, progress, total, percent):
    assert make_job(state, progress=progress, total=total).percent == percent


@pytest.mark.parametrize("values", [{"failed_at": NOW}, {"fault": "broken"}])
def test_a_run_that_failed_has_a_moment_and_a_reason(values):
    with pytest.raises(IntegrityError, match="run_failed_for_a_reason"), transaction.atomic():
        Run.objects.create(name="nightly", **values)
