"""Administrators' pages of the organisation: people, departments, locations, rooms, topics."""

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import actions as accounts
from accounts.models import Coordinator, Department, Location, User
from audit.models import Line
from events.models import Equipment, Room, Topic
from operations.panels.rooms import rooms
from registrations.models import Registration
from tests.factories.accounts import make_coordinator, make_department, make_location, make_user
from tests.factories.events import make_equipment, make_event, make_room, make_topic, make_upcoming_event, session_draft
from tests.factories.registrations import register
from tests.support.forms import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client) -> User:
    user = make_user("Ada Sommer", is_staff=True, department=make_department("IT"))
    client.force_login(user)
    return user


def typed(client: Client, url: str, **values: object) -> dict[str, object]:
    """The form of the page as it stands there, with ``values`` typed into it."""
    form = next(form for form in Page(client.get(url).content.decode()).forms if form.fields.keys() >= values.keys())
    return {name: each[0] for name, each in form.values.items() if each} | values


def send(client: Client, page: str, *args: object, **values: object):
    url = reverse(page, args=args)
    return client.post(url, typed(client, url, **values), follow=True)


def names(client: Client, **asked: str) -> list[str]:
    return [user.name for user in client.get(reverse("directory-people", query=asked)).context["table"].page]


@pytest.fixture
def people(administrator) -> dict[str, User]:
    sales, hamburg = make_department("Sales"), make_location("Hamburg")
    clara = make_coordinator(sales, name="Clara Jensen")
    User.objects.filter(pk=clara.pk).update(department=sales)
    clara.refresh_from_db()
    return {
        "clara": clara,
        "mara": make_user("mara lindqvist", department=sales, location=hamburg),
        "gone": make_user("Zed Gone", is_active=False),
    }


def test_people_are_filtered_sorted_and_found(client, people):
    sales, hamburg = people["clara"].department_id, people["mara"].location_id
    asked = [
        {},
        {"account": "no"},
        {"role": "administrator"},
        {"role": "coordinator"},
        {"department": str(sales), "sort": "-name"},
        {"location": str(hamburg)},
        {"q": "LINDQVIST"},
        {"role": "nonsense", "department": "x", "sort": "password", "page": "\x00"},
    ]

    assert [names(client, **each) for each in asked] == [
        ["Ada Sommer", "Clara Jensen", "mara lindqvist", "Zed Gone"],
        ["Zed Gone"],
        ["Ada Sommer"],
        ["Clara Jensen"],
        ["mara lindqvist", "Clara Jensen"],
        ["mara lindqvist"],
        ["mara lindqvist"],
        ["Ada Sommer", "Clara Jensen", "mara lindqvist", "Zed Gone"],
    ]


def test_people_are_exported_as_they_are_filtered(client, people):
    answer = client.get(reverse("directory-people", query={"role": "coordinator", "export": "csv"}))

    rows = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"), newline="")))
    assert [row[:1] + row[2:4] + row[5:7] for row in rows] == [
        ["Name", "Department", "Location", "Role", "Account"],
        ["Clara Jensen", "Sales", "", "Coordinator", "Open"],
    ]


def test_a_person_is_moved_and_given_a_manager_by_name(client, people):
    mara, legal = people["mara"], make_department("Legal")

    send(client, "directory-person", mara.pk, department=str(legal.pk), manager="clara JENSEN", is_staff="on")

    mara.refresh_from_db()
    assert (mara.department, mara.manager, mara.is_staff, mara.name) == (legal, people["clara"], True, "mara lindqvist")
    line = Line.objects.get(verb="person.administered")
    assert (line.before["manager"], line.after["manager"]) == ("None", "Clara Jensen")


