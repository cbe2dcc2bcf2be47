"""Probes for a load balancer, the health page's facts, and the command that says the same."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client, override_settings
from django.utils import timezone

from common import queue, times
from inbox.enums import ReceivedState
from jobs import actions as jobs
from jobs.enums import JobState
from jobs.models import Heartbeat
from operations import engines, libraries, probes, readiness
from operations.facts import State
from operations.preparation import align_schedule
from operations.probes import data
from operations.tasks import clock_table, tick
from outbox import pacing
from outbox.enums import MessageState
from outbox.models import Pause
from tests.factories.accounts import make_user
from tests.factories.inbox import make_received
from tests.factories.jobs import make_job
from tests.factories.outbox import NOW, make_message

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def facts(*, at=NOW):
    return {fact.key: fact for group in probes.health(at=at).values() for fact in group}


def states(*keys: str, at=NOW) -> list[State]:
    found = facts(at=at)
    return [found[key].state for key in keys]


@pytest.mark.parametrize("host", ["testserver", "10.0.0.7:8000", "anything.example"])
@override_settings(
    SECURE_SSL_REDIRECT=True, BASE_URL="https://roundtable.example", ALLOWED_HOSTS=["roundtable.example"]
)
def test_probes_are_answered_on_plain_http_by_any_name(host):
    client = Client(headers={"Host": host, "X-Forwarded-Host": "else.example"})

    answers = [client.get(path) for path in ("/healthz", "/readyz", "/")]

    assert [(answer.status_code, answer.content) for answer in answers[:2]] == [(200, b"ok\n")] * 2
    assert answers[2].status_code in {301, 400}
    assert "no-store" in answers[1].headers["Cache-Control"]


def test_the_living_ask_nobody_and_the_ready_ask_little(client, count_queries):
    readiness.known_migrations()

    assert [count_queries(lambda path=path: client.get(path)) for path in ("/healthz", "/readyz")] == [0, 3]


def test_who_is_not_up_to_date_is_not_ready(client):
    MigrationRecorder(connection).migration_qs.filter(app="jobs", name="0002_run").delete()

    answer = client.get("/readyz")

    assert (answer.status_code, answer.content) == (503, b"migrations\n")


@override_settings(
    CACHES={"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1"}}
)
def test_who_has_no_cache_is_not_ready(client):
    answer = client.get("/readyz")

    assert (answer.status_code, answer.content) == (503, b"cache\n")


def test_mail_is_delayed_when_what_is_due_waits():
    make_message(next_try_at=NOW - 6 * MINUTE)

    assert states("mail", at=NOW) == [State.FAILING]
    assert states("mail", at=NOW - 2 * MINUTE) == [State.WELL]


def test_a_mail_that_failed_today_is_a_notice_with_its_reason():
    make_message(MessageState.FAILED, failed_at=NOW - MINUTE, error="550 no such mailbox")

    fact = facts()["mail"]

    assert (fact.state, "550 no such mailbox" in fact.says) == (State.NOTICE, True)
    assert states("mail", at=NOW + timedelta(days=2)) == [State.WELL]


def test_a_server_that_takes_nothing_says_since_when_why_and_when_it_is_tried_again():
    assert states("mail-server") == [State.WELL]

    pacing.pause("550 who are you", at=NOW)

    fact, until = facts()["mail-server"], times.moment(Pause.objects.get().until)
    says = f"It has taken nothing since {times.moment(NOW)} (550 who are you). The next attempt: {until}."
    assert (fact.state, fact.says) == (State.FAILING, says)


def test_a_domain_that_takes_few_of_our_mails_is_a_notice():
    assert states("mail-domains") == [State.WELL]

    make_message(MessageState.REFUSED, address="gone@small.example", failed_at=NOW - MINUTE, error="550 gone")
    small = "In 7 days: small.example: 1 not delivered, 0 put off (550 gone)."
    assert (facts()["mail-domains"].state, facts()["mail-domains"].says) == (State.WELL, small)

    for number in range(5):
        make_message(attempts=1, address=f"{number}@Large.example", error="451 greylisted")
    large = "large.example: 0 not delivered, 5 put off (451 greylisted)."
    assert (facts()["mail-domains"].state, facts()["mail-domains"].says) == (State.NOTICE, f"{small} {large}")
    assert states("mail-domains", at=NOW + timedelta(days=8)) == [State.NOTICE]


def test_long_work_that_waits_or_broke_is_told():
    make_job(JobState.FAILED, finished_at=NOW - MINUTE, fault="ZeroDivisionError: division by zero")

    assert states("jobs") == [State.NOTICE]

    make_job(queued_at=NOW - 6 * MINUTE)

    assert states("jobs") == [State.FAILING]


def test_a_cluster_that_is_silent_fails():
    Heartbeat.objects.create(cluster=queue.Cluster.MAIL, beat_at=NOW - MINUTE)
    Heartbeat.objects.create(cluster=queue.Cluster.DOCUMENTS, beat_at=NOW - 10 * MINUTE)

    assert states("worker-mail", "worker-documents") == [State.WELL, State.FAILING]


def test_a_line_of_the_clock_is_well_overdue_or_failed():
    jobs.note_success("send what is due", at=NOW - MINUTE)
    jobs.note_success("ask for feedback", at=NOW - timedelta(hours=1))
    jobs.note_failure("count seats again", "Miscounted: 1 found", at=NOW)

    keys = ("clock-send-what-is-due", "clock-ask-for-feedback", "clock-count-seats-again", "clock-remove-expired-files")
    assert states(*keys) == [State.WELL, State.FAILING, State.FAILING, State.QUIET]


@override_settings(INBOUND_URL="", INBOUND_LISTEN="")
def test_a_line_without_what_it_is_for_is_not_set_up_however_it_ran():
    jobs.note_success("collect mail", at=NOW - timedelta(days=2))

    fact = facts()["clock-collect-mail"]
    assert (fact.word, fact.state) == ("Not set up", State.QUIET)


@override_settings(INBOUND_URL="", INBOUND_LISTEN="127.0.0.1:2525")
def test_a_line_with_what_it_is_for_is_judged_by_when_it_ran():
    jobs.note_success("collect mail", at=NOW - timedelta(days=2))

    assert states("clock-collect-mail") == [State.FAILING]


def test_a_line_that_fails_is_noted_and_one_that_runs_again_is_well(monkeypatch):
    line = queue.Clock("count seats again", lambda _at: 1 / 0, minutes=1)
    monkeypatch.setitem(clock_table.__globals__, "clock_table", lambda: {line.name: line})

    with pytest.raises(ZeroDivisionError):
        tick(line.name)

    assert states("clock-count-seats-again", at=timezone.now()) == [State.FAILING]


@override_settings(INBOUND_LISTEN="127.0.0.1:2525")
def test_every_line_of_the_clock_runs_and_is_noted():
    align_schedule(at=NOW)
    for name in clock_table():
        tick(name)

    assert {fact.word for key, fact in facts(at=timezone.now()).items() if key.startswith("clock-")} == {"Well"}


def test_a_backup_is_missed_after_two_nights():
    assert states("backup") == [State.NOTICE]

    jobs.note_success(data.BACKUP, at=NOW - timedelta(hours=30))

    assert states("backup") == [State.WELL]
    assert states("backup", at=NOW + timedelta(days=2)) == [State.NOTICE]

    jobs.note_failure(data.BACKUP, "OSError: no space left", at=NOW)

    assert states("backup") == [State.FAILING]


def test_the_database_says_what_it_is():
    engine = engines.engine()

    assert engine.name == {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    assert states("database", "migrations") == [State.NOTICE if engine.journal == "memory" else State.WELL, State.WELL]


def test_fonts_are_found_by_their_files(tmp_path):
    (tmp_path / "NotoSansCJK-Regular.ttc").touch()

    found = [(font.key, font.is_here) for font in libraries.fonts((tmp_path, tmp_path / "none"))]

    assert found == [("latin", False), ("cjk", True), ("emoji", False)]


def test_the_command_speaks_json_without_addresses_and_ends_with_one_when_something_failed():
    make_message(MessageState.FAILED, failed_at=timezone.now(), error="550 <mara@example.org> unknown")
    make_message(next_try_at=timezone.now() - 6 * MINUTE)
    said = StringIO()

    with pytest.raises(CommandError) as ended:
        call_command("health", json=True, stdout=said)

    told = json.loads(said.getvalue())
    assert (ended.value.returncode, told["state"]) == (1, "failing")
    assert ("mara@" in said.getvalue(), "550 <…@…> unknown" in said.getvalue()) == (False, True)


def test_the_command_speaks_in_lines():
    said = StringIO()

    call_command("health", stdout=said)

    assert [line.split()[1] for line in said.getvalue().splitlines()] == list(facts())


@pytest.mark.parametrize(("is_staff", "told"), [(True, True), (False, False)])
def test_every_page_tells_administrators_alone_that_a_part_has_stopped(client, is_staff, told, count_queries):
    client.force_login(make_user(is_staff=is_staff))
    Heartbeat.objects.create(cluster=queue.Cluster.MAIL, beat_at=timezone.now(), trouble="The mail server is away")

    first = count_queries(lambda: client.get("/my/"))
    again = count_queries(lambda: client.get("/my/"))

    assert ("A part of this site has stopped" in client.get("/my/").content.decode(), first - again) == (
        told,
        int(told),
    )


def test_what_comes_back_and_is_read_by_nobody_is_said(settings):
    assert facts()["received"].state is State.NOTICE

    settings.INBOUND_LISTEN = "127.0.0.1:8025"
    make_received(ReceivedState.DONE, received_at=NOW - MINUTE)
    make_received(ReceivedState.KEPT, received_at=NOW - MINUTE)
    fact = facts()["received"]
    assert (fact.state, fact.says) == (
        State.WELL,
        "In 24 hours: 2 read; 0 waiting, 1 for a person to look at.",
    )


def test_what_comes_back_and_waits_too_long_is_said(settings):
    settings.INBOUND_LISTEN = "127.0.0.1:8025"
    make_received(received_at=NOW - 6 * MINUTE)

    assert facts()["received"].state is State.FAILING
