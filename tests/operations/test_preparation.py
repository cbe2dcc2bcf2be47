"""Before the first process starts."""

from datetime import UTC, datetime, time

import pytest
from django.db.migrations.recorder import MigrationRecorder
from django_q.models import OrmQ, Schedule
from django_q.scheduler import scheduler

from common.queue import Clock
from operations import preparation, tasks
from operations.preparation import NotReady

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
seen: list[datetime] = []


def act(at: datetime) -> None:
    seen.append(at)


TABLE = (Clock("often", act, minutes=5), Clock("nightly", act, daily_at=time(3, 10)))


@pytest.fixture(autouse=True)
def table(settings):
    settings.SCHEDULE = f"{__name__}.TABLE"


def rows() -> dict[str, tuple]:
    return {row.name: (row.schedule_type, row.minutes, row.next_run) for row in Schedule.objects.all()}


def test_the_schedule_becomes_the_table():
    Schedule.objects.create(name="gone", func="nowhere", schedule_type=Schedule.HOURLY)

    preparation.align_schedule(at=NOW)

    assert rows() == {
        "often": (Schedule.MINUTES, 5, datetime(2027, 3, 1, 9, 5, tzinfo=UTC)),
        "nightly": (Schedule.DAILY, None, datetime(2027, 3, 2, 2, 10, tzinfo=UTC)),
    }


def test_what_stays_as_it_was_keeps_its_next_run():
    preparation.align_schedule(at=NOW)
    before = rows()

    preparation.align_schedule(at=NOW.replace(hour=20))

    assert rows() == before


def test_what_has_changed_is_written_anew(settings):
    preparation.align_schedule(at=NOW)
    Schedule.objects.filter(name="often").update(minutes=7)
    Schedule.objects.filter(name="nightly").update(next_run=datetime(2027, 3, 2, 5, 0, tzinfo=UTC))

    preparation.align_schedule(at=NOW)

    assert [row[1:] for row in rows().values()] == [
        (5, datetime(2027, 3, 1, 9, 5, tzinfo=UTC)),
        (None, datetime(2027, 3, 2, 2, 10, tzinfo=UTC)),
    ]


def test_the_real_table_can_be_run(settings):
    settings.SCHEDULE = "config.schedule.CLOCK"

    for name in tasks.clock_table():
        tasks.tick(name)

    assert len(tasks.clock_table()) > 3


def test_a_tick_tells_the_line_what_time_it_is():
    seen.clear()

    tasks.tick("often")

    assert [at.tzinfo for at in seen] == [UTC]


def test_an_installation_that_was_not_brought_up_to_date_does_not_start():
    preparation.require_migrations()
    MigrationRecorder.Migration.objects.filter(app="outbox").delete()

    with pytest.raises(NotReady, match="not up to date"):
        preparation.require_migrations()


def test_static_files_are_collected_once(settings, tmp_path, monkeypatch):
    settings.STATIC_ROOT = tmp_path / "static"
    collected = []
    monkeypatch.setattr(preparation, "call_command", lambda *args, **_: collected.append(args))

    preparation.collect_static_files()
    settings.STATIC_ROOT.mkdir()
    preparation.collect_static_files()

    assert collected == [("collectstatic",)]


def test_static_files_that_are_missing_are_collected_again(settings, tmp_path, monkeypatch):
    settings.STATIC_ROOT = tmp_path / "static"
    collected = []
    monkeypatch.setattr(preparation, "call_command", lambda *args, **_: collected.append(args))

    preparation.collect_static_files()
    preparation.collect_static_files()

    assert collected == [("collectstatic",), ("collectstatic",)]


@pytest.mark.django_db(transaction=True)  # the scheduler closes connections as it likes
def test_the_scheduler_of_the_queue_understands_the_rows():
    preparation.align_schedule(at=NOW)
    Schedule.objects.filter(name="often").update(next_run=datetime(2026, 1, 1, tzinfo=UTC))

    scheduler()

    kick = OrmQ.objects.get()
    assert (kick.key, kick.func(), kick.args(), kick.q_options()["save"]) == (
        "roundtable", "operations.tasks.tick", ("often",), False,
    )  # fmt: skip
    assert Schedule.objects.get(name="often").next_run > datetime(2026, 11, 1, tzinfo=UTC)
