"""People and places: the valid minimum."""

from itertools import count

from accounts.models import Coordinator, Department, Guest, Location, User

_numbers = count(1)


def make_department(name: str = "", **values: object) -> Department:
    number = next(_numbers)
    values.setdefault("key", f"department-{number}")
    return Department.objects.create(name=name or f"Department {number}", **values)


def make_location(name: str = "", zone: str = "Europe/Berlin") -> Location:
    return Location.objects.create(name=name or f"Location {next(_numbers)}", zone=zone)


def make_user(name: str = "", *, password: str | None = None, **values: object) -> User:
    number = next(_numbers)
    values.setdefault("email", f"person{number}@example.org")
    return User.objects.create_user(password=password, name=name or f"Person {number}", **values)


def make_guest(name: str = "", **values: object) -> Guest:
    number = next(_numbers)
    values.setdefault("email", f"guest{number}@example.net")
    return Guest.objects.create(name=name or f"Guest {number}", **values)


def make_coordinator(department: Department, **values: object) -> User:
    user = make_user(**values)
    Coordinator.objects.create(department=department, user=user)
    return user
