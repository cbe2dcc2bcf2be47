"""Every change of a person's account."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any, cast

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts import policies
from accounts.enums import Refusal
from accounts.exceptions import AccountRefused
from accounts.models import Department, SignIn, User
from accounts.signals import address_changed, people_moved, renamed
from audit.actions import Change, record, record_all
from common.versions import version

ADMINISTERED = ("department", "manager", "deputy", "location", "is_staff")
PERSONAL = ("name", "language", "zone", "workday_starts", "workday_ends", "is_listed")


def version_of_person(user: User) -> str:
    """What changes with everything that an administrator may set."""
    return version(user, (*ADMINISTERED, *PERSONAL))


def _refuse(reason: Refusal | None) -> None:
    if reason:
        raise AccountRefused(reason)


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
    _announce_name(user, before, after, at=at)
    return user


@transaction.atomic
def administer(*, user: User, values: dict[str, object], by: User, at: datetime, seen: str = "") -> User:
    """Set right where somebody belongs, what they set for themselves, and whether they are an administrator.

    ``seen``: the version of the row that the change was made from, see version_of_person().
    """
    administrators = User.objects.lock_administrators()
    user = User.objects.lock(user)
    if seen and seen != version_of_person(user):
        raise AccountRefused(Refusal.CHANGED_MEANWHILE)
    if user.is_staff and values.get("is_staff") is False:
        _refuse(policies.rights_refusal(user, by=by, administrators=administrators))
    _refuse(policies.manager_refusal(user, manager=cast("User | None", values.get("manager"))))
    values = {name: values[name] for name in (*ADMINISTERED, *PERSONAL) if name in values}
    before = {name: str(getattr(user, name)) for name in values}
    for name, value in values.items():
        setattr(user, name, value)
    user.save(update_fields=sorted(values))
    after = {name: str(getattr(user, name)) for name in values}
    record("person.administered", user, by=by, at=at, before=before, after=after)
    _announce_name(user, before, after, at=at)
    if any(before.get(name) != after.get(name) for name in ("department", "location")):
        people_moved.send(sender=User, users=[user], departments=[], by=by, at=at)
    return user


def _announce_name(user: User, before: dict[str, str], after: dict[str, str], *, at: datetime) -> None:
    if before.get("name") != after.get("name"):
        renamed.send(sender=User, rows=[user], at=at)


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
def make_administrator(*, email: str, name: str, at: datetime) -> User:
    """Give the account with this address an administrator's rights; where there is none, make it.

    For whoever runs the machine: the address counts as verified. Raises AccountRefused for a closed account, and
    for a new one without a name.
    """
    User.objects.lock_administrators()
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        _refuse(None if name else Refusal.NAMELESS)
        user = enrol(email=email, name=name, at=at)
    user = User.objects.lock(user)
    _refuse(None if user.is_active else Refusal.ACCOUNT_CLOSED)
    if user.is_staff:
        return user
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    user.is_staff = True
    user.save(update_fields=["is_staff"])
    record("person.administered", user, by=None, at=at, before={"is_staff": "False"}, after={"is_staff": "True"})
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
    administrators = User.objects.lock_administrators()
    user = User.objects.lock(user)
    if not user.is_active:
        return user
    _refuse(policies.close_refusal(user, by=by, administrators=administrators))
    close(users=[user.pk], by=by, at=at)
    user.is_active = False
    return user


@transaction.atomic
def close(
    *,
    users: Collection[int],
    by: User | None,
    at: datetime,
    moved: Sequence[User] = (),
    departments: Sequence[Department] = (),
) -> None:
    """Close the accounts with these ids: signed out everywhere, and every future seat of theirs is free.

    ``moved`` are others who belong elsewhere now, ``departments`` those that stand elsewhere in the tree: announced
    together, for events are locked in one order only. Whoever calls has seen to it that an administrator is left.
    """
    closed = list(User.objects.lock_all(users).filter(is_active=True))
    if not closed and not moved and not departments:
        return
    User.objects.filter(pk__in=[user.pk for user in closed]).update(is_active=False)
    for user in closed:
        user.is_active = False
    SignIn.objects.filter(person__in=closed).delete()
    changes = [Change(user, {"is_active": True}, {"is_active": False}) for user in closed]
    record_all("person.deactivated", changes, by=by, at=at)
    people_moved.send(sender=User, users=[*closed, *moved], departments=departments, by=by, at=at)


@transaction.atomic
def reactivate(*, user: User, by: User, at: datetime) -> User:
    """Open a closed account again; seats that were freed stay free."""
    user = User.objects.lock(user)
    if user.is_active:
        return user
    user.is_active = True
    user.save(update_fields=["is_active"])
    record("person.reactivated", user, by=by, at=at, before={"is_active": False}, after={"is_active": True})
    return user
