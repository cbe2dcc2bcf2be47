"""Real processes at work on the test database at the same time."""

import itertools
import multiprocessing
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from random import Random
from typing import Any

from django.db import connection, connections

Step = Callable[[], Any]
SECONDS = 180
LONGEST_PAUSE = 0.004  # seconds
STATEMENTS = 40  # about as many as a long action asks

_seeds = itertools.count()  # each race of a test waits at other moments than the one before


@dataclass(frozen=True)
class Result:
    """What a step returned (plain data), or the name and text of what it raised."""

    value: Any = None
    error: str = ""


def race(*lanes: Sequence[Step], longest_pause: float = LONGEST_PAUSE) -> list[list[Result]]:
    """Run each lane in a process of its own; all of them start each step together.

    The data must be committed. Lanes may differ in length. Results come back lane by lane. Each process lingers
    after every statement, at most ``longest_pause`` seconds, so that the lanes meet between any two of them: without
    a lock a few rounds go wrong on every machine, which hundreds at full speed need not.
    """
    connections.close_all()  # no two processes may speak through one connection
    fork = multiprocessing.get_context("fork")  # steps may be closures over what the test has made
    length = max(len(lane) for lane in lanes)
    barrier = fork.Barrier(len(lanes), timeout=SECONDS)
    ends: list[Connection] = []
    processes = []
    for lane in lanes:
        ours, theirs = fork.Pipe(duplex=False)
        linger = _Linger(Random(next(_seeds)), longest_pause)
        process = fork.Process(target=_run_lane, args=(linger, lane, length, barrier, theirs))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # pytest's watchdog counts as a thread
            process.start()
        theirs.close()
        ends.append(ours)
        processes.append(process)
    try:
        return [_receive(end) for end in ends]
    finally:
        for process, end in zip(processes, ends, strict=True):
            process.join(5)
            process.kill()
            process.join()
            process.close()
            end.close()


def sooner_or_later(goes_wrong: Callable[[], object], *, tries: int = 8) -> bool:
    """Whether something goes wrong in one of some small races: what a lock prevents is seen soon without it."""
    return any(goes_wrong() for _ in range(tries))


@dataclass(frozen=True)
class _Linger:
    """Waits after each statement, and before every other step, so that a short lane also meets the end of a long one."""

    chance: Random
    longest: float

    def before_step(self) -> None:
        """Start a little later, or at once."""
        time.sleep(self.chance.choice([0, self.chance.uniform(0, STATEMENTS * self.longest)]))

    def __call__(self, run: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001  # Django's signature
        """Called by Django in place of every statement."""
        try:
            return run(sql, params, many, context)
        finally:
            time.sleep(self.chance.uniform(0, self.longest))


def _run_lane(linger: _Linger, lane: Sequence[Step], length: int, barrier: Barrier, end: Connection) -> None:
    results = []
    with connection.execute_wrapper(linger):
        for number in range(length):
            barrier.wait()
            linger.before_step()
            if number < len(lane):
                results.append(_result(lane[number]))
    connections.close_all()
    end.send(results)
    end.close()


def _result(step: Step) -> Result:
    try:
        return Result(step())
    except Exception as error:  # noqa: BLE001  # the test judges what was raised
        return Result(error=f"{type(error).__name__}: {error}")


def _receive(end: Connection) -> list[Result]:
    if not end.poll(SECONDS):
        raise AssertionError("A process did not come to its end.")
    try:
        results: list[Result] = end.recv()
    except EOFError:
        raise AssertionError("A process died.") from None
    return results
