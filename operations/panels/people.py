"""Everybody in the directory, as administrators see them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts import policies
from accounts.enums import PersonRole, Refusal
from accounts.models import Department, Location, User
from accounts.querysets import UserQuerySet
from common import tables
from common.tables import Column, Description, Filter, Table


@dataclass(frozen=True, kw_only=True)
class PersonPage:
    """What stands beside the form of a person."""

    person: User
    name: str
    email: str
    is_active: bool
    close_refusal: Refusal | None


def person_page(person: User, *, by: User) -> PersonPage:
    """What ``by`` sees of ``person`` besides what can be set."""
    administrators = User.objects.active().filter(is_staff=True).values_list("pk", flat=True)
    return PersonPage(
        person=person,
        name=person.name,
        email=person.email,
        is_active=person.is_active,
        close_refusal=policies.close_refusal(person, by=by, administrators=list(administrators)),
    )


def people(asked: Mapping[str, str]) -> Table[User]:
    """Everybody with an account, open ones unless asked otherwise, by name."""
    description = Description(
        title=_("People"),
        columns=_columns(),
        order="name",
        filters=_filters(),
        search_label=_("Name or address"),
        matching=UserQuerySet.matching,
        prepared=lambda found: found.in_order().select_related("department", "location", "manager"),
    )
    return tables.read(description, User.objects.with_role(), asked=asked)


def _columns() -> list[Column[User]]:
    return [
        Column(name="name", label=_("Name"), value=lambda user: user.name, order=("name_in_order",)),
        Column(name="email", label=_("Mail address"), value=lambda user: user.email, order=("email",), is_shown=False),
        Column(
            name="department",
            label=_("Department"),
            value=lambda user: user.department.name if user.department else "",
            order=("department_in_order", "name_in_order"),
        ),
        Column(
            name="location",
            label=_("Location"),
            value=lambda user: user.location.name if user.location else "",
            order=("location_in_order", "name_in_order"),
        ),
        Column(
            name="manager",
            label=_("Manager"),
            value=lambda user: user.manager.email if user.manager else "",
            is_shown=False,
        ),
        Column(name="role", label=_("Role"), value=lambda user: str(PersonRole(user.role).label), order=("role",)),
        Column(
            name="account",
            label=_("Account"),
            value=lambda user: _("Open") if user.is_active else _("Closed"),
            order=("-is_active", "name_in_order"),
        ),
        Column(
            name="joined", label=_("Joined"), value=lambda user: user.joined_at, order=("joined_at",), kind="moment"
        ),
    ]


def _filters() -> list[Filter]:
    departments = Department.objects.order_by("name", "pk").values_list("pk", "name")
    locations = Location.objects.order_by("name").values_list("pk", "name")
    accounts = [(True, _("Open")), (False, _("Closed"))]
    return [
        Filter(
            name="account",
            label=_("Account"),
            field="is_active",
            choices=accounts,
            everything=_("Every account"),
        ),
        Filter(
            name="role",
            label=_("Role"),
            field="role",
            choices=[(role, str(role.label)) for role in PersonRole],
            everything=_("Every role"),
        ),
        Filter(
            name="department",
            label=_("Department"),
            field="department",
            choices=[*departments, (None, _("Without department"))],
            everything=_("All departments"),
        ),
        Filter(
            name="location",
            label=_("Location"),
            field="location",
            choices=[*locations, (None, _("Without location"))],
            everything=_("All locations"),
            is_list=True,
        ),
    ]
