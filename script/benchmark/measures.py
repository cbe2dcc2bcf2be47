"""What is done to the installations, and what it cost them."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from benchmark import yardstick
from benchmark.client import UNCHANGED, Client
from benchmark.figures import Figure, Spread
from benchmark.installation import Broken, Installation, Usage
from benchmark.load import Load
from benchmark.papers import SEAT, Meanwhile, Papers

WARM_UP = 12  # requests of each page: both processes, all of their threads
SEARCHED = "/?q=data&more=1"
CALENDAR = {"Accept": "text/calendar"}

Request = Callable[[], object]


@dataclass
class Notes:
    """Values by what they are of, collected round by round."""

    values: dict[tuple[str, str, str], list[float]] = field(default_factory=lambda: defaultdict(list))

    def add(self, name: str, size: object, unit: str, *values: float) -> None:
        """Note ``values``."""
        self.values[name, str(size), unit] += values

    def figures(self) -> list[Figure]:
        """All of them as medians."""
        return [Figure(name, size, unit, Spread.of(values)) for (name, size, unit), values in self.values.items()]


class Bench:
    """Measures installations that run side by side, each kind of page of each in turn."""

    def __init__(self, installations: Sequence[Installation], load: Load, notes: Notes) -> None:
        self.installations, self.load, self.notes = installations, load, notes
        self.clients = {one.size: Client(one.url) for one in installations}
        self.readers: dict[object, str] = {}

    def run(self, say: Callable[[str], None]) -> None:
        """Everything, in order; ``say`` hears how far it is."""
        for one in self.installations:
            self.readers[one.size] = self.clients[one.size].sign_in(**one.cast["account"])
            self._note_memory(one, "at rest")
            self._warm_up(one)
        if self.load.only != "documents":
            self._use_pages(say)
        largest = self.installations[-1]
        if self.load.only != "pages":
            self._documents(largest, say)
        if self.load.only:
            return
        say("waiting lists")
        self._wait_in_line(self.installations[0])
        for one in self.installations:
            self._note_memory(one, "after all")
        for one in self.installations:
            self._send_mails(one)

    def _use_pages(self, say: Callable[[str], None]) -> None:
        for number in range(self.load.rounds):
            say(f"round {number + 1} of {self.load.rounds}")
            for name in self._pages(self.installations[0]):
                for one in self.installations:
                    self._measure(one, name, self._pages(one)[name], self.load.requests)
            for one in self.installations:
                self._register(one, number)
        largest = self.installations[-1]
        for number in range(self.load.rushes):
            say(f"rush {number + 1} of {self.load.rushes}")
            self._rush(largest, largest.cast["rushes"][number])

    def _pages(self, one: Installation) -> dict[str, Request]:
        """Each kind of page as a request."""
        client, cast, reader = self.clients[one.size], one.cast, self.readers[one.size]
        feed = cast["feed"]["address"]
        tag = client.get(feed, headers=CALENDAR).headers["ETag"]
        unchanged = CALENDAR | {"If-None-Match": tag}
        return {
            "catalogue": lambda: client.get("/", cookie=reader),
            "catalogue filtered": lambda: client.get("/?topic=data", cookie=reader),
            "catalogue searched, facets open": lambda: client.get(SEARCHED, cookie=reader),
            "month": lambda: client.get("/calendar/", cookie=reader),
            "event page": lambda: client.get(cast["event"], cookie=reader),
            "my seminars": lambda: client.get("/my/", cookie=cast["person"]),
            "participants": lambda: client.get(cast["people"]["address"], cookie=cast["people"]["cookie"]),
            "figures": lambda: client.get("/figures/", cookie=cast["administrator"]),
            "feed": lambda: client.get(feed, headers=CALENDAR),
            "feed unchanged": lambda: client.get(feed, headers=unchanged, expected=UNCHANGED),
        }

    def _warm_up(self, one: Installation) -> None:
        """Let every thread have answered once, and ask how many statements each page takes."""
        for request in self._pages(one).values():
            with ThreadPoolExecutor(4) as lanes:
                for answer in [lanes.submit(request) for _each in range(WARM_UP)]:
                    answer.result()
        client, cast, reader = self.clients[one.size], one.cast, self.readers[one.size]
        asked = {
            "catalogue": ("/", reader),
            "catalogue filtered": ("/?topic=data", reader),
            "catalogue searched, facets open": (SEARCHED, reader),
            "month": ("/calendar/", reader),
            "event page": (cast["event"], reader),
            "my seminars": ("/my/", cast["person"]),
            "participants": (cast["people"]["address"], cast["people"]["cookie"]),
            "figures": ("/figures/", cast["administrator"]),
            "feed": (cast["feed"]["address"], ""),
        }
        for name, (path, cookie) in asked.items():
            self.notes.add(f"{name}, statements", one.size, "", client.statements(path, cookie=cookie))

    def _measure(self, one: Installation, name: str, request: Request, times: int) -> None:
        """Ask ``times`` times, one after the other."""
        self._note_yardstick(one)
        walls, before = [], one.usage()
        for _each in range(times):
            begun = time.perf_counter()
            request()
            walls.append(1000 * (time.perf_counter() - begun))
        self._note_usage(one, name, before, walls)

    def _note_usage(self, one: Installation, name: str, before: Usage, walls: Sequence[float]) -> None:
        used = one.usage() - before
        self.notes.add(f"{name}, wall", one.size, "ms", *walls)
        self.notes.add(f"{name}, processor", one.size, "ms", used.total / len(walls))
        if one.server:
            self.notes.add(f"{name}, of it database", one.size, "ms", used.database / len(walls))

    def _register(self, one: Installation, number: int) -> None:
        """Some more people take a seat, each from the event page to the page that says so."""
        client, place, count = self.clients[one.size], one.cast["open"], self.load.registrants
        people = one.cast["crowd"][number * count : (number + 1) * count]
        if number == 0:
            first, *people = people
            self._count_the_way(one, first)
        stages: dict[str, Callable[[str], object]] = {
            "way: event page": lambda person: client.get(place["event"], cookie=person),
            "registering (POST)": lambda person: client.post(place["register"], SEAT, cookie=person),
            "way: confirmation": lambda person: client.get(place["event"], cookie=person),
        }
        whole, wall = 0.0, 0.0
        for name, act in stages.items():
            queue: Iterator[str] = iter(people)
            before, begun = one.usage(), time.perf_counter()
            self._measure(one, name, lambda act=act, queue=queue: act(next(queue)), len(people))  # type: ignore[misc]
            wall += 1000 * (time.perf_counter() - begun) / len(people)
            whole += (one.usage() - before).total / len(people)
        self.notes.add("whole way to a seat, processor", one.size, "ms", whole)
        self.notes.add("whole way to a seat, wall", one.size, "ms", wall)

    def _count_the_way(self, one: Installation, person: str) -> None:
        client, place = self.clients[one.size], one.cast["open"]
        way = [
            client.statements(place["event"], cookie=person),
            client.statements(place["register"], cookie=person, values=SEAT),
            client.statements(place["event"], cookie=person),
        ]
        self.notes.add("registering (POST), statements", one.size, "", way[1])
        self.notes.add("whole way to a seat, statements", one.size, "", sum(way))

    def _rush(self, one: Installation, place: dict[str, str]) -> None:
        """Many people want few seats at the same moment; says how fast, and makes sure of who got one."""
        client = Client(one.url, lanes=self.load.rush_lanes)
        people = one.cast["crowd"][: self.load.rush_people]
        with ThreadPoolExecutor(self.load.rush_lanes) as lanes:
            begun = time.perf_counter()
            answers = [lanes.submit(client.post, place["register"], SEAT, cookie=person) for person in people]
            for answer in answers:
                answer.result()
            seconds = time.perf_counter() - begun
        found = one.ask("seats", place["slug"])
        wanted = {
            "confirmed": self.load.rush_seats,
            "waiting": self.load.rush_people - self.load.rush_seats,
            "all": self.load.rush_people,
            "taken": self.load.rush_seats,
        }
        if found != wanted:
            raise Broken(f"After the rush there should be {wanted}, and there are {found}.")
        self.notes.add("rush, registrations a second", one.size, "/s", len(people) / seconds)

    def _documents(self, one: Installation, say: Callable[[str], None]) -> None:
        cast = one.cast["documents"]
        papers = Papers(one, self.clients[one.size], cast["cookie"], self.readers[one.size])
        for rows, address in cast["addresses"].items():
            for number in range(self.load.documents):
                say(f"document of {rows} rows, {number + 1} of {self.load.documents}")
                self._note_yardstick(one)
                took = papers.make(address, Meanwhile())
                for what, value in (("", took.in_worker), (", from click to file", took.to_file)):
                    self.notes.add(f"document of {rows} rows{what}", one.size, "s", value)
                self.notes.add(f"document of {rows} rows, processor", one.size, "s", took.processor)
                self.notes.add(f"document of {rows} rows, its worker at most", one.size, "MB", took.megabytes)
        say(f"document of {rows} rows, with everything in use")
        people = one.cast["crowd"][self.load.rounds * self.load.registrants :]
        _took, seen, wait = papers.make_beside(address, people)
        self.notes.add("catalogue beside the longest document, wall", one.size, "ms", *seen.pages)
        self.notes.add("mail beside the longest document, longest wait", one.size, "s", wait)

    def _wait_in_line(self, one: Installation) -> None:
        """The same changes of seats with few and with many who wait, under floors and ceilings."""
        found = one.wait_in_line({"few": 10, "many": self.load.waiting, "rounds": self.load.waiting_rounds})
        for name, values in found["milliseconds"].items():
            self.notes.add(f"{name} wait, processor of the process", one.size, "ms", *values)
        self.notes.add(f"draw of {self.load.waiting} requests, processor of the process", one.size, "s", found["draw"])

    def _send_mails(self, one: Installation) -> None:
        """What one worker sends through a server at its side."""
        found = one.send_mails(self.load.mails)
        self.notes.add("mails a second and worker", one.size, "/s", found["sent"] / found["seconds"])
        self.notes.add("mail, processor of the worker", one.size, "ms", 1_000 * found["processor"] / found["sent"])

    def _note_yardstick(self, one: Installation) -> None:
        self.notes.add("yardstick: the same piece of Python, processor", one.size, "ms", yardstick.milliseconds())

    def _note_memory(self, one: Installation, when: str) -> None:
        names = {"web worker": "web worker", "mail": "mail cluster", "documents": "documents cluster"}
        for name, megabytes in one.memory().items():
            self.notes.add(f"{names[name]} {when}, PSS", one.size, "MB", megabytes)
