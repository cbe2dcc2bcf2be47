"""Every change of a person's account."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.db import transaction

from accounts.models import Coordinator, Department, Guest, User
from accounts.signals import address_changed, person_deactivated
from audit.actions import record

ADMINISTERED = ("department", "manager", "deputy", "location", "is_staff")
PERSONAL = ("name", "language", "zone", "workday_starts", "workday_ends", "is_listed")


@transaction.atomic
def change_settings(*, user: User, values: dict[str, object], at: datetime) -> User:
    """Keep what a person said about themselves: name, language, zone, working hours."""
    user = User.objects.lock(user)
    before = {name: str(getattr(user, name)) for name in values}
    for name in values.keys() & set(PERSONAL):
        setattr(user, name, values[name])
    user.save(update_fields=sorted(values))
    after = {name: str(getattr(user, name)) for name in values}
    record("person.settings_changed", user, by=user, at=at, before=before, after=after)
    return user


@transaction.atomic
def administer(*, user: User, values: dict[str, object], by: User, at: datetime) -> User:
    """Set right where somebody belongs, what they set for themselves, and whether they are an administrator."""
    user = User.objects.lock(user)
    values = {name: values[name] for name in (*ADMINISTERED, *PERSONAL) if name in values}
    before = {name: str(getattr(user, name)) for name in values}
    for name, value in values.items():
        setattr(user, name, value)
    user.save(update_fields=sorted(values))
    after = {name: str(getattr(user, name)) for name in values}
    record("person.administered", user, by=by, at=at, before=before, after=after)
    return user


@transaction.atomic
def enrol(*, email: str, name: str, at: datetime, password: str | None = None, **values: Any) -> User:
    """Give a colleague an account whose address is known to be theirs, so that nobody has to verify it.

    ``values`` are further fields of the person: department, location, zone, language.
    """
    user = User.objects.create_user(email, password, name=name, joined_at=at, **values)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    record("person.enrolled", user, by=None, at=at, after={"name": name})
    return user


@transaction.atomic
def confirm_address(*, address: EmailAddress, confirm: Callable[[], bool], at: datetime) -> bool:
    """Take a confirmed address as somebody's own, by ``confirm``; says whether it was taken."""
    user = User.objects.lock(address.user)
    former = user.email
    is_confirmed = confirm()
    user.refresh_from_db(fields=["email"])
    if is_confirmed and user.email != former:
        record("person.address_changed", user, by=user, at=at, before={"email": former}, after={"email": user.email})
        address_changed.send(sender=User, user=user, former=former, at=at)
    return is_confirmed


@transaction.atomic
def forget_password(*, user: User, at: datetime) -> None:
    """Take away a password that may have been chosen by somebody else."""
    user.set_unusable_password()
    user.save(update_fields=["password"])
    record("person.password_forgotten", user, by=user, at=at)


@transaction.atomic
def deactivate(*, user: User, by: User | None, at: datetime) -> User:
    """Close an account: the person is signed out everywhere and their future seats become free."""
    user = User.objects.lock(user)
    if not user.is_active:
        return user
    user.is_active = False
    user.save(update_fields=["is_active"])
    for session in Session.objects.filter(expire_date__gt=at).iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()
    record("person.deactivated", user, by=by, at=at, before={"is_active": True}, after={"is_active": False})
    person_deactivated.send(sender=User, user=user, by=by, at=at)
    return user


@transaction.atomic
def reactivate(*, user: User, by: User, at: datetime) -> User:
    """Open a closed account again; seats that were freed stay free."""
    user = User.objects.lock(user)
    user.is_active = True
    user.save(update_fields=["is_active"])
    record("person.reactivated", user, by=by, at=at, before={"is_active": False}, after={"is_active": True})
    return user


@transaction.atomic
def keep_department(*, department: Department, by: User, at: datetime) -> Department:
    """Add a department, or change its name, mark and place in the tree."""
    former = Department.objects.filter(pk=department.pk).first() if department.pk else None
    department.save()
    before = _described(former) if former else None
    record("department.kept", department, by=by, at=at, before=before, after=_described(department))
    return department


@transaction.atomic
def appoint(*, coordinator: Coordinator, by: User, at: datetime) -> Coordinator:
    """Let somebody look after a department."""
    coordinator.save(force_insert=True)
    record("coordinator.appointed", coordinator.department, by=by, at=at, after={"user": coordinator.user_id})
    return coordinator


@transaction.atomic
def dismiss(*, coordinator: Coordinator, by: User, at: datetime) -> None:
    """Let somebody look after a department no longer."""
    record("coordinator.dismissed", coordinator.department, by=by, at=at, before={"user": coordinator.user_id})
    coordinator.delete()


def _described(department: Department) -> dict[str, object]:
    return {name: getattr(department, name) for name in ("name", "key", "parent_id", "mark", "is_open_mark", "hue")}


@transaction.atomic
def welcome_guest(*, email: str, name: str, language: str, zone: str, by: User, at: datetime) -> Guest:
    """Know somebody from outside by their address; a guest who is known keeps name and language."""
    guest, is_new = Guest.objects.get_or_create(
        email=email.strip().lower(), defaults={"name": name, "language": language, "zone": zone}
    )
    if is_new:
        record("guest.welcomed", guest, by=by, at=at, after={"name": name})
    return guest
