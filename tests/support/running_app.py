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
        from outbox import registry as outbox

        outbox.register("tests.mailing", label="A mailing", render=write)
        jobs.register("tests.long", label="A long document", run=work_hard)


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
