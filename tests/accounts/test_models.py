"""What the database refuses about people, whoever asks."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from accounts.models import Coordinator, Department, Guest, Location, User
from tests.factories.accounts import make_coordinator, make_department, make_guest, make_location, make_user

pytestmark = pytest.mark.django_db


def refused(*words: str):
    """Refused by the constraint of that name; SQLite names the columns of a unique one instead."""
    return pytest.raises(IntegrityError, match="|".join(words))


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("user_email_in_lower_case", {"email": "Mara@example.org"}),
        ("user_not_own_manager", {"manager": F("pk")}),
        ("user_not_own_deputy", {"deputy": F("pk")}),
        ("user_workday_starts_before_it_ends", {"workday_ends": F("workday_starts")}),
    ],
)
def test_a_person_that_cannot_be_is_refused(constraint, values):
    user = make_user()

    with refused(constraint), transaction.atomic():
        User.objects.filter(pk=user.pk).update(**values)


def test_an_address_is_of_one_person():
    user = make_user()

    with refused("email"), transaction.atomic():
        make_user(email=user.email)


def test_a_guest_is_known_by_an_address_in_lower_case():
    guest = make_guest()

    with refused("guest_email_in_lower_case"), transaction.atomic():
        Guest.objects.filter(pk=guest.pk).update(email="Jo@example.net")


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("department_hue_1_to_8", {"hue": 9}),
        ("department_hue_1_to_8", {"hue": 0}),
        ("department_not_its_own_parent", {"parent": F("pk")}),
    ],
)
def test_a_department_that_cannot_be_is_refused(constraint, values):
    department = make_department()

    with refused(constraint), transaction.atomic():
        Department.objects.filter(pk=department.pk).update(**values)


def test_two_departments_of_one_name_below_the_same_are_refused():
    above = make_department()
    make_department("Payroll", parent=above)

    with refused("department_name_once_per_parent", "parent_id"), transaction.atomic():
        make_department("Payroll", parent=above)


def test_a_coordinator_looks_after_a_department_once():
    department = make_department()
    user = make_coordinator(department)

    with refused("coordinator_once_per_department", "user_id"), transaction.atomic():
        Coordinator.objects.create(department=department, user=user)


def test_a_state_or_region_is_one_of_a_country():
    location = make_location()

    with refused("location_subdivision_is_of_a_country"), transaction.atomic():
        Location.objects.filter(pk=location.pk).update(subdivision="HH")
