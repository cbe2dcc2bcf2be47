"""What administrators change about people and the organisation, and what is refused."""

from datetime import UTC, datetime

import pytest

from accounts import actions
from accounts.enums import Refusal
from accounts.exceptions import AccountRefused, InUse
from accounts.models import Coordinator, Department, Location
from audit.models import Line
from tests.factories.accounts import make_coordinator, make_department, make_location, make_user
from tests.factories.events import make_event

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.fixture
def administrator():
    return make_user("Ada", is_staff=True)


def refused(action, **values) -> Refusal:
    with pytest.raises(AccountRefused) as caught:
        action(at=AT, **values)
    return caught.value.reason


def test_nobody_takes_their_own_rights(administrator):
    make_user(is_staff=True)

    reason = refused(actions.administer, user=administrator, values={"is_staff": False}, by=administrator)

    administrator.refresh_from_db()
    assert (reason, administrator.is_staff) == (Refusal.OWN_RIGHTS, True)


def test_the_last_administrator_keeps_the_rights(administrator):
    closed = make_user(is_staff=True, is_active=False)

    assert refused(actions.administer, user=administrator, values={"is_staff": False}, by=closed) == (
        Refusal.LAST_ADMINISTRATOR
    )


def test_an_administrator_takes_anothers_rights(administrator):
    other = make_user(is_staff=True)

    actions.administer(user=other, values={"is_staff": False}, by=administrator, at=AT)

    line = Line.objects.get()
    assert (line.verb, line.before, line.after) == ("person.administered", {"is_staff": "True"}, {"is_staff": "False"})


def test_nobody_closes_their_own_account(administrator):
    make_user(is_staff=True)

    assert refused(actions.deactivate, user=administrator, by=administrator) == Refusal.OWN_ACCOUNT


def test_the_last_administrators_account_stays_open(administrator):
    assert refused(actions.deactivate, user=administrator, by=None) == Refusal.LAST_ADMINISTRATOR


def test_who_saw_an_older_state_changes_nothing(administrator):
    person = make_user("Mara")
    seen = actions.version_of_person(person)
    actions.administer(user=person, values={"name": "Mara Lindqvist"}, by=administrator, at=AT)

    reason = refused(actions.administer, user=person, values={"name": "M."}, by=administrator, seen=seen)

    person.refresh_from_db()
    assert (reason, person.name) == (Refusal.CHANGED_MEANWHILE, "Mara Lindqvist")


def test_a_department_is_added_and_changed(administrator):
    above = make_department("Above")

    department = actions.add_department(values={"name": "New", "key": "new", "parent": above}, by=administrator, at=AT)
    actions.change_department(department=department, values={"name": "Newer", "hue": 3}, by=administrator, at=AT)

    found = Department.objects.get(key="new")
    assert (found.name, found.hue, found.parent) == ("Newer", 3, above)
    assert [
        (line.verb, (line.before or {}).get("name"), line.after["name"]) for line in Line.objects.order_by("pk")
    ] == [
        ("department.added", None, "New"),
        ("department.changed", "New", "Newer"),
    ]


def test_a_department_never_stands_below_itself(administrator):
    top = make_department("Top")
    middle = make_department("Middle", parent=top)
    below = make_department("Below", parent=middle)

    reasons = [
        refused(actions.change_department, department=top, values={"parent": parent}, by=administrator)
        for parent in (top, middle, below)
    ]

    assert reasons == [Refusal.BELOW_ITSELF] * 3


def test_a_department_that_is_used_stays_and_says_how_often(administrator):
    department = make_department("Sales")
    make_user(department=department)
    make_department("Below", parent=department)
    make_coordinator(department)
    make_event(at=AT, host_department=department)
    make_event(at=AT, audience="departments", departments=(department,))

    with pytest.raises(InUse) as caught:
        actions.remove_department(department=department, by=administrator, at=AT)

    assert (caught.value.number, str(caught.value)) == (
        5,
        "It is used 5 times. Move what belongs to it first, then remove it.",
    )


def test_a_department_that_is_not_used_is_removed(administrator):
    actions.remove_department(department=make_department("Empty"), by=administrator, at=AT)

    assert (Department.objects.count(), Line.objects.get().before["name"]) == (0, "Empty")


def test_a_coordinator_is_appointed_once_and_dismissed(administrator):
    department, person = make_department(), make_user()
    coordinator = actions.appoint(department=department, user=person, by=administrator, at=AT)

    again = refused(actions.appoint, department=department, user=person, by=administrator)
    closed = refused(actions.appoint, department=department, user=make_user(is_active=False), by=administrator)
    for _ in range(2):
        actions.dismiss(coordinator=coordinator, by=administrator, at=AT)

    assert (again, closed) == (Refusal.ALREADY_COORDINATOR, Refusal.ACCOUNT_CLOSED)
    assert Coordinator.objects.count() == 0
    assert [line.verb for line in Line.objects.order_by("pk")] == ["coordinator.appointed", "coordinator.dismissed"]


def test_a_location_is_added_changed_and_removed_once_nobody_is_there(administrator):
    zone = "Europe/Berlin"
    location = actions.add_location(values={"name": "Hamburg", "zone": zone}, by=administrator, at=AT)
    person = make_user(location=location)
    actions.change_location(location=location, values={"name": "Hamburg Harbour"}, by=administrator, at=AT)

    with pytest.raises(InUse):
        actions.remove_location(location=location, by=administrator, at=AT)
    actions.administer(user=person, values={"location": None}, by=administrator, at=AT)
    actions.remove_location(location=location, by=administrator, at=AT)

    assert Location.objects.count() == 0
    assert [line.verb for line in Line.objects.order_by("pk")] == [
        "location.added",
        "location.changed",
        "person.administered",
        "location.removed",
    ]


def test_a_place_that_was_changed_meanwhile_is_not_overwritten(administrator):
    location, department = make_location("Hamburg"), make_department("Sales")
    seen = [actions.version_of(location), actions.version_of(department)]
    actions.change_location(location=location, values={"name": "Altona"}, by=administrator, at=AT)
    actions.change_department(department=department, values={"name": "Sales EU"}, by=administrator, at=AT)

    reasons = [
        refused(actions.change_location, location=location, values={"name": "X"}, by=administrator, seen=seen[0]),
        refused(actions.change_department, department=department, values={"name": "X"}, by=administrator, seen=seen[1]),
    ]

    assert reasons == [Refusal.CHANGED_MEANWHILE] * 2