@pytest.mark.parametrize(
    ("manager", "said"),
    [
        ("Nobody At All", "No colleague has this name or address."),
        ("Zed Gone", "No colleague has this name or address."),
        ("Twin", "Several colleagues have this name. Give the address: a@example.org, b@example.org"),
        ("mara lindqvist", "Choose somebody else."),
        ("Clara Jensen", "This person reports to the one you are changing. Choose somebody else."),
    ],
)
def test_a_manager_has_to_be_somebody(client, people, manager, said):
    make_user("Twin", email="a@example.org")
    make_user("Twin", email="b@example.org")
    User.objects.filter(pk=people["clara"].pk).update(manager=people["mara"])
    url = reverse("directory-person", args=[people["mara"].pk])

    answer = client.post(url, typed(client, url, manager=manager))

    assert (answer.status_code, answer.context["form"].errors) == (422, {"manager": [said]})


def test_nobody_takes_their_own_rights(client, administrator):
    make_user(is_staff=True)
    url = reverse("directory-person", args=[administrator.pk])
    values = typed(client, url, name="Ada")
    del values["is_staff"]

    answer = client.post(url, values)

    administrator.refresh_from_db()
    assert answer.context["form"].errors == {"is_staff": ["Only another administrator can take your rights."]}
    assert (administrator.is_staff, administrator.name) == (True, "Ada Sommer")


def test_two_who_change_one_person_do_not_undo_each_others_work(client, administrator, people):
    url = reverse("directory-person", args=[people["mara"].pk])
    first, second = typed(client, url, name="Mara Lindqvist"), typed(client, url, language="de")

    client.post(url, first)
    answer = client.post(url, second)

    person = User.objects.get(pk=people["mara"].pk)
    assert (person.name, person.language, answer.status_code) == ("Mara Lindqvist", "en", 422)
    assert answer.context["form"].non_field_errors() == [
        "Somebody else has changed this meanwhile. What you typed is still here: check it, then save again."
    ]
    again = client.post(url, second | {"seen": accounts.version_of_person(person)})
    person.refresh_from_db()
    assert (again.status_code, person.language) == (302, "de")


def test_an_account_is_closed_and_opened_again(client, people):
    mara = people["mara"]
    register(make_upcoming_event(), mara, at=timezone.now())

    client.post(reverse("directory-person-close", args=[mara.pk]))
    mara.refresh_from_db()
    closed = (mara.is_active, Registration.objects.live().count())
    client.post(reverse("directory-person-reopen", args=[mara.pk]))

    mara.refresh_from_db()
    assert (closed, mara.is_active) == ((False, 0), True)


def test_nobody_closes_their_own_account(client, administrator):
    answer = client.post(reverse("directory-person-close", args=[administrator.pk]), follow=True)

    administrator.refresh_from_db()
    assert (administrator.is_active, b"Only another administrator can close your account." in answer.content) == (
        True,
        True,
    )


def test_departments_stand_in_their_tree(client, administrator):
    sales = make_department("Sales")
    make_department("asia", parent=make_department("Field", parent=sales))
    make_coordinator(sales, name="Clara Jensen")

    panel = client.get(reverse("directory-departments")).context["panel"]

    assert [(row.department.name, row.depth, row.path, row.people) for row in panel.rows] == [
        ("IT", 0, "", 1),
        ("Sales", 0, "", 0),
        ("Field", 1, "Sales", 0),
        ("asia", 2, "Sales / Field", 0),
    ]
    found = client.get(reverse("directory-departments", query={"q": "ASIA\x00"})).context["panel"]
    assert [(row.department.name, row.depth) for row in found.rows] == [("asia", 0)]


def test_departments_are_exported(client, administrator):
    answer = client.get(reverse("directory-departments", query={"export": "csv"}))

    rows = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"), newline="")))
    key = administrator.department.key
    assert rows == [["Department", "Key", "Stands in", "People", "Coordinators"], ["IT", key, "", "1", ""]]


