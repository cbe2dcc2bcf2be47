"""The tool itself: it must really run side by side, or a race would prove nothing."""

import os
import time

import pytest
from django.db import connection
from django.db.models import F

from accounts.models import Location
from tests.support.processes import Result

pytestmark = pytest.mark.postgres


def test_steps_run_in_processes_of_their_own_at_the_same_time(race):
    def step() -> tuple[int, float]:
        started = time.monotonic()
        time.sleep(0.2)
        return os.getpid(), started

    lanes = race([step, step], [step, step])

    (first, again), (second, _) = ([result.value for result in lane] for lane in lanes)
    assert len({first[0], second[0], os.getpid()}) == 3
    assert first[0] == again[0]
    assert abs(first[1] - second[1]) < 0.15


def test_steps_see_committed_data_and_lose_updates_without_a_lock(race):
    Location.objects.create(name="0", zone="UTC")

    def raise_by_one_unguarded() -> None:
        count = int(Location.objects.get().name)
        time.sleep(0.05)
        Location.objects.update(name=str(count + 1))

    race([raise_by_one_unguarded], [raise_by_one_unguarded], longest_pause=0)

    assert Location.objects.get().name == "1"


def test_what_a_step_raises_is_told_by_name(race):
    def fail() -> None:
        Location.objects.get(name="nowhere")

    ((failed, done), (other,)) = race([fail, lambda: 7], [lambda: 8])

    assert (failed.error, done, other) == (
        "DoesNotExist: Location matching query does not exist.",
        Result(7),
        Result(8),
    )


def test_data_of_a_race_is_gone_afterwards(race):
    assert (connection.vendor, Location.objects.filter(pk__gte=F("pk")).count()) == ("postgresql", 0)
