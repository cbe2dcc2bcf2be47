"""Questions about people and departments."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth.base_user import BaseUserManager
from django.db import models
from django.db.models.functions import Coalesce, Lower
from tree_queries.query import TreeQuerySet

from accounts.enums import Invitations, PersonRole
from common.questions import Question, Slot

if TYPE_CHECKING:
    from accounts.models import Department, DirectoryFile, User


class UserQuerySet(models.QuerySet["User"]):
    """People."""

    def active(self) -> UserQuerySet:
        """Those who may sign in and take part."""
        return self.filter(is_active=True)

    def lock(self, user: User) -> User:
        """The locked, fresh row. Whoever takes an event's lock too takes this one first.

        Others may still write rows that name the person, or two locks would wait for each other.
        """
        for row in _LOCKED.ask(pk=user.pk):
            return row
        raise self.model.DoesNotExist

    def lock_administrators(self) -> set[int]:
        """Ids of all who may administer, their rows locked in one order: two of them can't take each other's rights."""
        found = self.administrators().order_by("pk").select_for_update(no_key=True)
        return set(found.values_list("pk", flat=True))

    def administrators(self) -> UserQuerySet:
        """All who may administer."""
        return self.filter(is_staff=True, is_active=True)

    def named(self, text: str) -> UserQuerySet:
        """Those with this address or this name, wholly; capitals aside."""
        return self.filter(models.Q(email=text.lower()) | models.Q(name__iexact=text)).order_by("email")

    def with_role(self) -> UserQuerySet:
        """Each with what it may do beyond a colleague, as ``role``: administrator, coordinator, or nothing."""
        coordinates = models.Exists(
            apps.get_model("accounts", "Coordinator").objects.filter(user=models.OuterRef("pk"))
        )
        role: dict[str, Any] = {
            "role": models.Case(
                models.When(is_staff=True, then=models.Value(PersonRole.ADMINISTRATOR)),
                models.When(coordinates, then=models.Value(PersonRole.COORDINATOR)),
                default=models.Value(PersonRole.COLLEAGUE),
                output_field=models.CharField(),
            )
        }
        return self.annotate(**role)

    def in_order(self) -> UserQuerySet:
        """Each with what lists sort by, capitals aside: name, department, location; nowhere comes first."""
        nowhere = models.Value("")
        names: dict[str, Any] = {
            "name_in_order": Lower("name"),
            "department_in_order": Lower(Coalesce("department__name", nowhere)),
            "location_in_order": Lower(Coalesce("location__name", nowhere)),
        }
        return self.annotate(**names)

    def lock_all(self, ids: Collection[int]) -> UserQuerySet:
        """The locked, fresh rows with these ids, always in the same order; see lock()."""
        return self.filter(pk__in=ids).select_for_update(no_key=True).order_by("pk")

    def hold_feed_alone(self, user: User) -> bool:
        """Whether ``user`` still keeps their calendar by subscription alone; until the transaction ends, it stays so.

        Whoever asks has an event locked and so may not wait for a person: where somebody else has the row, the
        answer is no, and a mail too many does no harm.
        """
        found = self.filter(pk=user.pk, invitations=Invitations.FEED).values_list("pk", flat=True)
        return found.select_for_update(no_key=True, skip_locked=True).first() is not None

    def matching(self, text: str) -> UserQuerySet:
        """Those whose name or address contains ``text``."""
        return self.filter(models.Q(name__icontains=text) | models.Q(email__icontains=text))


_LOCKED: Question[User] = Question(
    lambda: (
        apps.get_model("accounts", "User")
        .objects.filter(pk=Slot("pk", models.BigIntegerField()))
        .select_for_update(no_key=True)
    )
)


class UserManager(BaseUserManager["User"]):
    """Makes accounts; addresses are kept in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make an account that signs in with ``email``."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make an administrator's account."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class DepartmentQuerySet(TreeQuerySet):
    """Departments, a tree."""

    def lock_tree(self) -> dict[int, Department]:
        """All of them locked, by id: two moves at once could make a circle that neither of them sees.

        Whoever registers meanwhile may still refer to them: seats are looked at once a department has moved.
        """
        return {department.pk: department for department in self.select_for_update(no_key=True).order_by("pk")}

    def with_below(self, departments: list[Department]) -> DepartmentQuerySet:
        """``departments`` and all that stand below them."""
        ids: set[int] = set()
        for department in departments:
            ids.update(self.descendants(department, include_self=True).values_list("pk", flat=True))
        found: DepartmentQuerySet = self.filter(pk__in=ids)
        return found

    def looked_after_by(self, user: User) -> DepartmentQuerySet:
        """Those that ``user`` coordinates, and all below them."""
        return self.with_below(list(user.coordinated_departments.all()))


class DirectoryFileQuerySet(models.QuerySet["DirectoryFile"]):
    """Uploaded files with people."""

    def of(self, owner: User, *, at: datetime) -> DirectoryFileQuerySet:
        """Those that ``owner`` may still look at; nobody else sees them."""
        return self.filter(owner=owner, expires_at__gt=at)

    def expired(self, *, at: datetime) -> DirectoryFileQuerySet:
        """Those whose time is over."""
        return self.filter(expires_at__lte=at)

    def lock(self, file: DirectoryFile) -> DirectoryFile:
        """The locked, fresh row."""
        return self.select_for_update(of=("self",)).get(pk=file.pk)
