"""Tables in the background and by mail: with the rights of the moment in which they are made."""

import csv
import io
from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from events.enums import RoleKind
from exports import actions
from exports.enums import Refusal, RegularState
from exports.exceptions import ExportRefused
from exports.models import RegularExport
from exports.timing import Rhythm
from jobs.enums import JobState
from jobs.models import Job
from jobs.tasks import run_due
from outbox.models import Message
from tests.factories.accounts import make_user
from tests.factories.events import make_event
from tests.factories.exports import JOBS, make_regular
from tests.factories.jobs import NOW, make_job
from tests.factories.registrations import register

pytestmark = pytest.mark.django_db

MONDAYS = Rhythm(at=time(7), weekday=0)
WEEK = timedelta(days=7)


@pytest.fixture
def owner():
    return make_user("Olga", email="olga@example.org")


def people_of(event) -> str:
    return f"/organise/{event.slug}/people/?sort=name&export=mail"


def made() -> list[list[str]]:
    """The rows of the file that was made last."""
    file = Job.objects.order_by("-pk")[0].files.get()
    return list(csv.reader(io.StringIO(file.location.read_bytes().decode("utf-8-sig"), newline="")))


def told() -> list[str]:
    return list(Message.objects.filter(kind__startswith="exports.").order_by("pk").values_list("kind", flat=True))


def test_a_table_is_made_in_the_background_as_its_page_shows_it(owner):
    event = make_event(owner=owner, title="Reading the sea")
    for name in ("Zoe", "=cmd()"):
        register(event, make_user(name))

    job = actions.start(address=people_of(event), format="csv", by=owner, at=NOW)
    run_due()

    job.refresh_from_db()
    assert (job.state, job.title, job.doing) == (JobState.DONE, "People, Reading the sea", "Writing row 0 of 2")
    assert [row[0] for row in made()] == ["Name", "'=cmd()", "Zoe"]
    assert told() == []


def test_its_words_are_those_of_whoever_asked(owner):
    owner.language, owner.zone = "de", "Asia/Tokyo"
    owner.save()
    event = make_event(owner=owner)
    register(event)

    actions.start(address=people_of(event), format="csv", by=owner, at=NOW)
    run_due()

    assert made()[0] == [
        "Name",
        "E-Mail-Adresse",
        "Abteilung",
        "Stand",
        "Platz",
        "Warum noch kein Platz",
        "Seit (Ortszeit Tokyo)",
    ]


@pytest.mark.parametrize(
    "address",
    [
        "/administration/people/?export=mail",  # for administrators
        "/organise/no-such-event/people/?export=mail",
        "/jobs/",  # no table is asked for
        "/follows/?export=mail",  # a page without such tables
        "https://elsewhere.example/jobs/?export=mail",
        "//elsewhere.example/jobs/?export=mail",
        "no address",
        "",
    ],
)
def test_what_is_not_there_for_them_is_refused(owner, address):
    with pytest.raises(ExportRefused) as refused:
        actions.start(address=address, format="csv", by=owner, at=NOW)

    assert (refused.value.reason, Job.objects.count()) == (Refusal.NOT_THERE, 0)


def test_a_right_that_ends_before_the_work_begins_is_no_right_any_more(owner):
    event = make_event(owner=owner)
    actions.start(address=people_of(event), format="csv", by=owner, at=NOW)
    event.roles.filter(kind=RoleKind.OWNER).update(user=make_user())

    run_due()

    job = Job.objects.get()
    assert (job.state, job.reason, job.files.count()) == (JobState.FAILED, str(Refusal.NOT_THERE.label), 0)


def test_a_file_is_had_only_by_whoever_may_still_see_its_table(owner, client):
    event = make_event(owner=owner)
    actions.start(address=people_of(event), format="csv", by=owner, at=NOW)
    run_due()
    file = Job.objects.get().files.get().get_absolute_url()
    client.force_login(owner)
    pages = reverse("jobs"), Job.objects.get().get_absolute_url()
    had = b"".join(client.get(file).streaming_content)
    offered = [file in client.get(page).content.decode() for page in pages]
    event.roles.filter(kind=RoleKind.OWNER).update(user=make_user())

    assert (had.startswith(b"\xef\xbb\xbfName,"), client.get(file).status_code) == (True, 404)
    assert (offered, [file in client.get(page).content.decode() for page in pages]) == ([True, True], [False, False])


def test_the_table_of_ones_own_work_is_had_like_any_other(owner, client):
    actions.start(address=JOBS, format="csv", by=owner, at=NOW)
    run_due()
    client.force_login(owner)

    assert [panel.is_closed for panel in client.get(reverse("jobs")).context["jobs"].panels] == [False]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_for_a_table_once_however_many_files_were_made_of_it(owner, client, count, count_queries):
    event = make_event(owner=owner)
    for _ in range(count):
        actions.start(address=people_of(event), format="csv", by=owner, at=NOW)
    run_due()
    client.force_login(owner)

    assert count_queries(lambda: client.get(reverse("jobs"))) == 15


