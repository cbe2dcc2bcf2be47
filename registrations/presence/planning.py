"""What would become of each person in an attendance report: whom it means, for how long they were there."""

import hashlib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from registrations.presence.sheet import Fault, Line, Report
from registrations.presence.stays import Stay, Window, minutes_of, seconds_within

# What meetings put after a name: "(Guest)", "(Extern)", "(she/her)"; the name itself may stand there too.
BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
LEFT_OUT = 0  # chosen for somebody who is nobody of the list


class Fate(StrEnum):
    """What happens to a row."""

    PRESENT = "present"
    PARTIAL = "partial"
    SAME = "same"
    AWAY = "away"
    WITH = "with"
    UNKNOWN = "unknown"
    UNCLEAR = "unclear"
    LEFT_OUT = "left-out"
    WRONG = "wrong"


class By(StrEnum):
    """How somebody in the file was found on the list."""

    ADDRESS = "address"
    NAME = "name"
    HAND = "hand"


MARKING = (Fate.PRESENT, Fate.PARTIAL)


@dataclass(frozen=True, kw_only=True)
class Participant:
    """Somebody with a seat, and what is marked of them."""

    pk: int
    name: str
    email: str
    mark: str = ""
    minutes: int | None = None


@dataclass(frozen=True, kw_only=True)
class Attendee:
    """Somebody in the file, by all of their rows. ``number``: of the first one."""

    number: int
    rows: tuple[int, ...]
    name: str
    email: str
    stays: tuple[Stay, ...] = ()
    again: int = 0  # rows that stood there twice
    fault: Fault | None = None
    value: str = ""


