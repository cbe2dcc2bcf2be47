import re
from dataclasses import dataclass

import pytest

from accounts.enums import Mark
from common import charts, icons, marks


@dataclass
class Department:
    name: str = "Finance"
    mark: str = "square"
    is_open_mark: bool = False
    hue: int = 2


def test_every_mark_that_can_be_chosen_is_drawn():
    assert list(marks.SHAPES) == Mark.values


@pytest.mark.parametrize(
    ("is_open", "paint"), [(False, 'fill="currentColor"'), (True, 'fill="none" stroke="currentColor"')]
)
def test_a_mark_is_solid_or_open(is_open, paint):
    assert paint in marks.mark(Department(is_open_mark=is_open))


def test_a_mark_on_paper_has_its_colour():
    assert 'fill="#b4471f"' in marks.mark_on_paper(Department(hue=2))


def test_an_icon_is_hidden_and_arrows_turn():
    assert 'aria-hidden="true"' in icons.icon("check")
    assert [name for name in icons.ICONS if "icon--turn" in icons.icon(name)] == ["right", "left", "arrow"]


def test_an_icon_on_paper_reads_no_sheet():
    drawing = icons.icon_on_paper("present", colour="#1c6638")

    assert (re.findall(r"class=", drawing), drawing.count("#1c6638")) == ([], 2)


def test_a_bar_stays_in_its_track():
    assert [re.findall(r'width="([\d.]+)" height="14"', charts.bar(share))[1] for share in (-5, 40, 140)] == [
        "0",
        "40",
        "100",
    ]


def test_a_histogram_counts_every_answer_and_escapes_its_words():
    drawing = charts.histogram([0, 3, 1], texts=["<a>", "b", "c"], label='say "this"')

    assert re.findall(r'class="v"[^>]*>(\d+)<', drawing) == ["0", "3", "1"]
    assert ("&lt;a&gt;" in drawing, 'aria-label="say &quot;this&quot;"' in drawing) == (True, True)


def test_a_histogram_of_nothing_is_flat():
    heights = re.findall(r'height="([\d.]+)"', charts.histogram([0, 0], texts=["1", "2"], label=""))

    assert heights == ["0.0", "0.0"]


@pytest.mark.parametrize(("part", "whole", "percent"), [(1, 3, 33.3), (0, 0, 0.0), (5, 5, 100.0)])
def test_a_share_is_in_percent(part, whole, percent):
    assert charts.percent(part, whole) == percent
