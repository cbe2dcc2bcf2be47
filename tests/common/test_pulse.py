import threading
import time

import pytest
from django.db import DatabaseError

from common.pulse import pulse


def test_it_beats_until_the_block_ends():
    beats = []

    with pulse(lambda: beats.append(time.monotonic()), every=0.01):
        time.sleep(0.1)
    count = len(beats)
    time.sleep(0.03)

    assert count == len(beats)
    assert count > 2


def test_a_beat_that_fails_does_not_end_it(caplog):
    beats = []

    def beat() -> None:
        beats.append(1)
        raise DatabaseError("locked")

    with pulse(beat, every=0.01):
        time.sleep(0.1)

    assert len(beats) > 2


def test_it_leaves_no_thread_when_the_work_raises():
    before = threading.active_count()

    def work() -> None:
        with pulse(lambda: None, every=0.01):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        work()

    assert threading.active_count() == before