def test_a_department_is_added_renamed_and_moved(client, administrator):
    sales = make_department("Sales")

    send(client, "directory-department-new", name="Field", key="field", parent="", mark="drop", hue="5")
    field = Department.objects.get(key="field")
    send(client, "directory-department", field.pk, name="Field sales", parent=str(sales.pk))

    field.refresh_from_db()
    assert (field.name, field.parent, field.mark, field.hue) == ("Field sales", sales, "drop", 5)
    assert [line.verb for line in Line.objects.order_by("pk")] == ["department.added", "department.changed"]


def test_a_department_is_not_moved_below_itself_and_what_was_typed_stays(client, administrator):
    sales = make_department("Sales")
    below = make_department("Field", parent=sales)
    url = reverse("directory-department", args=[sales.pk])

    answer = client.post(url, typed(client, url, name="Sales EU", parent=str(below.pk)))

    form = answer.context["form"]
    assert form.errors == {"parent": ["A department can't stand below itself. Choose another place in the tree."]}
    assert (form["name"].value(), Department.objects.get(pk=sales.pk).name) == ("Sales EU", "Sales")


def test_a_name_is_there_once_below_a_department(client, administrator):
    url = reverse("directory-department-new")

    answer = client.post(url, {"name": "IT", "key": administrator.department.key, "mark": "disc", "hue": "1"})

    assert (answer.status_code, Department.objects.count()) == (422, 1)
    assert "key" in answer.context["form"].errors


def test_a_coordinator_is_appointed_by_name_and_dismissed(client, administrator):
    department, person = make_department("Sales"), make_user("Clara Jensen")

    client.post(reverse("coordinator-appoint", args=[department.pk]), {"user": "clara jensen"})
    again = client.post(reverse("coordinator-appoint", args=[department.pk]), {"user": person.email})
    appointed = Coordinator.objects.get()
    client.post(reverse("coordinator-dismiss", args=[department.pk, appointed.pk]))

    assert again.context["coordinator_form"].errors == {"user": ["This person looks after the department already."]}
    assert (appointed.user, Coordinator.objects.count()) == (person, 0)


def test_what_is_used_is_not_removed_and_says_how_often(client, administrator):
    location = make_location("Hamburg")
    make_user(location=location)
    room, equipment = make_room("Elbe"), make_equipment("Projector")
    room.equipment.add(equipment)
    make_event(at=timezone.now(), sessions=(session_draft(room=room),))
    topic = make_topic("Money")
    make_event(at=timezone.now(), topics=(topic,))
    rows = [
        ("department-remove", administrator.department, "It is used 1 time."),
        ("location-remove", location, "It is used 1 time."),
        ("equipment-remove", equipment, "1 room has it. Take it away there first."),
        ("room-remove", room, "1 session was planned in this room. Offer it no longer instead: what is planned stays."),
        ("topic-remove", topic, "1 event has this topic. Merge it into another topic instead."),
    ]

    for name, row, said in rows:
        answer = client.post(reverse(name, args=[row.pk]), follow=True)
        assert (said in answer.content.decode(), type(row).objects.filter(pk=row.pk).exists()) == (True, True)


def test_what_is_not_used_is_removed(client, administrator):
    rows = [
        ("department-remove", make_department("Empty")),
        ("topic-remove", make_topic("Unused")),
        ("room-remove", make_room("Nowhere")),
        ("equipment-remove", make_equipment("Overhead projector")),
        ("location-remove", make_location("Nowhere else")),
    ]

    for name, row in rows:
        client.post(reverse(name, args=[row.pk]))
        assert type(row).objects.filter(pk=row.pk).exists() is False
    assert {line.verb for line in Line.objects.all()} == {
        "department.removed",
        "topic.removed",
        "room.removed",
        "equipment.removed",
        "location.removed",
    }


def test_a_new_location_is_in_the_zone_of_the_site_at_first(client, administrator):
    assert typed(client, reverse("location-new"), name="Bergen")["zone"] == "Europe/Berlin"


