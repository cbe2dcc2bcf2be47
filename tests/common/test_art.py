import hashlib
import re

import pytest

from common import art

KEY = "7c9e6679-7425-40de-944b-e07fc1f90ae7"

# What the drawing of KEY was when the first covers were published; events keep their faces.
FIRST = {
    "discussion": "08d78472de71",
    "talk": "61475432aec5",
    "workshop": "efcfa1b56d5b",
    "training": "25c43fd77064",
    "seminar": "56aa0f0b9f35",
    "lunch": "323294741ae8",
    "lightning": "8da1a19844df",
    "series": "6e3d3f76738d",
    "interest": "6e3d3f76738d",
}


@pytest.mark.parametrize("kind", art.FAMILIES)
def test_a_cover_is_the_same_each_time(kind):
    assert art.cover(key=KEY, kind=kind) == art.cover(key=KEY, kind=kind)


@pytest.mark.parametrize("kind", art.FAMILIES)
def test_a_cover_is_the_same_in_every_release(kind):
    digest = hashlib.sha256(art.drawing(key=KEY, kind=kind).encode()).hexdigest()[:12]

    assert digest == FIRST[kind]


def test_another_identity_is_another_drawing():
    drawings = {art.drawing(key=f"{KEY}-{number}", kind="workshop") for number in range(40)}

    assert len(drawings) == 40


@pytest.mark.parametrize("kind", art.FAMILIES)
def test_a_cover_has_no_ids_and_no_colours_of_its_own(kind):
    for number in range(20):
        drawing = art.drawing(key=f"{KEY}-{number}", kind=kind)
        assert re.findall(r"\b(?:id|href|style|fill|stroke)=|url\(|nan", drawing) == []


@pytest.mark.parametrize("kind", art.FAMILIES)
def test_spark_appears_once(kind):
    for number in range(20):
        assert art.drawing(key=f"{KEY}-{number}", kind=kind).count('class="f4"') == 1


def test_on_paper_colours_stand_in_attributes():
    drawing = art.cover_on_paper(key=KEY, kind="seminar", palette=3)

    colours = set(re.findall(r'fill="(#\w+)"', drawing))
    assert (colours, "class=" in drawing) == (set(art.PALETTES[2]), False)


def test_a_name_cannot_reach_the_drawing():
    drawing = art.cover(key='"><script>alert(1)</script>', kind="seminar")

    assert "script" not in drawing


def test_palettes_are_one_to_six():
    assert {art.palette_of(f"{KEY}-{number}") for number in range(200)} == {1, 2, 3, 4, 5, 6}


def test_shared_part_of_two_discs_lies_in_both():
    path = art._shared((100, 120, 90), (200, 120, 100))

    ax, ay, bx, by = map(float, re.findall(r"M([\d.]+) ([\d.]+)A.* ([\d.]+) ([\d.]+)A", path)[0])
    for x, y in ((ax, ay), (bx, by)):
        assert ((x - 100) ** 2 + (y - 120) ** 2) ** 0.5 == pytest.approx(90, abs=0.1)
        assert ((x - 200) ** 2 + (y - 120) ** 2) ** 0.5 == pytest.approx(100, abs=0.1)
