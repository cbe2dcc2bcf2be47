"""One's own long work on the page, and nobody else's."""

import csv
import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs.enums import Failure, JobState
from jobs.models import Heartbeat, Job
from tests.factories.accounts import make_user
from tests.factories.jobs import NOW, make_file, make_job

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return make_user()


@pytest.fixture
def mine(client, owner):
    client.force_login(owner)
    return client


def kept_file(owner, tmp_path: Path, settings, **values):
    settings.JOB_FILES_DIR = str(tmp_path)
    file = make_file(make_job(JobState.DONE, owner=owner), **values)
    file.location.write_bytes(b"%PDF")
    return file


def test_the_list_shows_only_ones_own_jobs(mine, owner):
    make_job(owner=owner, title="My summary")
    make_job(title="Somebody's summary")

    page = mine.get(reverse("jobs")).content.decode()

    assert ("My summary" in page, "Somebody's summary" in page) == (True, False)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_questions(mine, owner, count, django_assert_num_queries):
    for number in range(count):
        make_file(make_job(JobState.DONE, owner=owner), name=f"{number}.pdf")

    with django_assert_num_queries(5):
        mine.get(reverse("jobs"))


def test_the_list_is_narrowed_and_exported_as_one_sees_it(mine, owner):
    make_job(JobState.DONE, owner=owner, title="Summary of May")
    make_job(owner=owner, title="Summary of June")
    make_job(JobState.DONE, title="Summary of somebody else")

    shown = mine.get(reverse("jobs", query={"state": "done", "q": "summary"})).context["jobs"]
    answer = mine.get(reverse("jobs", query={"sort": "title", "export": "csv"})).getvalue().decode("utf-8-sig")

    rows = list(csv.reader(io.StringIO(answer, newline="")))
    assert [panel.job.title for panel in shown.panels] == ["Summary of May"]
    assert [row[0] for row in rows] == ["Work", "Summary of June", "Summary of May"]


def test_an_empty_list_says_what_to_do(mine):
    assert "Nothing here yet" in mine.get(reverse("jobs")).content.decode()


@pytest.mark.parametrize("state", list(JobState))
def test_a_job_is_shown_in_every_state(mine, owner, state):
    job = make_job(state, owner=owner)

    page = mine.get(job.get_absolute_url()).content.decode()

    assert (job.title in page, "hx-get" in page) == (True, not job.is_finished)
    assert ("Too many rows." in page) == (state == JobState.FAILED)


def test_while_it_runs_only_the_job_itself_is_asked_for(mine, owner):
    job = make_job(JobState.RUNNING, owner=owner, progress=3, total=12, doing="Reading 12 people")

    answer = mine.get(job.get_absolute_url(), headers={"HX-Request": "true"}).content.decode()

    assert ("<html" in answer, 'value="25"' in answer, "Reading 12 people, 25" in answer) == (False, True, True)


def test_stop_ends_a_job(mine, owner):
    job = make_job(owner=owner)

    mine.post(reverse("job-stop", args=[job.uuid]))

    assert Job.objects.get().state == JobState.STOPPED


@pytest.mark.parametrize(("state", "after"), [(JobState.FAILED, JobState.QUEUED), (JobState.DONE, JobState.DONE)])
def test_try_again_does_what_failed_once_more(mine, owner, state, after):
    job = make_job(state, owner=owner)

    answer = mine.post(reverse("job-retry", args=[job.uuid]))

    assert (answer.url, Job.objects.get().state) == (job.get_absolute_url(), after)


def test_what_broke_is_for_administrators_and_its_reason_for_the_owner(mine, owner, admin_client):
    job = make_job(JobState.FAILED, owner=owner, failure=Failure.BROKEN, error="", fault="ZeroDivisionError: 1 / 0")

    pages = [client.get(job.get_absolute_url()).content.decode() for client in (mine, admin_client)]

    assert ["went wrong on our side" in page for page in pages] == [True, True]
    assert ["ZeroDivisionError" in page for page in pages] == [False, True]


