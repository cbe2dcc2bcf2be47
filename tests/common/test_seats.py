import re
from collections import Counter
from dataclasses import dataclass

import pytest

from common import seats
from common.components import seating


@dataclass
class Department:
    name: str = "Finance"
    mark: str = "square"
    is_open_mark: bool = False
    hue: int = 2


@dataclass
class Held:
    department: Department
    seats: int


def kinds(drawing: str) -> Counter:
    return Counter(re.findall(r'class="pip(?: pip--(\w+))?"', drawing))


def test_every_seat_is_one_pip():
    shown = seats.Seats(capacity=24, taken=14, held=[Held(Department(), 3)])

    assert kinds(seats.meter(shown, label="")) == {"taken": 14, "held": 3, "": 7}


def test_who_waits_is_dashed_and_you_are_solid():
    shown = seats.Seats(capacity=6, taken=6, waiting=5, you=4)

    assert kinds(seats.meter(shown, label="")) == {"taken": 6, "wait": 4, "you": 1}


def test_your_own_seat_is_marked():
    shown = seats.Seats(capacity=6, taken=6, mine=6)

    assert kinds(seats.meter(shown, label="")) == {"taken": 5, "mine": 1}


def test_a_label_is_escaped():
    drawing = seats.meter(seats.Seats(capacity=1, taken=0), label='"><script>')

    assert 'aria-label="&quot;&gt;&lt;script&gt;"' in drawing


@pytest.mark.parametrize(("capacity", "is_line"), [(1, False), (48, False), (49, True), (0, True), (None, True)])
def test_many_seats_are_a_line(capacity, is_line):
    assert seats.Seats(capacity=capacity, taken=0).is_line == is_line


def test_a_line_never_runs_over():
    widths = [float(width) for width in re.findall(r'width="([\d.]+)"', seats.line(capacity=10, taken=12, held=4))]

    assert widths == [96, 96]


def test_the_sentence_says_all_of_it():
    shown = seats.Seats(capacity=24, taken=17, held=[Held(Department(), 3)])

    assert seating.sentence(shown) == "24 seats: 17 taken, 3 held for Finance, 4 free for everyone"


def test_the_sentence_says_where_you_stand():
    shown = seats.Seats(capacity=18, taken=18, waiting=9, you=4)

    assert seating.sentence(shown) == "18 seats: 18 taken, 0 free, 9 waiting, you are number 4"


def test_without_a_limit_nothing_is_left_to_say():
    assert seating.sentence(seats.Seats(capacity=None, taken=31)) == "No limit: 31 taken"
