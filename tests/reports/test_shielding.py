"""What can be worked out from figures: tried by everything that fits them, not by the way they were hidden."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from common.crowds import FEWEST
from reports.shielding import Group, hidden_in_line, hidden_in_table, together


def group(*people: int, each: int = 1) -> Group:
    return Group(len(people) * each, frozenset(people))


def people(number: int, *, first: int = 1, each: int = 1) -> Group:
    return group(*range(first, first + number), each=each)


@st.composite
def tables(draw):
    """Small tables in which nobody is in two columns, as nobody belongs to two departments."""
    rows, columns = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    sizes = draw(st.lists(st.integers(0, 7), min_size=rows * columns, max_size=rows * columns))
    crowds = {}
    for number, cell in enumerate(product(range(rows), range(columns))):
        crowds[cell] = people(sizes[number], first=1 + 100 * cell[1] + 3 * cell[0])
    return crowds


def fitting(crowds, hidden, cell):
    """Every value of ``cell`` in any table with the same sums and the same shown cells."""
    rows = sorted({row for row, _column in crowds})
    columns = sorted({column for _row, column in crowds})
    left_in_row = {row: sum(crowds[one].number for one in hidden if one[0] == row) for row in rows}
    left_in_column = {column: sum(crowds[one].number for one in hidden if one[1] == column) for column in columns}
    order = sorted(hidden, key=lambda one: one != cell)
    found = set()

    def fits(index, in_row, in_column):
        if index == len(order):
            return not any(in_row.values()) and not any(in_column.values())
        row, column = order[index]
        rest = order[index + 1 :]
        is_last_in_row = all(one[0] != row for one in rest)
        is_last_in_column = all(one[1] != column for one in rest)
        most = min(in_row[row], in_column[column])
        values = range(most + 1)
        if is_last_in_row:
            values = [in_row[row]] if in_row[row] <= most else []
        elif is_last_in_column:
            values = [in_column[column]] if in_column[column] <= most else []
        for value in values:
            after = ({**in_row, row: in_row[row] - value}, {**in_column, column: in_column[column] - value})
            if fits(index + 1, *after):
                return True
        return False

    for value in range(min(left_in_row[cell[0]], left_in_column[cell[1]]) + 1):
        start = (
            {**left_in_row, cell[0]: left_in_row[cell[0]] - value},
            {**left_in_column, cell[1]: left_in_column[cell[1]] - value},
        )
        if fits(1, *start):
            found.add(value)
    return found


@given(tables())
def test_every_small_cell_of_a_table_could_be_nothing_or_five(crowds):
    hidden = hidden_in_table(crowds)

    if hidden is None:
        return
    for cell in hidden:
        if crowds[cell].is_small and not crowds[cell].is_empty:
            values = fitting(crowds, hidden, cell)
            assert {0, FEWEST} <= values, (cell, values)


@given(tables())
def test_what_a_line_of_a_table_leaves_over_describes_nobody_or_enough(crowds):
    hidden = hidden_in_table(crowds)

    for axis, line in product((0, 1), range(3)):
        rest = together(crowds[cell] for cell in hidden or () if cell[axis] == line)
        assert rest.is_empty or not rest.is_small


@given(tables())
def test_no_small_cell_is_shown(crowds):
    hidden = hidden_in_table(crowds)

    assert all(not crowds[cell].is_small for cell in crowds.keys() - (crowds.keys() if hidden is None else hidden))


@given(st.lists(st.integers(0, 12), min_size=1, max_size=8))
def test_what_a_line_leaves_over_describes_nobody_or_enough(sizes):
    groups = {number: people(size, first=100 * number) for number, size in enumerate(sizes)}

    hidden = hidden_in_line(groups)

    rest = together(groups[key] for key in hidden)
    total = together(groups.values())
    assert all(not groups[key].is_small for key in groups.keys() - hidden)
    assert rest.is_empty or not rest.is_small or total.is_small
    if not total.is_small:
        assert len([key for key in hidden if not groups[key].is_empty]) != 1 or len(hidden) > 1


def test_hide_the_small_cell_and_the_smallest_beside_it():
    groups = {"a": people(3), "b": people(6, first=10), "c": people(9, first=20)}

    assert hidden_in_line(groups) == {"a", "b"}


def test_show_everything_where_everybody_is_many():
    groups = {("x", "a"): people(5), ("x", "b"): people(6, first=10)}

    assert hidden_in_table(groups) == set()


def test_hide_what_one_person_was_at_many_times():
    groups = {"a": people(1, each=9), "b": people(6, first=10)}

    assert hidden_in_line(groups) == {"a", "b"}


def test_hide_four_cells_for_the_sake_of_one():
    groups = {
        ("x", "a"): people(2),
        ("x", "b"): people(9, first=20),
        ("y", "a"): people(8, first=10),
        ("y", "b"): people(7, first=30),
    }

    assert hidden_in_table(groups) == set(groups)


def test_find_no_way_where_the_sums_alone_give_away_too_much():
    groups = {
        ("x", "a"): people(3),
        ("x", "b"): people(1, first=20),
        ("y", "a"): people(4, first=40),
        ("y", "b"): Group(),
    }

    assert hidden_in_table(groups) is None