def test_administrators_see_all_work_but_no_file(owner, admin_client, tmp_path, settings):
    file = kept_file(owner, tmp_path, settings)

    pages = [admin_client.get(address) for address in (reverse("all-jobs"), file.job.get_absolute_url())]

    assert [(file.job.title in page.content.decode(), file.name in page.content.decode()) for page in pages] == [
        (True, False), (True, False),
    ]  # fmt: skip
    assert admin_client.get(file.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("is_own", [True, False])
def test_whoever_asked_is_told_that_an_administrator_has_stopped_it(mine, owner, admin_client, is_own):
    job = make_job(owner=owner)

    (mine if is_own else admin_client).post(reverse("job-stop", args=[job.uuid]))

    page = mine.get(job.get_absolute_url()).content.decode()
    assert (Job.objects.get().state, "An administrator has stopped this." in page) == (JobState.STOPPED, not is_own)


def test_what_an_administrator_has_stopped_can_be_tried_again(mine, owner):
    job = make_job(JobState.STOPPED, owner=owner, is_stopped_for=True)

    mine.post(reverse("job-retry", args=[job.uuid]))

    assert list(Job.objects.values_list("state", "is_stopped_for")) == [(JobState.QUEUED, False)]


@pytest.mark.parametrize("count", [1, 3])
def test_all_work_asks_the_same_number_of_questions(admin_client, count, django_assert_num_queries):
    for number in range(count):
        make_file(make_job(JobState.DONE), name=f"{number}.pdf")

    with django_assert_num_queries(6):
        admin_client.get(reverse("all-jobs"))


def test_a_file_is_downloaded_and_never_shown(mine, owner, tmp_path, settings):
    file = kept_file(owner, tmp_path, settings, name="Anwesenheit – März.pdf")

    answer = mine.get(file.get_absolute_url())

    assert b"".join(answer.streaming_content) == b"%PDF"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_file_whose_time_is_over_is_gone(mine, owner, tmp_path, settings):
    file = kept_file(owner, tmp_path, settings, kept_at=NOW - timedelta(days=40), expires_at=NOW - timedelta(days=1))

    assert mine.get(file.get_absolute_url()).status_code == 404


def test_other_peoples_jobs_and_files_do_not_exist(mine, tmp_path, settings):
    file = kept_file(make_user(), tmp_path, settings)
    job = file.job

    answers = [
        mine.get(job.get_absolute_url()),
        mine.get(file.get_absolute_url()),
        mine.post(reverse("job-stop", args=[job.uuid])),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]


def test_a_file_under_another_jobs_address_does_not_exist(mine, owner, tmp_path, settings):
    file = kept_file(owner, tmp_path, settings)
    other = make_job(JobState.DONE, owner=owner)

    assert mine.get(reverse("job-file", args=[other.uuid, file.pk])).status_code == 404


@pytest.mark.parametrize(
    ("waits", "silent", "told"),
    [(21, True, True), (19, True, False), (21, False, False)],
)
def test_a_job_that_waits_for_a_worker_which_is_offline_says_so(mine, owner, waits, silent, told):
    now = timezone.now()
    job = make_job(owner=owner, queued_at=now - timedelta(seconds=waits))
    Heartbeat.objects.create(cluster="documents", beat_at=now - timedelta(seconds=160 if silent else 1))

    pages = [mine.get(address).content.decode() for address in (job.get_absolute_url(), reverse("jobs"))]

    assert ["offline at the moment" in page for page in pages] == [told, told]


@pytest.mark.parametrize("count", [1, 3])
def test_many_jobs_ask_after_their_worker_once(mine, owner, count, django_assert_num_queries):
    for _ in range(count):
        make_job(owner=owner, queued_at=timezone.now() - timedelta(minutes=1))

    with django_assert_num_queries(6):
        mine.get(reverse("jobs"))