@dataclass(frozen=True, kw_only=True)
class Step:
    """Somebody in the file, whom they are on the list, and what becomes of it."""

    attendee: Attendee
    fate: Fate
    person: int | None = None
    by: By | None = None
    minutes: int = 0
    before: str = ""  # what was marked of them until now
    was: int | None = None  # minutes that were noted until now
    other: int = 0  # the row that counts together with this one


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Everything that a report would do, or what is wrong with the whole of it."""

    steps: list[Step] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)  # who has a seat and is not in the file
    fault: Fault | None = None
    limit: int = 0

    @property
    def marks(self) -> dict[int, tuple[Fate, int]]:
        """What would be marked of whom, with the minutes."""
        return {step.person: (step.fate, step.minutes) for step in self.steps if step.person and step.fate in MARKING}

    @property
    def corrections(self) -> int:
        """How many are marked otherwise by now."""
        return sum(bool(step.before) for step in self.steps if step.fate in MARKING)

    @property
    def is_elsewhen(self) -> bool:
        """Whether nobody was there while the session was held, although they were at some time."""
        known = [step for step in self.steps if step.attendee.stays]
        return bool(known) and not any(step.minutes for step in known) and any(s.fate == Fate.AWAY for s in known)

    @property
    def digest(self) -> str:
        """The same for two plans that do the same."""
        rows = [(s.attendee.number, s.fate, s.person, s.minutes, s.before, s.was) for s in self.steps]
        return hashlib.sha256(repr((self.fault, rows)).encode()).hexdigest()


def make_plan(
    report: Report,
    people: Sequence[Participant],
    *,
    window: Window,
    share: int,
    choices: Mapping[int, int],
) -> Plan:
    """What ``report`` would do. ``share``: percent of the session for which one has to be there to be present;
    ``choices``: whom somebody in the file is by hand, by their first row, or ``LEFT_OUT``.
    """
    if report.fault:
        return Plan(fault=report.fault, limit=report.limit)
    attendees = grouped(report.lines)
    found = matched([one for one in attendees if one.fault is None], people, choices=choices)
    stays: dict[int, list[Stay]] = defaultdict(list)
    for one in attendees:
        if found.get(one.number):
            stays[found[one.number][0]] += one.stays
    known = {person.pk: person for person in people}
    first: dict[int, int] = {}
    unclear = _unclear(attendees, people)
    steps = []
    for one in attendees:
        if one.fault:
            steps.append(Step(attendee=one, fate=Fate.WRONG))
        elif one.number not in found:
            away = Fate.LEFT_OUT if choices.get(one.number) == LEFT_OUT else Fate.UNKNOWN
            fate = Fate.UNCLEAR if away == Fate.UNKNOWN and one.number in unclear else away
            steps.append(Step(attendee=one, fate=fate, minutes=minutes_of(seconds_within(one.stays, window))))
        else:
            pk, by = found[one.number]
            step = _judged(one, known[pk], stays[pk], window=window, share=share)
            steps.append(replace(step, by=by, other=first.get(pk, 0), fate=Fate.WITH if pk in first else step.fate))
            first.setdefault(pk, one.number)
    return Plan(steps=steps, missing=[person.pk for person in people if person.pk not in first])


def _judged(one: Attendee, person: Participant, stays: Iterable[Stay], *, window: Window, share: int) -> Step:
    seconds = seconds_within(stays, window)
    minutes = minutes_of(seconds)
    step = Step(attendee=one, fate=Fate.AWAY, person=person.pk, minutes=minutes, before=person.mark, was=person.minutes)
    if not minutes:
        return step
    fate = Fate.PRESENT if seconds * 100 >= share * window.seconds else Fate.PARTIAL
    is_known = person.mark == fate and (fate == Fate.PRESENT or person.minutes == minutes)
    return replace(step, fate=Fate.SAME if is_known else fate)


def grouped(lines: Iterable[Line]) -> list[Attendee]:
    """The people of a file: rows with one address are one person, as are rows without, with one name."""
    groups: dict[object, list[Line]] = defaultdict(list)
    for line in lines:
        groups[line.number if line.fault else line.email or ("", folded(line.name))].append(line)
    return [
        Attendee(
            number=rows[0].number,
            rows=tuple(row.number for row in rows),
            name=next((row.name for row in rows if row.name), ""),
            email=rows[0].email,
            stays=tuple(row.stay for row in rows if row.fault is None and not row.is_again),
            again=sum(row.is_again for row in rows),
            fault=rows[0].fault,
            value=rows[0].value,
        )
        for rows in groups.values()
    ]


def matched(
    attendees: Iterable[Attendee], people: Sequence[Participant], *, choices: Mapping[int, int]
) -> dict[int, tuple[int, By]]:
    """Whom each is on the list, by the number of their row: as chosen, else by address, else by a name that only
    one of them has on either side, and whom nobody else is.
    """
    attendees = list(attendees)
    ids = {person.pk for person in people}
    addresses = {person.email.casefold(): person.pk for person in people if person.email}
    found: dict[int, tuple[int, By]] = {}
    for one in attendees:
        chosen = choices.get(one.number)
        if chosen in ids:
            found[one.number] = (chosen, By.HAND)
        elif chosen is None and one.email in addresses:
            found[one.number] = (addresses[one.email], By.ADDRESS)
    taken = {pk for pk, _by in found.values()}
    rest = [one for one in attendees if one.number not in found and choices.get(one.number) is None]
    for one, pk in _by_name(rest, people):
        if pk not in taken:
            found[one.number] = (pk, By.NAME)
    return found


def _by_name(attendees: Sequence[Attendee], people: Sequence[Participant]) -> list[tuple[Attendee, int]]:
    """Those of whom a name leads to one person, who has no other of them."""
    owners = _owners(people)
    led = {}
    for one in attendees:
        candidates = {pk for name in names_of(one.name) for pk in owners.get(name, ())}
        if len(candidates) == 1:
            led[one.number] = candidates.pop()
    times = Counter(led.values())
    return [(one, led[one.number]) for one in attendees if one.number in led and times[led[one.number]] == 1]


def _unclear(attendees: Iterable[Attendee], people: Sequence[Participant]) -> set[int]:
    """Rows whose name is somebody's on the list, and yet does not say whose."""
    owners = _owners(people)
    return {one.number for one in attendees if any(name in owners for name in names_of(one.name))}


def _owners(people: Iterable[Participant]) -> dict[str, set[int]]:
    owners: dict[str, set[int]] = defaultdict(set)
    for person in people:
        owners[folded(person.name)].add(person.pk)
    owners.pop("", None)
    return owners


def names_of(text: str) -> list[str]:
    """What somebody may be called who is shown as ``text``: with and without what stands in brackets, or that alone."""
    found = [folded(text), folded(BRACKETS.sub(" ", text)), *map(folded, BRACKETS.findall(text))]
    return [name for name in dict.fromkeys(found) if name]


def folded(name: str) -> str:
    """A name without capitals, accents, signs, and the order of its parts: "Doe, Jané" is "jane doe"."""
    text = unicodedata.normalize("NFKD", name.casefold())
    text = "".join(char if char.isalnum() else " " for char in text if not unicodedata.combining(char))
    return " ".join(sorted(text.split()))
