"""A kind of mail and a kind of work, known to the workers of a product that the tests have started."""

import time
from pathlib import Path

from django.apps import AppConfig


class RunningConfig(AppConfig):
    """Registers both."""

    name = "tests.support.running_app"
    label = "running_app"
    path = str(Path(__file__).parent)

    def ready(self) -> None:
        """Called in every process of the product."""
        from jobs import registry as jobs
        from jobs.limits import Limits
        from outbox import registry as outbox

        outbox.register("tests.mailing", label="A mailing", render=write)
        jobs.register("tests.long", label="A long document", run=work_hard)
        jobs.register("tests.endless", label="Without end", run=wait_for_ever, limits=Limits(seconds=4))
        jobs.register("tests.patient", label="Without end", run=wait_for_ever)
        jobs.register("tests.greedy", label="Without bounds", run=take_more_and_more, limits=Limits(megabytes=100))


def write(message):
    """A mail that says which one it is, in a way of its own each time it is written."""
    from outbox.rendering import Mail

    number = message.params["number"]
    return Mail(f"Number {number}", f"Written {time.time_ns()} for {number}\n", f"<p>Number {number}</p>")


def work_hard(work):
    """Keep a processor busy as drawing a document does, until the file that was named is there."""
    steps = 0
    while not Path(work.params["until"]).exists():
        rest = time.monotonic() + 0.5
        while time.monotonic() < rest:
            sum(range(10_000))
        steps += 1
        work.report(steps, steps + 1)


def wait_for_ever(work):
    """Take no step from which it could be seen that nobody wants it any more."""
    work.report(1, 2, "Waiting")
    time.sleep(600)


def take_more_and_more(work):
    """Fill memory, each page of it, and never look round; in steps, or the machine would be the first to notice."""
    work.report(1, 2, "Filling")
    held = []
    while True:
        held.append(b"x" * 10_000_000)
        time.sleep(0.01)
