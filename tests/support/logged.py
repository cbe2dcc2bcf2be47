"""What is written into the log, and whom it would give away."""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from common import logs
from tests.support.world import World


@contextmanager
def logged() -> Iterator[io.StringIO]:
    """All that is said in here, as it is written in use."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.Json())
    root = logging.getLogger()
    before = root.level
    root.setLevel(logging.INFO)
    root.addHandler(handler)
    try:
        yield stream
    finally:
        root.removeHandler(handler)
        root.setLevel(before)


def private(world: World) -> list[str]:
    """What would give somebody away: names, addresses, keys."""
    people = [*world.people.values(), world.guest]
    tokens = [world.guest_link, world.feed.rpartition("/")[2].removesuffix(".ics")]
    return [*(person.name for person in people), *(person.email for person in people), *tokens]