def test_a_location_and_a_room_are_added_and_changed(client, administrator):
    send(client, "location-new", name="Tallinn", zone="Europe/Tallinn")
    location = Location.objects.get(name="Tallinn")
    send(client, "location", location.pk, name="Tallinn Ülemiste")
    send(client, "equipment-new", name="Hearing loop")
    loop = Equipment.objects.get(name="Hearing loop")
    send(client, "room-new", name="Toompea", location=str(location.pk), capacity="12", equipment=[str(loop.pk)])
    room = Room.objects.get(name="Toompea")
    send(client, "room", room.pk, capacity="14", note="Behind the canteen", step_free="yes", setup_minutes="10")
    send(client, "equipment-item", loop.pk, name="Induction loop")

    location.refresh_from_db()
    room.refresh_from_db()
    assert (location.name, location.zone) == ("Tallinn Ülemiste", "Europe/Tallinn")
    assert (room.location, room.capacity, room.note, room.is_offered) == (location, 14, "Behind the canteen", True)
    assert (room.own_zone, room.is_step_free, room.setup_minutes) == ("Europe/Tallinn", True, 10)
    assert [each.name for each in room.equipment.all()] == ["Induction loop"]


def test_a_room_with_several_things_counts_as_one_room():
    having = [make_equipment("Projector"), make_equipment("Whiteboard")]
    make_room("Elbe").equipment.add(*having)
    make_room("Alster")

    equipment = rooms({}).filters[2]

    assert [(one.label, one.count) for one in equipment.choices] == [
        ("Any equipment", 2),
        ("Projector", 1),
        ("Whiteboard", 1),
    ]


@pytest.mark.parametrize(
    ("country", "typed", "expected"),
    [
        ("DE", "hamburg", "HH"),
        ("DE", "BY", "BY"),
        ("DE", "", ""),
        ("EE", "Tartu", "The public holidays of this country are the same everywhere."),
        ("", "Hamburg", "Choose the country, too."),
        ("GB", "Utrecht", "We don't know this one. We know England, Northern Ireland, Scotland and Wales."),
    ],
)
def test_a_location_has_the_holidays_of_its_part_of_the_country(client, administrator, country, typed, expected):
    location = make_location("Somewhere")

    answer = send(client, "location", location.pk, country=country, subdivision=typed)

    location.refresh_from_db()
    errors = answer.context["form"].errors if "form" in answer.context else {}
    assert errors.get("subdivision", [location.subdivision]) == [expected]


def test_topics_are_added_renamed_and_merged(client, administrator):
    send(client, "topic-new", name="Money")
    send(client, "topic-new", name="Finances!")
    money, finances = Topic.objects.get(key="money"), Topic.objects.get(key="finances")
    one, both = (make_event(at=timezone.now(), topics=topics) for topics in ((finances,), (money, finances)))
    send(client, "topic", money.pk, name="Money and budgets")

    client.post(reverse("topic-merge", args=[finances.pk]), {"into": str(money.pk)})

    assert [[topic.name for topic in event.topics.all()] for event in (one, both)] == [["Money and budgets"]] * 2
    assert list(Topic.objects.values_list("key", flat=True)) == ["money"]
    line = Line.objects.get(verb="topic.merged")
    assert (line.before, line.after) == (
        {"name": "Finances!", "events": 2},
        {"into": money.pk, "name": "Money and budgets"},
    )


@pytest.mark.parametrize(
    ("page", "make", "asked"),
    [
        ("directory-people", lambda: make_user(department=make_department(), location=make_location()), 10),
        ("directory-departments", lambda: make_coordinator(make_department(parent=make_department())), 4),
        ("locations", make_location, 4),
        ("rooms", lambda: make_room().equipment.add(make_equipment()), 12),
        ("equipment", make_equipment, 4),
        ("topics", make_topic, 4),
    ],
)
@pytest.mark.parametrize("item_count", [1, 3])
def test_a_list_asks_as_often_with_three_as_with_one(
    client, administrator, page, make, asked, item_count, count_queries
):
    for _ in range(item_count):
        make()

    assert count_queries(lambda: client.get(reverse(page))) == asked
