"""What a directory file would change: compared with who is there, checked as a whole. Knows no Django.

People are found by their key, the first time by their address. Departments are found by their path of names,
or by their key. Something that exists is named by its id, something new by what will identify it.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from accounts.sheet import Column, Entry, Fault, Problem, Sheet
from accounts.structure import DepartmentRef, DepartmentRow, DepartmentStep, Structure

PersonRef = int | str  # an id, or the key of somebody new
LocationRef = int | str  # an id, or the name of a new one, casefolded
MOST_IN_A_CIRCLE = 8  # are named; whoever mends it begins at the first
MOST_GONE = 0.2  # of everybody with a key; more than that is rather half a file than a bad day


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """Somebody who has an account."""

    pk: int
    key: str
    email: str
    name: str
    department: int | None = None
    manager: int | None = None
    deputy: int | None = None
    location: int | None = None
    is_active: bool = True
    is_staff: bool = False


@dataclass(frozen=True, kw_only=True)
class LocationRow:
    """A place of work."""

    pk: int
    name: str


@dataclass(frozen=True, kw_only=True)
class Directory:
    """Who and what is there now. ``claimed``: whose an address is besides those that people sign in with."""

    people: Sequence[PersonRow] = ()
    departments: Sequence[DepartmentRow] = ()
    locations: Sequence[LocationRow] = ()
    claimed: Mapping[str, int] = field(default_factory=dict)


class Kind(StrEnum):
    """What happens to somebody."""

    ADD = "add"
    CHANGE = "change"
    LEAVE = "leave"
    RETURN = "return"


@dataclass(frozen=True, kw_only=True)
class Detail:
    """One thing about somebody that becomes another, in words."""

    column: Column
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class PersonStep:
    """One person who changes. ``values``: what becomes of their fields, references included."""

    kind: Kind
    row: int
    pk: int | None
    key: str
    name: str
    email: str
    values: Mapping[str, PersonRef | DepartmentRef | LocationRef | None]
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LocationStep:
    """A place of work that is not known yet; without a zone it has the site's."""

    row: int
    name: str
    zone: str


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Everything that a file would do, or what is wrong with it."""

    problems: list[Problem] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    departments: list[DepartmentStep] = field(default_factory=list)
    locations: list[LocationStep] = field(default_factory=list)
    people: list[PersonStep] = field(default_factory=list)
    unchanged: int = 0
    missing: int = 0
    has_many_missing: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether all is as the file says already."""
        return not (self.departments or self.locations or self.people)

    @property
    def counts(self) -> Counter[Kind]:
        """How many people of each kind."""
        return Counter(step.kind for step in self.people)

    @property
    def digest(self) -> str:
        """The same for two plans that do the same."""
        said = repr((self.problems, self.departments, self.locations, self.people))
        return hashlib.sha256(said.encode(errors="surrogatepass")).hexdigest()


def make_plan(sheet: Sheet, directory: Directory, *, importer: int | None, is_complete: bool) -> Plan:
    """What ``sheet`` would change; ``is_complete``: whoever has a key and is not in it has left."""
    if not sheet.entries:
        return Plan(problems=sheet.problems, unknown=sheet.unknown)
    planner = _Planner(sheet.entries, directory)
    steps = [step for entry in planner.entries if (step := planner.step(entry))]
    missing = list(planner.missing()) if is_complete else []
    problems = [*sheet.problems, *planner.problems]
    problems += _kept_in(steps + missing, directory, importer=importer)
    keyed = sum(bool(person.key and person.is_active) for person in directory.people)
    return Plan(
        problems=sorted(problems, key=lambda problem: problem.row),
        unknown=sheet.unknown,
        departments=planner.structure.steps,
        locations=list(planner.new_locations.values()),
        people=[*steps, *missing],
        unchanged=len(planner.entries) - len(steps),
        missing=len(missing),
        has_many_missing=len(missing) > MOST_GONE * keyed,
    )


def _kept_in(steps: Sequence[PersonStep], directory: Directory, *, importer: int | None) -> Iterator[Problem]:
    """Somebody has to be able to mend it afterwards."""
    leaving = {step.pk: step for step in steps if step.kind == Kind.LEAVE}
    if importer in leaving:
        yield Problem(fault=Fault.IMPORTER_LEAVES, row=leaving[importer].row, value=leaving[importer].name)
    staff = [person for person in directory.people if person.is_staff and person.is_active]
    if staff and all(person.pk in leaving for person in staff):
        step = leaving[staff[0].pk]
        yield Problem(fault=Fault.LAST_ADMINISTRATOR, row=step.row, value=step.name)


