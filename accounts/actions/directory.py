"""Writes a plan into the directory, many rows at a time.

Private to the actions, inside their transaction and with everybody concerned locked.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.utils.text import slugify

from accounts.actions.people import close
from accounts.enums import Mark
from accounts.models import Department, Location, User, default_language, default_zone
from accounts.planning import Kind, PersonStep, Plan
from accounts.signals import address_changed, renamed
from accounts.structure import DepartmentRef, DepartmentStep
from audit.actions import Change, record, record_all

AT_ONCE = 500
REFERENCES = ("department", "location", "manager", "deputy")
PEOPLE = ("manager", "deputy")
MARKS = list(Mark)
HUES = 8


class Writer:
    """Writes one plan: places first, then people, then who is whose manager."""

    def __init__(self, plan: Plan, *, by: User | None, at: datetime) -> None:
        self._plan = plan
        self._by = by
        self._at = at
        self._departments: dict[DepartmentRef, Department] = {}
        self._moved: list[Department] = []
        self._locations: dict[object, Location] = {}
        self._new: dict[str, int] = {}

    def write(self) -> None:
        """Do all of it."""
        self._write_departments()
        self._write_locations()
        moving = [step for step in self._steps(Kind.CHANGE, Kind.RETURN) if "email" in step.values]
        former = self._free_addresses(moving)
        self._add_people()
        changed = self._change_people()
        self._vouch(moving)
        for step in moving:
            user = changed[step.pk or 0]
            address_changed.send(sender=User, user=user, former=former[user.pk], at=self._at)
        moved = [
            changed[step.pk or 0]
            for step in self._steps(Kind.CHANGE)
            if step.values.keys() & {"department", "location"}
        ]
        left = [step.pk for step in self._steps(Kind.LEAVE) if step.pk]
        close(users=left, moved=moved, departments=self._moved, by=self._by, at=self._at)
        self._announce_names(changed)

    def _announce_names(self, changed: Mapping[int, User]) -> None:
        called = [changed[step.pk or 0] for step in self._plan.people if step.pk in changed and "name" in step.values]
        if called:
            renamed.send(sender=User, rows=called, at=self._at)
        departments = [self._departments[step.ref] for step in self._plan.departments if step.pk]
        if departments:
            renamed.send(sender=Department, rows=departments, at=self._at)

    def _steps(self, *kinds: Kind) -> list[PersonStep]:
        return [step for step in self._plan.people if step.kind in kinds]

    def _write_departments(self) -> None:
        steps = self._plan.departments
        if not steps:
            return
        changing = [step.pk for step in steps if step.pk]
        for pk in changing:  # two may take each other's name
            Department.objects.filter(pk=pk).update(name=f"…{pk}")
        known = {department.pk: department for department in Department.objects.all()}
        self._departments.update(known)
        keys = {department.key for department in known.values()} | {step.key for step in steps}
        for step in steps:
            parent = self._departments[step.parent] if step.parent is not None else None
            department = known[step.pk] if step.pk else self._new_department(step, parent, keys)
            if step.pk and department.parent_id != (parent.pk if parent else None):
                self._moved.append(department)
            department.name, department.parent = step.name, parent
            department.save()
            before = {"name": step.before} if step.pk else None
            verb = "department.changed" if step.pk else "department.added"
            record(verb, department, by=self._by, at=self._at, before=before, after={"name": step.after})
            self._departments[step.ref] = department

    def _new_department(self, step: DepartmentStep, parent: Department | None, keys: set[str]) -> Department:
        """With its parent's mark; one at the top gets the next that is free."""
        key = step.key or _free_key(step.after, keys)
        keys.add(key)
        if parent:
            return Department(key=key, mark=parent.mark, is_open_mark=parent.is_open_mark, hue=parent.hue)
        number = sum(department.parent_id is None for department in self._departments.values())
        mark, is_open = MARKS[number % len(MARKS)], number // len(MARKS) % 2 == 1
        return Department(key=key, mark=mark, is_open_mark=is_open, hue=number % HUES + 1)

    def _write_locations(self) -> None:
        for step in self._plan.locations:
            location = Location.objects.create(name=step.name, zone=step.zone or default_zone())
            record("location.added", location, by=self._by, at=self._at, after={"name": step.name, "zone": step.zone})
            self._locations[step.name.casefold()] = location

    def _free_addresses(self, moving: Sequence[PersonStep]) -> dict[int, str]:
        """Take everybody's old address who gets another one, so that two may swap; says what they were."""
        users = list(User.objects.filter(pk__in=[step.pk for step in moving]))
        former = {user.pk: user.email for user in users}
        for user in users:
            user.email = f"{user.pk}@moving.invalid"
        User.objects.bulk_update(users, ["email"], batch_size=AT_ONCE)
        EmailAddress.objects.filter(user__in=users).delete()
        return former

    def _add_people(self) -> None:
        steps = self._steps(Kind.ADD)
        zones = dict(Location.objects.values_list("pk", "zone"))
        users = []
        for step in steps:
            values = self._values(step, without=PEOPLE)
            values["zone"] = values["zone"] or zones.get(values.get("location_id") or 0) or default_zone()
            values["language"] = values["language"] or default_language()
            users.append(User(password=make_password(None), joined_at=self._at, **values))
        for user in User.objects.bulk_create(users, batch_size=AT_ONCE):
            self._new[user.key or ""] = user.pk
        _own_addresses(users)
        record_all(
            "person.enrolled", [Change(user, None, {"name": user.name}) for user in users], by=self._by, at=self._at
        )
        led = [(user, step) for user, step in zip(users, steps, strict=True) if any(step.values.get(n) for n in PEOPLE)]
        for user, step in led:
            _set(user, self._values(step, only=PEOPLE))
        User.objects.bulk_update([user for user, _step in led], PEOPLE, batch_size=AT_ONCE)

    def _change_people(self) -> dict[int, User]:
        """Give people what the file says, and open the accounts of those who are back."""
        steps = {step.pk: step for step in self._plan.people if step.pk and (step.values or step.kind == Kind.RETURN)}
        users = list(User.objects.filter(pk__in=steps).order_by("pk"))
        fields = {name for step in steps.values() for name in step.values}
        for user in users:
            _set(user, self._values(steps[user.pk]))
            user.is_active = user.is_active or steps[user.pk].kind == Kind.RETURN
        User.objects.bulk_update(users, sorted(fields | {"is_active"}), batch_size=AT_ONCE)
        self._void_strange_passwords([user for user in users if "key" in steps[user.pk].values])
        for verb, kinds in (
            ("person.imported", (Kind.CHANGE, Kind.LEAVE)),
            ("person.reactivated", (Kind.RETURN,)),
        ):
            changes = [_described(user, steps[user.pk]) for user in users if steps[user.pk].kind in kinds]
            record_all(verb, changes, by=self._by, at=self._at)
        return {user.pk: user for user in users}

    def _void_strange_passwords(self, found: Sequence[User]) -> None:
        """Whoever signed up with an address and never proved that it is theirs may be anybody.

        The directory says whose the address is, but not who chose the password.
        """
        proved = set(EmailAddress.objects.filter(user__in=found, verified=True).values_list("user", flat=True))
        strange = [user for user in found if user.pk not in proved]
        for user in strange:
            user.set_unusable_password()
        User.objects.bulk_update(strange, ["password"], batch_size=AT_ONCE)
        EmailAddress.objects.filter(user__in=strange).delete()
        _own_addresses(strange)

    def _vouch(self, moving: Sequence[PersonStep]) -> None:
        _own_addresses(User.objects.filter(pk__in=[step.pk for step in moving]))

    def _values(self, step: PersonStep, *, without: Collection[str] = (), only: Collection[str] = ()) -> dict[str, Any]:
        """The fields of a step with ids in the place of references."""
        values: dict[str, Any] = {}
        for name, value in step.values.items():
            if name in without or (only and name not in only):
                continue
            values[f"{name}_id" if name in REFERENCES else name] = self._id(name, value)
        return values

    def _id(self, name: str, value: Any) -> Any:
        if isinstance(value, int) or value is None or name not in REFERENCES:
            return value
        if name in PEOPLE:
            return self._new[value]
        return (self._departments[value] if name == "department" else self._locations[value]).pk


def _set(user: User, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(user, name, value)


def _own_addresses(users: Collection[User]) -> None:
    """The directory vouches for these addresses, so nobody has to verify them."""
    addresses = [EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users]
    EmailAddress.objects.bulk_create(addresses, batch_size=AT_ONCE)


def _described(user: User, step: PersonStep) -> Change:
    before: dict[str, object] = {detail.column.value: detail.before for detail in step.details}
    after: dict[str, object] = {detail.column.value: detail.after for detail in step.details}
    if step.kind == Kind.RETURN:
        before, after = before | {"is_active": False}, after | {"is_active": True}
    return Change(user, before, after)


def _free_key(path: str, taken: Collection[str]) -> str:
    """A key for a new department that nobody has."""
    plain = slugify(path)[:50] or "department"
    key, turn = plain, 1
    while key in taken:
        turn += 1
        key = f"{plain}-{turn}"
    return key
