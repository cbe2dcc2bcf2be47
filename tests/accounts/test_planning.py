"""What a file would change, and what is wrong with it as a whole."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.planning import Detail, Directory, Kind, LocationRow, PersonRow, Plan, make_plan
from accounts.sheet import MOST_ROWS, Column, Entry, Fault, Sheet
from accounts.structure import DepartmentRow, DepartmentStep

ANA = PersonRow(pk=1, key="1", email="ana@x.org", name="Ana")
BEN = PersonRow(pk=2, key="2", email="ben@x.org", name="Ben", manager=1)
BOSS = PersonRow(pk=9, key="", email="boss@x.org", name="Boss", is_staff=True)
TREE = (
    DepartmentRow(pk=1, key="eng", name="Engineering"),
    DepartmentRow(pk=2, key="fw", name="Firmware", parent=1),
    DepartmentRow(pk=3, key="fin", name="Finance"),
)


def row(number: int, key: str, **values: object) -> Entry:
    names = {"name": f"Person {key}", "email": f"{key}@x.org"} | values
    return Entry(row=number, key=key, **names)


def plan(*entries: Entry, people=(), departments=(), locations=(), claimed=None, importer=None, complete=False) -> Plan:
    directory = Directory(people=people, departments=departments, locations=locations, claimed=claimed or {})
    return make_plan(Sheet(entries=list(entries)), directory, importer=importer, is_complete=complete)


def wrong(made: Plan) -> list[tuple[Fault, int, Column | None, str]]:
    return [(problem.fault, problem.row, problem.column, problem.other) for problem in made.problems]


def kinds(made: Plan) -> list[tuple[Kind, str, int | None]]:
    return [(step.kind, step.key, step.pk) for step in made.people]


def test_knows_people_by_key_and_says_what_changes():
    made = plan(row(2, "1", name="Ana Ruiz", email="ana.ruiz@x.org"), people=[ANA])

    assert (kinds(made), made.people[0].details) == (
        [(Kind.CHANGE, "1", 1)],
        (
            Detail(column=Column.EMAIL, before="ana@x.org", after="ana.ruiz@x.org"),
            Detail(column=Column.NAME, before="Ana", after="Ana Ruiz"),
        ),
    )


def test_knows_who_signed_up_by_address_the_first_time():
    made = plan(row(2, "9", name="Boss", email="boss@x.org"), people=[BOSS])

    assert (kinds(made), made.people[0].values) == ([(Kind.CHANGE, "9", 9)], {"key": "9"})


def test_people_may_swap_addresses():
    made = plan(
        row(2, "1", email="ben@x.org", name="Ana"), row(3, "2", email="ana@x.org", name="Ben"), people=[ANA, BEN]
    )

    assert (made.problems, kinds(made)) == ([], [(Kind.CHANGE, "1", 1), (Kind.CHANGE, "2", 2)])


def test_an_absent_column_changes_nothing_and_an_empty_cell_empties():
    without = plan(row(2, "2", name="Ben", email="ben@x.org"), people=[ANA, BEN])
    emptied = plan(row(2, "2", name="Ben", email="ben@x.org", manager=""), people=[ANA, BEN])

    assert (without.is_empty, emptied.people[0].values) == (True, {"manager": None})


def test_leavers_leave_once_and_come_back():
    gone = PersonRow(pk=1, key="1", email="1@x.org", name="Person 1", is_active=False)

    leaving = plan(row(2, "1", leaves=True), people=[ANA, BOSS])
    again = plan(row(2, "1", leaves=True), people=[gone, BOSS])
    back = plan(row(2, "1"), people=[gone, BOSS])
    stranger = plan(row(2, "5", leaves=True), people=[BOSS])

    assert [kinds(made) for made in (leaving, again, back, stranger)] == [
        [(Kind.LEAVE, "1", 1)],
        [],
        [(Kind.RETURN, "1", 1)],
        [],
    ]


def test_whoever_is_missing_from_a_complete_file_leaves():
    crowd = [PersonRow(pk=n, key=str(n), email=f"{n}@x.org", name=f"Person {n}") for n in range(10, 20)]
    few = [row(n, str(n)) for n in range(10, 18)]

    partly = plan(*few, people=[*crowd, BOSS])
    complete = plan(*few, people=[*crowd, BOSS], complete=True)
    half = plan(*few[:5], people=[*crowd, BOSS], complete=True)

    assert (partly.is_empty, kinds(complete)) == (True, [(Kind.LEAVE, "18", 18), (Kind.LEAVE, "19", 19)])
    assert (complete.has_many_missing, half.has_many_missing) == (False, True)


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([row(2, "5"), row(3, "5", email="b@x.org")], (Fault.KEY_TWICE, 3, Column.KEY, "2")),
        ([row(2, "5", email="a@x.org"), row(3, "6", email="a@x.org")], (Fault.ADDRESS_TWICE, 3, Column.EMAIL, "2")),
        ([row(2, "5", email="ana@x.org")], (Fault.ADDRESS_TAKEN, 2, Column.EMAIL, "Ana")),
        ([row(2, "5", email="other@x.org")], (Fault.ADDRESS_TAKEN, 2, Column.EMAIL, "Boss")),
        ([row(2, "5", manager="77")], (Fault.UNKNOWN_PERSON, 2, Column.MANAGER, "")),
        ([row(2, "5", deputy="77")], (Fault.UNKNOWN_PERSON, 2, Column.DEPUTY, "")),
        ([row(2, "5", manager="5")], (Fault.SELF, 2, Column.MANAGER, "")),
        ([row(2, "5", deputy="5@x.org")], (Fault.SELF, 2, Column.DEPUTY, "")),
        (
            [row(2, "1", email="ana@x.org", manager="2"), row(3, "5", manager="1")],
            (Fault.CIRCLE, 2, Column.MANAGER, "Ana → Ben → Ana"),
        ),
        (
            [row(2, "5", manager="6"), row(3, "6", manager="7"), row(4, "7", manager="5")],
            (Fault.CIRCLE, 2, Column.MANAGER, "Person 5 → Person 6 → Person 7 → Person 5"),
        ),
        (
            [row(number, str(number), manager=str(number + 1 if number < 19 else 10)) for number in range(10, 20)],
            (
                Fault.CIRCLE,
                10,
                Column.MANAGER,
                " → ".join([*(f"Person {number}" for number in range(10, 18)), "…", "Person 10"]),
            ),
        ),
        ([row(2, "9", email="boss@x.org", leaves=True)], (Fault.LAST_ADMINISTRATOR, 2, None, "")),
        ([row(2, "5", department_key="none")], (Fault.UNKNOWN_DEPARTMENT, 2, Column.DEPARTMENT_KEY, "")),
        (
            [row(2, "5", department_key="fw", department=("A",)), row(3, "6", department_key="fw", department=("B",))],
            (Fault.DEPARTMENT_CONTRADICTED, 3, Column.DEPARTMENT, "2"),
        ),
        (
            [row(2, "5", department_key="fw", department=("A",)), row(3, "6", department=("Engineering", "Firmware"))],
            (Fault.DEPARTMENT_MOVED, 3, Column.DEPARTMENT, "2"),
        ),
        (
            [row(2, "5", department_key="fw", department=("Finance",))],
            (Fault.DEPARTMENT_TAKEN, 2, Column.DEPARTMENT_KEY, "Finance"),
        ),
        (
            [row(2, "5", department_key="eng", department=("fw", "Engineering"))],
            (Fault.DEPARTMENT_CIRCLE, 2, Column.DEPARTMENT, "Engineering → Firmware → Engineering"),
        ),
    ],
)
def test_names_what_is_wrong_with_the_whole(entries, expected):
    made = plan(*entries, people=[ANA, BEN, BOSS], departments=TREE, claimed={"other@x.org": 9})

    assert wrong(made) == [expected]


def test_a_line_of_managers_may_be_as_long_as_the_file():
    entries = [row(number, str(number), manager=str(number + 1)) for number in range(2, MOST_ROWS)]
    began = process_time()

    made = plan(*entries, row(MOST_ROWS, str(MOST_ROWS)))

    assert (made.problems, len(made.people), process_time() - began < 3) == ([], MOST_ROWS - 1, True)


def test_nobody_closes_their_own_account():
    other = PersonRow(pk=8, key="", email="other@x.org", name="Other", is_staff=True)

    made = plan(row(2, "9", email="boss@x.org", leaves=True), people=[BOSS, other], importer=9)

    assert wrong(made) == [(Fault.IMPORTER_LEAVES, 2, None, "")]


def test_departments_are_made_from_the_top_and_once():
    made = plan(
        row(2, "5", department=("Sales", "North")), row(3, "6", department=("sales", "north")), departments=TREE
    )

    assert ([(step.after, step.row) for step in made.departments], made.people[0].values["department"]) == (
        [("Sales", 2), ("Sales / North", 2)],
        ((None, "sales"), "north"),
    )


def test_departments_are_found_by_name_and_by_key():
    made = plan(
        row(2, "5", department=("engineering", "FIRMWARE")),
        row(3, "6", department=("fw",)),
        row(4, "7", department_key="FW"),
        departments=TREE,
    )

    assert (made.departments, [step.values["department"] for step in made.people]) == ([], [2, 2, 2])


def test_a_department_with_a_key_is_renamed_and_moved():
    made = plan(row(2, "5", department_key="fw", department=("Finance", "Software")), departments=TREE)

    assert made.departments == [
        DepartmentStep(
            row=2,
            ref=2,
            pk=2,
            key="fw",
            name="Software",
            parent=3,
            before="Engineering / Firmware",
            after="Finance / Software",
        )
    ]


def test_a_place_of_work_is_made_once():
    made = plan(
        row(2, "5", location="Tallinn", zone="Europe/Tallinn"),
        row(3, "6", location="TALLINN"),
        row(4, "7", location="hamburg"),
        locations=[LocationRow(pk=4, name="Hamburg")],
    )

    assert [(step.name, step.zone) for step in made.locations] == [("Tallinn", "Europe/Tallinn")]
    assert [step.values["location"] for step in made.people] == ["tallinn", "tallinn", 4]


def carried_out(made: Plan, directory: Directory) -> Directory:
    """The directory after ``made``, as the database would have it."""
    departments = {each.pk: each for each in directory.departments}
    refs: dict[object, int] = {pk: pk for pk in departments}
    for step in made.departments:
        refs[step.ref] = step.pk or len(refs) + 100
        parent = refs[step.parent] if step.parent is not None else None
        key = step.key or f"made-{refs[step.ref]}"
        departments[refs[step.ref]] = DepartmentRow(pk=refs[step.ref], key=key, name=step.name, parent=parent)
    places = {each.name.casefold(): each for each in directory.locations}
    for number, each in enumerate(made.locations, 100 + len(places)):
        places[each.name.casefold()] = LocationRow(pk=number, name=each.name)
    people = {person.pk: person for person in directory.people}
    new = {step.key: number for number, step in enumerate((s for s in made.people if not s.pk), 1000 + len(people))}
    for step in made.people:
        pk = step.pk or new[step.key]
        now = vars(people[pk]) if step.pk else {"pk": pk}
        values = {name: value for name, value in step.values.items() if name not in {"zone", "language"}}
        for name in ("manager", "deputy"):
            values |= {name: new[values[name]]} if isinstance(values.get(name), str) else {}
        if values.get("department") is not None:
            values["department"] = refs[values["department"]]
        if isinstance(values.get("location"), str):
            values["location"] = places[values["location"]].pk
        people[pk] = PersonRow(
            **now
            | values
            | {"is_active": step.kind != Kind.LEAVE and (step.kind != Kind.CHANGE or now.get("is_active", True))}
        )
    return Directory(
        people=list(people.values()), departments=list(departments.values()), locations=list(places.values())
    )


KEYS = st.sampled_from([str(number) for number in range(12)])
EMAILS = st.sampled_from([f"{letter}@x.org" for letter in "abcdefghijkl"])
STEPS = st.sampled_from(["A", "b", "B", "fw", "Engineering", "Firmware", "k1"])
ROWS = st.builds(
    dict,
    email=EMAILS,
    name=st.sampled_from(["Ana", "Ben"]),
    department=st.none() | st.lists(STEPS, max_size=3).map(tuple),
    department_key=st.sampled_from(["", "", "fw", "k1", "K2"]),
    manager=st.none() | st.just("") | KEYS | EMAILS,
    deputy=st.none() | st.just("") | KEYS,
    location=st.none() | st.sampled_from(["", "Hamburg", "hamburg", "Oslo"]),
    leaves=st.booleans(),
)
FILES = st.dictionaries(KEYS, ROWS, min_size=1, max_size=10).map(
    lambda rows: [Entry(row=number, key=key, **values) for number, (key, values) in enumerate(rows.items(), 2)]
)


@given(files=st.lists(FILES, min_size=1, max_size=3), complete=st.booleans())
def test_the_second_import_of_a_file_finds_nothing_to_do(files, complete):
    directory = Directory(people=[BOSS], departments=TREE)
    for entries in files:
        first = make_plan(Sheet(entries=entries), directory, importer=None, is_complete=complete)
        if first.problems:
            continue
        directory = carried_out(first, directory)

        second = make_plan(Sheet(entries=entries), directory, importer=None, is_complete=complete)

        assert (second.problems, second.departments, second.locations, second.people) == ([], [], [], [])
        emails = [person.email for person in directory.people]
        assert len(set(emails)) == len(emails)
