"""May this happen to a person or to the organisation? The first reason against it, or None."""

from collections.abc import Collection, Mapping

from accounts.enums import ImportRefusal, Refusal
from accounts.models import Coordinator, Department, Organisation, User
from accounts.planning import Plan


def rights_refusal(user: User, *, by: User | None, administrators: Collection[int]) -> Refusal | None:
    """Why ``user`` can't lose an administrator's rights; ``administrators``: the ids of those who have them."""
    if by is not None and user.pk == by.pk:
        return Refusal.OWN_RIGHTS
    if not set(administrators) - {user.pk}:
        return Refusal.LAST_ADMINISTRATOR
    return None


def close_refusal(user: User, *, by: User | None, administrators: Collection[int]) -> Refusal | None:
    """Why the account of ``user`` can't be closed."""
    if by is not None and user.pk == by.pk:
        return Refusal.OWN_ACCOUNT
    if user.is_staff and not set(administrators) - {user.pk}:
        return Refusal.LAST_ADMINISTRATOR
    return None


def manager_refusal(user: User, *, manager: User | None) -> Refusal | None:
    """Why ``user`` can't report to ``manager``: in the end they would report to themselves."""
    seen: set[int] = set()
    above = manager.pk if manager else None
    while above is not None and above not in seen:
        if above == user.pk:
            return Refusal.MANAGER_CIRCLE
        seen.add(above)
        above = User.objects.filter(pk=above).values_list("manager", flat=True).first()
    return None


def move_refusal(department: Department, *, below: Department | None, tree: Mapping[int, Department]) -> Refusal | None:
    """Why ``department`` can't stand below another; ``tree``: all departments by their id."""
    above = below.pk if below else None
    seen: set[int] = set()
    while above is not None and above not in seen:
        if above == department.pk:
            return Refusal.BELOW_ITSELF
        seen.add(above)
        above = tree[above].parent_id if above in tree else None
    return None


def naming_refusal(organisation: Organisation) -> Refusal | None:
    """Why the organisation can't be shown as it would be then."""
    if organisation.logo_key and not organisation.logo_text:
        return Refusal.LOGO_WITHOUT_WORDS
    return None


def appoint_refusal(department: Department, user: User) -> Refusal | None:
    """Why ``user`` can't look after ``department``."""
    if not user.is_active:
        return Refusal.ACCOUNT_CLOSED
    if Coordinator.objects.filter(department=department, user=user).exists():
        return Refusal.ALREADY_COORDINATOR
    return None


def import_refusal(plan: Plan, *, expected: str, accepts_many: bool, locked: Collection[int]) -> ImportRefusal | None:
    """Why ``plan`` is not carried out; ``expected``: the digest of what was looked at, if anything was."""
    if plan.problems:
        return ImportRefusal.HAS_PROBLEMS
    if plan.has_many_missing and not accepts_many:
        return ImportRefusal.MANY_MISSING
    if (expected and plan.digest != expected) or any(step.pk and step.pk not in locked for step in plan.people):
        return ImportRefusal.HAS_CHANGED
    return None
