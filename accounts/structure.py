"""The tree of departments as a directory file wants it. Knows no Django.

A path is read from its top. Its first step may also be a department's key. With a column of keys, the path says
what the department with that key is called and where it stands: so departments are renamed and moved.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from accounts.sheet import Column, Entry, Fault, Problem

# The id of a department that exists; of a new one the one above it and its name, casefolded.
DepartmentRef = int | tuple[Any, str]
Path = tuple[str, ...]
SEPARATOR = " / "


@dataclass(frozen=True, kw_only=True)
class DepartmentRow:
    """A department that exists."""

    pk: int
    key: str
    name: str
    parent: int | None = None


@dataclass(frozen=True, kw_only=True)
class DepartmentStep:
    """A department that is new (no ``pk``) or gets another name or place. Parents come before those below."""

    row: int
    ref: DepartmentRef
    pk: int | None
    key: str
    name: str
    parent: DepartmentRef | None
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class _Claim:
    """What a row says about the department with a key."""

    row: int
    key: str
    path: Path


class Structure:
    """Departments by their place, existing ones and those that the file brings."""

    def __init__(self, entries: Sequence[Entry], departments: Sequence[DepartmentRow]) -> None:
        self.problems: list[Problem] = []
        self._rows = {row.pk: row for row in departments}
        self._by_key = {row.key.casefold(): row for row in departments}
        self._places: dict[tuple[DepartmentRef | None, str], DepartmentRef] = {}
        for row in sorted(departments, key=lambda one: one.pk, reverse=True):
            self._places[row.parent, row.name.casefold()] = row.pk  # of two with one name the older
        self._vacated: dict[tuple[DepartmentRef | None, str], _Claim] = {}
        self._new: dict[DepartmentRef, DepartmentStep] = {}
        self._changed: dict[int, DepartmentStep] = {}
        self._of_key: dict[str, DepartmentRef] = {}
        claims = [*self._claims(entries)]
        self._vacate(claims)
        for claim in sorted(claims, key=lambda one: len(one.path)):
            self._place(claim)
        self._check_circles()

    @property
    def steps(self) -> list[DepartmentStep]:
        """New departments from the top, then those that change."""
        return [*self._new.values(), *self._changed.values()]

    def of(self, entry: Entry) -> DepartmentRef | None:
        """The department of one row."""
        key = entry.department_key.casefold()
        if key:
            known = self._by_key.get(key)
            found = self._of_key.get(key, known.pk if known else None)
            if found is None:
                self._wrong(Fault.UNKNOWN_DEPARTMENT, entry.row, Column.DEPARTMENT_KEY, value=entry.department_key)
            return found
        return self._resolve(entry.department, row=entry.row) if entry.department else None

    def name(self, ref: object) -> str:
        """The path of a department as people read it, as it will be."""
        names: list[str] = []
        seen: set[object] = set()
        step: Any = ref
        while step is not None and step not in seen:
            seen.add(step)
            made = self._new.get(step) or self._changed.get(step)
            row = made or self._rows[step]
            names.append(row.name)
            step = row.parent
        return SEPARATOR.join(reversed(names))

    def _former_name(self, pk: int) -> str:
        names: list[str] = []
        seen: set[int] = set()
        step: int | None = pk
        while step is not None and step not in seen:
            seen.add(step)
            names.append(self._rows[step].name)
            step = self._rows[step].parent
        return SEPARATOR.join(reversed(names))

    def _claims(self, entries: Sequence[Entry]) -> Iterator[_Claim]:
        """The first row of each key that says a path; others must say the same."""
        by_key: dict[str, _Claim] = {}
        by_path: dict[Path, _Claim] = {}
        for entry in entries:
            key, path = entry.department_key.casefold(), entry.department
            if not key or not path or entry.leaves:
                continue
            folded = tuple(step.casefold() for step in path)
            mine = by_key.get(key)
            same = by_path.get(folded)
            if (mine and _folded(mine) != folded) or (same and same.key.casefold() != key):
                other = mine if mine and _folded(mine) != folded else same
                self._wrong(
                    Fault.DEPARTMENT_CONTRADICTED,
                    entry.row,
                    Column.DEPARTMENT,
                    value=SEPARATOR.join(path),
                    other=str(other.row if other else ""),
                )
            elif not mine:
                by_key[key] = by_path[folded] = _Claim(row=entry.row, key=entry.department_key, path=path)
        yield from by_key.values()

    def _vacate(self, claims: Sequence[_Claim]) -> None:
        for claim in claims:
            row = self._by_key.get(claim.key.casefold())
            place = (row.parent, row.name.casefold()) if row else None
            if row and place and self._places.get(place) == row.pk:
                del self._places[place]
                self._vacated[place] = claim

    def _place(self, claim: _Claim) -> None:
        """Put the department with a key where its path says."""
        parent = self._resolve(claim.path[:-1], row=claim.row) if claim.path[:-1] else None
        name = claim.path[-1]
        place = (parent, name.casefold())
        row = self._by_key.get(claim.key.casefold())
        ref: DepartmentRef = row.pk if row else place
        if self._places.get(place, ref) != ref or (row is None and place in self._places):
            self._wrong(Fault.DEPARTMENT_TAKEN, claim.row, Column.DEPARTMENT_KEY, value=claim.key, other=name)
            return
        self._places[place] = self._of_key[claim.key.casefold()] = ref
        if row is None:
            self._add(ref, row=claim.row, key=claim.key, name=name, parent=parent)
        elif (row.parent, row.name) != (parent, name):
            before = self._former_name(row.pk)
            self._changed[row.pk] = DepartmentStep(
                row=claim.row,
                ref=ref,
                pk=row.pk,
                key=row.key,
                name=name,
                parent=parent,
                before=before,
                after=SEPARATOR.join(claim.path),
            )

    def _resolve(self, path: Path, *, row: int) -> DepartmentRef | None:
        """The department at ``path``; what is missing of it becomes new."""
        ref: DepartmentRef | None = None
        for depth, step in enumerate(path):
            place = (ref, step.casefold())
            keyed = self._by_key.get(step.casefold()) if depth == 0 else None
            if place in self._places:
                ref = self._places[place]
            elif keyed:
                ref = keyed.pk
            elif place in self._vacated:
                claim = self._vacated[place]
                self._wrong(
                    Fault.DEPARTMENT_MOVED, row, Column.DEPARTMENT, value=SEPARATOR.join(path), other=str(claim.row)
                )
                ref = self._by_key[claim.key.casefold()].pk
            else:
                parent, ref = ref, place
                self._places[place] = ref
                self._add(ref, row=row, key="", name=step, parent=parent)
        return ref

    def _add(self, ref: DepartmentRef, *, row: int, key: str, name: str, parent: DepartmentRef | None) -> None:
        above = f"{self.name(parent)}{SEPARATOR}" if parent is not None else ""
        self._new[ref] = DepartmentStep(
            row=row, ref=ref, pk=None, key=key, name=name, parent=parent, before="", after=above + name
        )

    def _check_circles(self) -> None:
        """No department stands below itself."""
        for step in self._changed.values():
            line: list[Any] = []
            ref: Any = step.ref
            while ref is not None and ref not in line:
                line.append(ref)
                made = self._new.get(ref) or self._changed.get(ref)
                ref = made.parent if made else self._rows[ref].parent
            if ref is not None and ref == step.ref:
                names = [(self._new.get(one) or self._changed.get(one) or self._rows[one]).name for one in line]
                said = " → ".join([*names, names[0]])
                self._wrong(Fault.DEPARTMENT_CIRCLE, step.row, Column.DEPARTMENT, value=step.after, other=said)

    def _wrong(self, fault: Fault, row: int, column: Column, *, value: str, other: str = "") -> None:
        self.problems.append(Problem(fault=fault, row=row, column=column, value=value, other=other))


def _folded(claim: _Claim) -> Path:
    return tuple(step.casefold() for step in claim.path)
