"""Every change of the organisation: departments, who looks after them, places of work."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts import policies
from accounts.enums import Refusal
from accounts.exceptions import AccountRefused, InUse
from accounts.models import Coordinator, Department, Location, User
from accounts.signals import people_moved, renamed
from audit.actions import record
from common.uses import uses
from common.versions import version

DESCRIBED = ("name", "key", "parent", "mark", "is_open_mark", "hue", "publishing")
NOTED = ("name", "key", "parent_id", "mark", "is_open_mark", "hue", "publishing")
PLACED = ("name", "zone", "country", "subdivision")


def version_of(row: Department | Location) -> str:
    """What changes with everything that can be changed about a department or a location."""
    return version(row, DESCRIBED if isinstance(row, Department) else PLACED)


@transaction.atomic
def add_department(*, values: dict[str, Any], by: User, at: datetime) -> Department:
    """Add a department, on its own or below another."""
    department: Department = Department.objects.create(**values)
    record("department.added", department, by=by, at=at, after=_described(department))
    return department


@transaction.atomic
def change_department(
    *, department: Department, values: dict[str, Any], by: User, at: datetime, seen: str = ""
) -> Department:
    """Rename a department, move it in the tree, or give it another mark; never below itself."""
    tree = Department.objects.lock_tree()
    department = tree[department.pk]
    if seen and seen != version_of(department):
        raise AccountRefused(Refusal.CHANGED_MEANWHILE)
    if reason := policies.move_refusal(department, below=values.get("parent"), tree=tree):
        raise AccountRefused(reason)
    before = _described(department)
    for name in values.keys() & set(DESCRIBED):
        setattr(department, name, values[name])
    department.save(update_fields=sorted(values.keys() & set(DESCRIBED)))
    record("department.changed", department, by=by, at=at, before=before, after=_described(department))
    if before["name"] != department.name:
        renamed.send(sender=Department, rows=[department], at=at)
    if before["parent_id"] != department.parent_id:
        people_moved.send(sender=Department, users=[], departments=[department], by=by, at=at)
    return department


@transaction.atomic
def remove_department(*, department: Department, by: User, at: datetime) -> None:
    """Remove a department that nothing belongs to any more."""
    department = Department.objects.select_for_update().get(pk=department.pk)
    if number := uses(department):
        raise InUse(number)
    record("department.removed", department, by=by, at=at, before=_described(department))
    department.delete()


@transaction.atomic
def appoint(*, department: Department, user: User, by: User, at: datetime) -> Coordinator:
    """Let somebody look after a department."""
    department = Department.objects.select_for_update().get(pk=department.pk)
    if reason := policies.appoint_refusal(department, user):
        raise AccountRefused(reason)
    coordinator = Coordinator.objects.create(department=department, user=user)
    record("coordinator.appointed", department, by=by, at=at, after={"user": user.pk})
    return coordinator


@transaction.atomic
def dismiss(*, coordinator: Coordinator, by: User, at: datetime) -> None:
    """Let somebody look after a department no longer."""
    found = Coordinator.objects.select_for_update(of=("self",)).filter(pk=coordinator.pk).first()
    if found is None:
        return  # a second click, or somebody else was faster
    record("coordinator.dismissed", coordinator.department, by=by, at=at, before={"user": found.user_id})
    found.delete()


@transaction.atomic
def add_location(*, values: dict[str, Any], by: User, at: datetime) -> Location:
    """Add a place of work."""
    location = Location.objects.create(**values)
    record("location.added", location, by=by, at=at, after=_placed(location))
    return location


@transaction.atomic
def change_location(*, location: Location, values: dict[str, Any], by: User, at: datetime, seen: str = "") -> Location:
    """Rename a place of work, or set its zone right; sessions keep the zone in which they were agreed."""
    location = Location.objects.select_for_update().get(pk=location.pk)
    if seen and seen != version_of(location):
        raise AccountRefused(Refusal.CHANGED_MEANWHILE)
    before = _placed(location)
    for name in values.keys() & set(PLACED):
        setattr(location, name, values[name])
    location.save(update_fields=sorted(values.keys() & set(PLACED)))
    record("location.changed", location, by=by, at=at, before=before, after=_placed(location))
    if before["name"] != location.name:
        renamed.send(sender=Location, rows=[location], at=at)
    return location


@transaction.atomic
def remove_location(*, location: Location, by: User, at: datetime) -> None:
    """Remove a place of work that nobody and no room is at."""
    location = Location.objects.select_for_update().get(pk=location.pk)
    if number := uses(location):
        raise InUse(number)
    record("location.removed", location, by=by, at=at, before=_placed(location))
    location.delete()


def _described(department: Department) -> dict[str, object]:
    return {name: getattr(department, name) for name in NOTED}


def _placed(location: Location) -> dict[str, object]:
    return {name: getattr(location, name) for name in PLACED}
