"""One description of a table: what an address may ask of it, and that nonsense changes nothing."""

import pytest
from django.db.models import F
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from accounts.querysets import UserQuerySet
from common import tables
from common.tables import Column, Description, Filter
from tests.factories.accounts import make_department, make_user

pytestmark = pytest.mark.django_db


def description(**values: object) -> Description[User]:
    columns = [
        Column(name="name", label="Name", value=lambda user: user.name, order=("name",)),
        Column(
            name="department",
            label="Department",
            value=lambda user: user.department.name if user.department else "",
            order=(F("department__name").asc(nulls_last=True), "name"),
        ),
        Column(name="joined", label="Joined", value=lambda user: user.joined_at),
    ]
    values = {"title": "People", "columns": columns, "order": "name", "matching": UserQuerySet.matching} | values
    return Description(**values)


def active(**values: object) -> Filter:
    choices = [(True, "Open"), (False, "Closed")]
    return Filter(name="active", label="Accounts", field="is_active", choices=choices, everything="All", **values)


@pytest.fixture
def people():
    sales, legal = make_department("Sales"), make_department("Legal")
    return [
        make_user("Amelie", department=sales),
        make_user("Bashir", department=legal),
        make_user("Clara", department=None, is_active=False),
        make_user("Daniel", department=sales, is_active=False),
    ]


def read(asked: dict[str, str], *, kept=None, **values: object) -> tables.Table[User]:
    filters = [active(), Filter(name="department", label="", field="department", choices=departments())]
    return tables.read(
        description(filters=filters) if not values else description(**values), found(), asked=asked, kept=kept
    )


def found():
    return User.objects.all()


def departments() -> list[tuple[int | None, str]]:
    return [*User.objects.exclude(department=None).values_list("department", "department__name").distinct(), (None, "")]


def names(table: tables.Table[User]) -> list[str]:
    return [user.name for user in table.page]


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({}, ["Amelie", "Bashir", "Clara", "Daniel"]),
        ({"sort": "-name"}, ["Daniel", "Clara", "Bashir", "Amelie"]),
        ({"sort": "department"}, ["Bashir", "Amelie", "Daniel", "Clara"]),
        ({"sort": "-department"}, ["Clara", "Amelie", "Daniel", "Bashir"]),
        ({"active": "yes"}, ["Amelie", "Bashir"]),
        ({"active": "no"}, ["Clara", "Daniel"]),
        ({"department": "none"}, ["Clara"]),
        ({"active": "no", "department": "none", "q": " cla\x00ra "}, ["Clara"]),
        ({"q": "zoe"}, []),
    ],
)
def test_a_table_shows_what_its_address_asks_for(people, asked, shown):
    assert names(read(asked)) == shown


NONSENSE = st.one_of(
    st.text(), st.sampled_from(["\x00", "9" * 400, "-", "--name", "joined", "pk", "None", "-1", "1e9"])
)


@given(asked=st.dictionaries(st.sampled_from(["sort", "active", "department", "page"]), NONSENSE))
def test_nonsense_in_the_address_is_passed_over(asked):
    table = read(asked)

    assert (table.address(), table.sort, table.is_narrowed, table.page.number) == ("?", "name", False, 1)


@given(text=st.text())
def test_any_text_can_be_searched_for(text):
    assert names(read({"q": text})) == []


def test_each_choice_counts_what_it_would_show(people):
    table = read({"department": str(people[0].department_id), "sort": "-name"})

    assert [(one.label, one.value, one.count, one.is_current, one.url) for one in table.filters[0].choices] == [
        ("All", "", 2, True, f"?department={people[0].department_id}&sort=-name"),
        ("Open", "yes", 1, False, f"?department={people[0].department_id}&sort=-name&active=yes"),
        ("Closed", "no", 1, False, f"?department={people[0].department_id}&sort=-name&active=no"),
    ]
    assert {one.label: one.count for one in table.filters[1].choices} == {"": 1, "Sales": 2, "Legal": 1}


def test_what_stands_without_a_choice_is_what_all_means(people):
    table = read({}, filters=[active(standing=[True])])

    assert (names(table), [(one.label, one.count) for one in table.filters[0].choices]) == (
        ["Amelie", "Bashir"],
        [("All", 2), ("Open", 2), ("Closed", 2)],
    )


def test_what_else_stands_in_the_address_is_kept(people):
    table = read({"q": "a", "sort": "-name"}, kept={"session": "7"})

    assert table.address(active="yes") == "?session=7&q=a&sort=-name&active=yes"
    assert table.address(q="", sort="") == "?session=7"


def test_two_tables_on_a_page_do_not_hear_each_other(people):
    table = read({"sort": "-name", "team-sort": "-name", "team-page": "2"}, prefix="team", per_page=3)

    assert (names(table), table.address(q="x"), table.page_name) == (
        ["Amelie"],
        "?team-sort=-name&team-q=x",
        "team-page",
    )


def test_rows_that_are_alike_stand_on_one_page_each():
    for _ in range(7):
        make_user("Twin")

    pages = [read({"page": str(number)}, per_page=2).page for number in range(1, 5)]

    assert len({user.pk for page in pages for user in page}) == 7


def test_an_export_has_every_row_of_every_page(people):
    table = read({"sort": "-name", "page": "2"}, per_page=1)

    assert [row[:2] for row in table.rows()] == [
        ["Daniel", "Sales"],
        ["Clara", ""],
        ["Bashir", "Legal"],
        ["Amelie", "Sales"],
    ]


@pytest.mark.parametrize(("asked", "is_empty"), [({}, True), ({"q": "x"}, False)])
def test_nothing_at_all_is_not_the_same_as_nothing_found(asked, is_empty):
    assert read(asked).is_empty == is_empty