class _Planner:
    """Compares the rows one after the other with those who are there."""

    def __init__(self, entries: Sequence[Entry], directory: Directory) -> None:
        self.problems: list[Problem] = []
        self.new_locations: dict[str, LocationStep] = {}
        self._people = {person.pk: person for person in directory.people}
        self._by_key = {person.key: person for person in directory.people if person.key}
        self._by_email = {person.email: person for person in directory.people}
        self._claimed = directory.claimed
        self._locations = {location.name.casefold(): location for location in directory.locations}
        self._location_names = {location.pk: location.name for location in directory.locations}
        self.entries = list(self._once(entries))
        self.structure = Structure(self.entries, directory.departments)
        self._matched = {entry.key: self._match(entry) for entry in self.entries}
        self._named = {person.pk for person in self._matched.values() if person}
        self._leavers_of_file = {entry.key for entry in self.entries if entry.leaves}
        self._file_by_key = {entry.key: entry for entry in self.entries}
        self._file_by_email = {entry.email: entry for entry in self.entries}
        self._check_addresses()
        self._managers = {entry.key: self._reference(entry, Column.MANAGER) for entry in self.entries}
        self._deputies = {entry.key: self._reference(entry, Column.DEPUTY) for entry in self.entries}
        self._check_circles()
        self._places = {entry.key: self.structure.of(entry) for entry in self.entries if self._stays(entry)}
        self.problems += self.structure.problems

    def step(self, entry: Entry) -> PersonStep | None:
        """What happens to the person of one row; None where nothing does."""
        person = self._matched[entry.key]
        if entry.leaves:
            return self._leaving(entry, person) if person else None
        wanted = self._wanted(entry)
        if person is None:
            return self._made(Kind.ADD, entry, None, wanted | {"zone": self._zone(entry), "language": entry.language})
        now = {name: getattr(person, name) for name in wanted}
        values = {name: value for name, value in wanted.items() if now[name] != value}
        if not person.is_active:
            return self._made(Kind.RETURN, entry, person, values)
        return self._made(Kind.CHANGE, entry, person, values) if values else None

    def missing(self) -> Iterator[PersonStep]:
        """Whoever has a key and an open account and is not in the file."""
        for person in sorted(self._people.values(), key=lambda one: one.pk):
            if person.key and person.is_active and person.pk not in self._named:
                yield PersonStep(
                    kind=Kind.LEAVE,
                    row=0,
                    pk=person.pk,
                    key=person.key,
                    name=person.name,
                    email=person.email,
                    values={},
                )

    def _once(self, entries: Sequence[Entry]) -> Iterator[Entry]:
        """Rows that say who they are; a key or address that comes again is wrong there."""
        keys: dict[str, int] = {}
        emails: dict[str, int] = {}
        for entry in entries:
            if not entry.key or not entry.email:
                continue
            for column, value, seen in ((Column.KEY, entry.key, keys), (Column.EMAIL, entry.email, emails)):
                if value in seen:
                    fault = Fault.KEY_TWICE if column == Column.KEY else Fault.ADDRESS_TWICE
                    self._wrong(fault, entry, column, value=value, other=str(seen[value]))
            if entry.key not in keys and entry.email not in emails:
                yield entry
            keys.setdefault(entry.key, entry.row)
            emails.setdefault(entry.email, entry.row)

    def _match(self, entry: Entry) -> PersonRow | None:
        known = self._by_key.get(entry.key)
        same = self._by_email.get(entry.email)
        return known or (same if same and not same.key else None)

    def _stays(self, entry: Entry) -> bool:
        return not entry.leaves

    def _check_addresses(self) -> None:
        """Nobody gets an address that stays somebody else's."""
        freed = {
            person.pk
            for key, person in self._matched.items()
            if person and not self._file_by_key[key].leaves and self._file_by_key[key].email != person.email
        }
        for entry in filter(self._stays, self.entries):
            me = self._matched[entry.key]
            holder = self._by_email.get(entry.email)
            owner = holder.pk if holder else self._claimed.get(entry.email)
            if owner is not None and (me is None or owner != me.pk) and owner not in freed:
                name = self._people[owner].name if owner in self._people else ""
                self._wrong(Fault.ADDRESS_TAKEN, entry, Column.EMAIL, value=entry.email, other=name)

    def _reference(self, entry: Entry, column: Column) -> PersonRef | None:
        """Whom the cell means: somebody of the file by key or address, else somebody who is there."""
        said: str = getattr(entry, column) or ""
        if not said or entry.leaves:
            return None
        other = self._file_by_key.get(said) or self._file_by_email.get(said.lower())
        if other is entry:
            self._wrong(Fault.SELF, entry, column, value=said)
            return None
        if other:
            person = self._matched[other.key]
            found: PersonRef | None = person.pk if person else None if other.leaves else other.key
        else:
            known = self._by_key.get(said) or self._by_email.get(said.lower())
            # Whoever is in the file is called there by their new address.
            found = known.pk if known and known.pk not in self._named else None
        if found is None:
            self._wrong(Fault.UNKNOWN_PERSON, entry, column, value=said)
        return found

    def _check_circles(self) -> None:
        """Nobody is above themselves; said once for each circle, at the first of its rows."""
        above: dict[PersonRef, PersonRef | None] = {person.pk: person.manager for person in self._people.values()}
        rows: dict[PersonRef, Entry] = {}
        for entry in filter(self._stays, self.entries):
            me = self._me(entry)
            rows[me] = entry
            if entry.manager is not None:
                above[me] = self._managers[entry.key]
        done: set[PersonRef] = set()
        for start in rows:
            line: dict[PersonRef, None] = {}  # in order, and found at once: a chain may be as long as the file
            step: PersonRef | None = start
            while step is not None and step not in done and step not in line:
                line[step] = None
                step = above.get(step)
            if step is not None and step in line:
                circle = [*line]
                circle = circle[circle.index(step) :]
                named = [rows[one] for one in circle if one in rows]
                if any(entry.manager is not None for entry in named):
                    first = min(named, key=lambda entry: entry.row)
                    shown = [self._name(one) for one in circle[:MOST_IN_A_CIRCLE]]
                    more = ["…"] if len(circle) > MOST_IN_A_CIRCLE else []
                    names = " → ".join([*shown, *more, shown[0]])
                    self._wrong(Fault.CIRCLE, first, Column.MANAGER, value=first.manager or "", other=names)
            done.update(line)

    def _me(self, entry: Entry) -> PersonRef:
        person = self._matched[entry.key]
        return person.pk if person else entry.key

    def _name(self, ref: PersonRef | None) -> str:
        if isinstance(ref, int):
            return self._people[ref].name if ref in self._people else ""
        return self._file_by_key[ref].name if ref else ""

    def _wanted(self, entry: Entry) -> dict[str, PersonRef | DepartmentRef | LocationRef | None]:
        wanted: dict[str, PersonRef | DepartmentRef | LocationRef | None] = {
            "key": entry.key,
            "email": entry.email,
            "name": entry.name,
        }
        if entry.department is not None or entry.department_key:
            wanted["department"] = self._places[entry.key]
        if entry.manager is not None:
            wanted["manager"] = self._managers[entry.key]
        if entry.deputy is not None:
            wanted["deputy"] = self._deputies[entry.key]
        if entry.location is not None:
            wanted["location"] = self._location(entry)
        return wanted

    def _location(self, entry: Entry) -> LocationRef | None:
        said = entry.location or ""
        if not said:
            return None
        known = self._locations.get(said.casefold())
        if known:
            return known.pk
        self.new_locations.setdefault(said.casefold(), LocationStep(row=entry.row, name=said, zone=entry.zone))
        return said.casefold()

    def _zone(self, entry: Entry) -> str:
        """Of somebody new: what the row says; else the one of their place, which whoever adds them looks up."""
        return entry.zone

    def _leaving(self, entry: Entry, person: PersonRow) -> PersonStep | None:
        values: dict[str, PersonRef | DepartmentRef | LocationRef | None] = (
            {} if person.key == entry.key else {"key": entry.key}
        )
        if person.is_active:
            return self._made(Kind.LEAVE, entry, person, values)
        return self._made(Kind.CHANGE, entry, person, values) if values else None

    def _made(
        self,
        kind: Kind,
        entry: Entry,
        person: PersonRow | None,
        values: Mapping[str, PersonRef | DepartmentRef | LocationRef | None],
    ) -> PersonStep:
        details = tuple(
            Detail(
                column=Column(name),
                before=self._said(name, getattr(person, name, None)) if person else "",
                after=self._said(name, value),
            )
            for name, value in values.items()
            if value not in (None, "") or person
        )
        return PersonStep(
            kind=kind,
            row=entry.row,
            pk=person.pk if person else None,
            key=entry.key,
            name=entry.name,
            email=entry.email,
            values=values,
            details=details,
        )

    def _said(self, name: str, value: PersonRef | DepartmentRef | LocationRef | None) -> str:
        if value is None:
            return ""
        if name == Column.DEPARTMENT:
            return self.structure.name(value)
        if name in {Column.MANAGER, Column.DEPUTY}:
            return self._name(value if isinstance(value, int | str) else None)
        if name == Column.LOCATION:
            return self._location_names[value] if isinstance(value, int) else self.new_locations[str(value)].name
        return str(value)

    def _wrong(self, fault: Fault, entry: Entry, column: Column, *, value: str, other: str = "") -> None:
        self.problems.append(Problem(fault=fault, row=entry.row, column=column, value=value, other=other))