def test_a_regular_table_is_due_at_the_next_time_of_its_rhythm(owner):
    regular = actions.plan(address=JOBS, format="csv", rhythm=MONDAYS, by=owner, at=NOW)

    local = regular.next_at.astimezone(ZoneInfo(owner.zone))
    assert (regular.title, local.weekday(), local.time()) == ("Work in progress", 0, time(7))
    assert NOW < regular.next_at <= NOW + WEEK


def test_the_same_table_is_not_planned_twice(owner):
    actions.plan(address=JOBS, format="csv", rhythm=MONDAYS, by=owner, at=NOW)

    with pytest.raises(ExportRefused) as refused:
        actions.plan(address=JOBS, format="csv", rhythm=MONDAYS, by=owner, at=NOW)

    assert refused.value.reason == Refusal.TWICE


def test_nobody_plans_without_end(owner, monkeypatch):
    monkeypatch.setattr(actions, "MOST", 1)
    actions.plan(address=JOBS, format="csv", rhythm=MONDAYS, by=owner, at=NOW)

    with pytest.raises(ExportRefused) as refused:
        actions.plan(address=JOBS, format="xlsx", rhythm=MONDAYS, by=owner, at=NOW)

    assert refused.value.reason == Refusal.TOO_MANY


def test_what_is_due_is_made_and_told_with_a_link_once(owner):
    regular = make_regular(owner=owner, next_at=NOW - timedelta(minutes=1), format="csv")
    make_job(JobState.DONE, owner=owner)

    made_ones = [actions.make_due(at=NOW), actions.make_due(at=NOW)]
    run_due()

    regular.refresh_from_db()
    job = Job.objects.get(kind="exports.table")
    message = Message.objects.get(kind="exports.ready")
    assert (made_ones, job.state, regular.last_at, regular.next_at > NOW) == ([1, 0], JobState.DONE, NOW, True)
    assert (message.address, message.params["path"]) == ("olga@example.org", job.get_absolute_url())


def test_weeks_without_the_installation_bring_one_table(owner):
    regular = make_regular(owner=owner, next_at=NOW - 10 * WEEK)

    counts = [actions.make_due(at=NOW + timedelta(minutes=minute)) for minute in range(3)]

    regular.refresh_from_db()
    assert (counts, NOW < regular.next_at <= NOW + WEEK) == ([1, 0, 0], True)


def test_a_lost_right_ends_it_with_a_word(owner):
    event = make_event(owner=owner)
    actions.plan(address=people_of(event), format="csv", rhythm=MONDAYS, by=owner, at=NOW)
    event.roles.filter(kind=RoleKind.OWNER).update(user=make_user())

    counts = [actions.make_due(at=NOW + WEEK), actions.make_due(at=NOW + 2 * WEEK)]

    regular = RegularExport.objects.get()
    assert (regular.state, regular.ended_at, counts, Job.objects.count()) == (RegularState.ENDED, NOW + WEEK, [0, 0], 0)
    assert told() == ["exports.ended"]


def test_a_closed_account_gets_nothing(owner):
    regular = make_regular(owner=owner, next_at=NOW)
    owner.is_active = False
    owner.save()

    actions.make_due(at=NOW)

    regular.refresh_from_db()
    assert (regular.state, Job.objects.count()) == (RegularState.ENDED, 0)


def test_a_table_that_fails_is_told_and_comes_again(owner):
    event = make_event(owner=owner)
    actions.plan(address=people_of(event), format="csv", rhythm=MONDAYS, by=owner, at=NOW)
    actions.make_due(at=NOW + WEEK)
    event.roles.filter(kind=RoleKind.OWNER).update(user=make_user())

    run_due()

    assert (told(), Job.objects.get().state) == (["exports.failed"], JobState.FAILED)


def test_a_paused_one_does_not_come_until_it_goes_on(owner):
    regular = make_regular(owner=owner, next_at=NOW)

    paused = [actions.pause(regular=regular, at=NOW), actions.pause(regular=regular, at=NOW)]
    counts = [actions.make_due(at=NOW + 3 * WEEK)]
    went_on = [actions.go_on(regular=regular, at=NOW + 3 * WEEK), actions.go_on(regular=regular, at=NOW)]
    counts += [actions.make_due(at=NOW + 3 * WEEK), actions.make_due(at=NOW + 4 * WEEK)]

    assert (paused, went_on, counts) == ([True, False], [True, False], [0, 0, 1])


def test_a_removed_one_is_forgotten():
    regular = make_regular()

    actions.remove(regular=regular)

    assert RegularExport.objects.count() == 0


def test_a_long_table_is_written_in_steps_that_are_told(owner):
    for _ in range(3):
        make_job(JobState.DONE, owner=owner)

    actions.start(address=JOBS, format="xlsx", by=owner, at=timezone.now())
    run_due()

    file = Job.objects.get(kind="exports.table").files.get()
    assert (file.name.endswith(".xlsx"), file.location.read_bytes()[:2], file.size > 1000) == (True, b"PK", True)
