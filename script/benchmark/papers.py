"""Long documents: how long they take, and what everybody else notices of them meanwhile."""

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import psutil

from benchmark.client import Client
from benchmark.installation import MEGABYTE, Broken, Installation

SECONDS = 300  # nobody waits longer for a document
LOOK_EVERY = 0.1  # seconds
SEAT = {"pool": "room"}


@dataclass
class Meanwhile:
    """What was seen beside a document that was being made."""

    pages: list[float] = field(default_factory=list)  # milliseconds of each
    megabytes: list[float] = field(default_factory=list)  # of its worker


@dataclass(frozen=True)
class Took:
    """What one document took, in seconds, and its worker at most, in megabytes."""

    in_worker: float
    to_file: float
    processor: float
    megabytes: float


@dataclass(frozen=True)
class Papers:
    """Asks one installation for documents, as an organiser, with a reader and people who register beside it."""

    one: Installation
    client: Client
    organiser: str
    reader: str

    def make(self, address: str, seen: Meanwhile) -> Took:
        """Ask for an attendance summary and wait until it can be downloaded."""
        before, begun = self._processor(), time.perf_counter()
        page = self.client.post(address, {}, cookie=self.organiser).headers["Location"]
        with self._watched(seen):
            while not re.search(rb"/files/\d+/", self.client.get(page, cookie=self.organiser).data):
                if time.perf_counter() - begun > SECONDS:
                    raise Broken(f"{page} was not done in {SECONDS} seconds.")
                time.sleep(LOOK_EVERY)
        to_file = time.perf_counter() - begun
        done = self.one.ask("job", page.strip("/").rpartition("/")[2])
        if done["state"] != "done":
            raise Broken(f"{page} failed: {done['error']}")
        return Took(float(done["seconds"]), to_file, self._processor() - before, max(seen.megabytes, default=0))

    def make_beside(self, address: str, people: list[str]) -> tuple[Took, Meanwhile, float]:
        """The same while somebody reads pages and ``people`` register; says how long a mail waited, at most."""
        seen, is_over, place = Meanwhile(), threading.Event(), self.one.cast["open"]
        since = self.one.ask("now", "")["now"]

        def use() -> None:
            waiting = iter(people)
            while True:
                if person := next(waiting, None):
                    self.client.post(place["register"], SEAT, cookie=person)
                begun = time.perf_counter()
                self.client.get("/", cookie=self.reader)
                seen.pages.append(1_000 * (time.perf_counter() - begun))
                if is_over.wait(LOOK_EVERY):
                    return

        user = threading.Thread(target=use)
        user.start()
        try:
            took = self.make(address, seen)
        finally:
            is_over.set()
            user.join()
        return took, seen, float(self.one.ask("longest_wait", since)["seconds"])

    @contextmanager
    def _watched(self, seen: Meanwhile) -> Iterator[None]:
        """Look at the memory of the workers meanwhile, on a thread of its own."""
        is_over = threading.Event()

        def look() -> None:
            while not is_over.wait(LOOK_EVERY):
                sizes = [_resident(process) for process in self.one.parts()["documents"]]
                seen.megabytes.append(max(sizes, default=0) / MEGABYTE)

        watch = threading.Thread(target=look)
        watch.start()
        try:
            yield
        finally:
            is_over.set()
            watch.join()

    def _processor(self) -> float:
        """Seconds that the processes of the documents have used up to now, and those that others have taken the place of."""
        return float(sum(sum(process.cpu_times()[:4]) for process in self.one.parts()["documents"]))


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0
