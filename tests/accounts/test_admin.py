"""The emergency desk: only for administrators, and every change with its audit line."""

import pytest
from django.urls import reverse

from accounts.models import Coordinator, Department, User
from audit.models import Line
from registrations.enums import RegistrationStatus
from tests.factories.accounts import make_coordinator, make_department, make_user
from tests.factories.events import make_upcoming_event
from tests.factories.registrations import register
from tests.support.pages import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    user = make_user("Ada", is_staff=True)
    client.force_login(user)
    return user


def form_of(client, address):
    """The values a browser would send back unchanged."""
    form = read(client.get(address)).all("form")[-1]
    values = {}
    for field in [*form.all("input"), *form.all("select")]:
        name, kind = field.attributes.get("name", ""), field.attributes.get("type", "")
        if field.tag == "select":
            chosen = [option.attributes["value"] for option in field.all("option") if "selected" in option.attributes]
            values[name] = chosen[0] if chosen else ""
        elif kind not in {"submit", "checkbox"} or "checked" in field.attributes:
            values[name] = field.attributes.get("value", "")
    return values


def verbs():
    return list(Line.objects.order_by("pk").values_list("verb", flat=True))


@pytest.mark.parametrize("who", [{}, {"is_superuser": True}, {"is_staff": True, "is_active": False}])
def test_nobody_else_gets_in(client, who):
    client.force_login(make_user(**who))

    response = client.get(reverse("admin:accounts_user_changelist"))

    assert (response.status_code, response["Location"].partition("?")[0]) == (302, reverse("admin:login"))


def test_closing_an_account_frees_its_seats(client, administrator):
    person = make_user()
    event = make_upcoming_event(capacity=1)
    seat = register(event, person, at=event.published_at)

    client.post(
        reverse("admin:accounts_user_changelist"),
        {"action": "close_accounts", "_selected_action": [person.pk, administrator.pk]},
    )

    seat.refresh_from_db()
    administrator.refresh_from_db()
    person.refresh_from_db()
    assert (person.is_active, administrator.is_active, seat.status) == (False, True, RegistrationStatus.CANCELLED)
    line = Line.objects.get(verb="person.deactivated")
    assert (line.by, line.about_id) == (administrator, str(person.pk))


def test_an_account_is_opened_again(client, administrator):
    person = make_user(is_active=False)

    client.post(reverse("admin:accounts_user_changelist"), {"action": "open_accounts", "_selected_action": [person.pk]})

    person.refresh_from_db()
    assert (person.is_active, verbs()) == (True, ["person.reactivated"])


def test_a_right_is_given_with_its_audit_line(client, administrator):
    person, department = make_user("Mara"), make_department("Finance")
    address = reverse("admin:accounts_user_change", args=[person.pk])

    response = client.post(address, form_of(client, address) | {"is_staff": "on", "department": department.pk})

    person.refresh_from_db()
    line = Line.objects.get(verb="person.administered")
    assert (response.status_code, person.is_staff, person.department) == (302, True, department)
    assert (line.by, line.before, line.after) == (
        administrator,
        {"department": "None", "is_staff": "False"},
        {"department": "Finance", "is_staff": "True"},
    )


def test_nobody_takes_their_own_rights(client, administrator):
    address = reverse("admin:accounts_user_change", args=[administrator.pk])
    values = form_of(client, address)
    values.pop("is_staff")

    client.post(address, values)

    administrator.refresh_from_db()
    assert administrator.is_staff is True


@pytest.mark.parametrize("field", ["manager", "deputy"])
def test_nobody_is_their_own_manager_or_deputy(client, administrator, field):
    person = make_user()
    address = reverse("admin:accounts_user_change", args=[person.pk])

    response = client.post(address, form_of(client, address) | {field: person.pk})

    assert read(response).texts(".errorlist") == ["Choose somebody else."]


def test_nobody_is_above_their_own_manager(client, administrator):
    manager = make_user("Mara")
    person = make_user(manager=manager)
    address = reverse("admin:accounts_user_change", args=[manager.pk])

    response = client.post(address, form_of(client, address) | {"manager": person.pk})

    assert read(response).texts(".errorlist") == [
        "This person reports to the one you are changing. Choose somebody else."
    ]


@pytest.mark.parametrize("name", ["user_add", "user_delete", "department_delete", "coordinator_change"])
def test_some_things_are_not_done_here(client, administrator, name):
    coordinator = make_coordinator(make_department())
    numbers = {
        "user": coordinator.pk,
        "department": coordinator.coordinated_departments.get().pk,
        "coordinator": Coordinator.objects.get().pk,
    }
    arguments = [] if name.endswith("add") else [numbers[name.partition("_")[0]]]

    response = client.post(reverse(f"admin:accounts_{name}", args=arguments), {"post": "yes"})

    assert (response.status_code, User.objects.count(), Department.objects.count()) == (403, 2, 1)


def test_departments_are_added_and_moved_with_their_audit_lines(client, administrator):
    above = make_department("Above")
    address = reverse("admin:accounts_department_add")

    client.post(address, {"name": "New", "key": "new", "parent": above.pk, "mark": "disc", "hue": 3})

    line = Line.objects.get(verb="department.added")
    assert (Department.objects.get(key="new").parent, line.by, line.after["name"]) == (above, administrator, "New")


def test_a_department_is_not_below_itself(client, administrator):
    above = make_department("Above")
    below = make_department("Below", parent=above)
    address = reverse("admin:accounts_department_change", args=[above.pk])

    client.post(address, form_of(client, address) | {"parent": below.pk})

    above.refresh_from_db()
    assert above.parent is None


def test_coordinators_are_appointed_and_dismissed_with_their_audit_lines(client, administrator):
    department, person = make_department(), make_user()

    client.post(reverse("admin:accounts_coordinator_add"), {"department": department.pk, "user": person.pk})
    appointed = Coordinator.objects.get()
    client.post(reverse("admin:accounts_coordinator_delete", args=[appointed.pk]), {"post": "yes"})

    assert (appointed.user, Coordinator.objects.count()) == (person, 0)
    assert verbs() == ["coordinator.appointed", "coordinator.dismissed"]


def test_a_zone_that_does_not_exist_locks_nobody_out(client, administrator):
    address = reverse("admin:accounts_user_change", args=[administrator.pk])

    client.post(address, form_of(client, address) | {"zone": "../../etc/passwd"})

    administrator.refresh_from_db()
    assert (administrator.zone, client.get("/account/").status_code) == ("Europe/Berlin", 200)


def test_a_password_is_changed_where_its_owner_is_told(client, administrator):
    response = client.post(reverse("admin:password_change"))

    assert response["Location"] == reverse("account_change_password")
