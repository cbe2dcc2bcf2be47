"""The tool itself: it must really run side by side, or a race would prove nothing."""

import multiprocessing
import os
from multiprocessing.synchronize import Barrier

import pytest
from django.db import connection
from django.db.models import F

from accounts.models import Location
from tests.support.processes import Result

pytestmark = pytest.mark.postgres


def meeting_of_two() -> Barrier:
    """Where two steps wait for each other; it breaks unless both come."""
    return multiprocessing.get_context("fork").Barrier(2, timeout=30)


def test_steps_run_in_processes_of_their_own_at_the_same_time(race):
    meeting = meeting_of_two()

    def step() -> int:
        meeting.wait()
        return os.getpid()

    lanes = race([step, step], [step, step])

    (first, again), (second, _) = ([result.value for result in lane] for lane in lanes)
    assert len({first, second, os.getpid()}) == 3
    assert first == again


def test_steps_see_committed_data_and_lose_updates_without_a_lock(race):
    Location.objects.create(name="0", zone="UTC")
    both_have_read = meeting_of_two()

    def raise_by_one_unguarded() -> None:
        count = int(Location.objects.get().name)
        both_have_read.wait()
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
