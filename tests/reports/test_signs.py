"""Signs as glyphs, and what fits on a sheet."""

import re
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from common import marks
from reports import paper, signs
from reports.paper import Detail, Layout
from reports.summary import Outcome
from tests.factories.reports import belonging

ALL = [belonging(mark=mark, is_open_mark=is_open) for mark in marks.SHAPES for is_open in (False, True)]
BOX = [(2.0, 2.0), (14.0, 2.0), (14.0, 14.0), (2.0, 14.0)]


def area(outline: signs.Outline) -> float:
    turned = [*outline[1:], outline[0]]
    return sum(x * v - u * y for (x, y), (u, v) in zip(outline, turned, strict=True)) / 2


def inked(drawn: list[signs.Outline]) -> float:
    return sum(area(outline) for outline in drawn)


@pytest.mark.parametrize("of", [*ALL, *paper.MARKS], ids=paper.sign_of)
def test_every_sign_is_a_font_of_one_visible_space(of):
    font = TTFont(BytesIO(signs.font("sign", signs.outlines(of))))

    assert font.getBestCmap() == {ord(signs.BLANK): "sign"}
    assert signs.BLANK.isspace()
    glyph, width = font["glyf"]["sign"], font["hmtx"]["sign"][0]
    assert (glyph.xMin >= -100, glyph.xMax < width, glyph.yMin >= -200, glyph.yMax <= 900) == (True, True, True, True)


def test_a_font_is_the_same_every_time():
    outlines = signs.outlines(Outcome.PRESENT)

    assert signs.font("sign", outlines) == signs.font("sign", outlines)


def test_every_sign_looks_different():
    drawn = {str(signs.outlines(of)) for of in [*ALL, *paper.MARKS]}

    assert len(drawn) == len(ALL) + len(paper.MARKS)


def test_an_open_mark_is_the_shape_with_its_inside_cut_out():
    solid, opened = (signs.outlines(belonging(mark="square", is_open_mark=is_open)) for is_open in (False, True))

    assert inked(solid) == pytest.approx(144, abs=1)
    assert inked(opened) == pytest.approx(14.6**2 - 9.4**2, abs=5)  # rounded corners


def test_an_outline_grows_evenly():
    assert signs.grown(BOX, 1) == [(1.0, 1.0), (15.0, 1.0), (15.0, 15.0), (1.0, 15.0)]


def test_a_line_becomes_a_band():
    assert area(signs.band([(0.0, 0.0), (10.0, 0.0)], 2)) == pytest.approx(20)


@pytest.mark.parametrize(
    ("meetings", "with_signatures", "expected"),
    [
        (1, False, Layout(Detail.WORDS, is_across=False)),
        (1, True, Layout(Detail.WORDS, is_across=False)),
        (3, False, Layout(Detail.WORDS, is_across=False)),
        (3, True, Layout(Detail.WORDS, is_across=True)),
        (8, False, Layout(Detail.WORDS, is_across=True)),
        (8, True, Layout(Detail.SIGNS, is_across=True)),
        (20, False, Layout(Detail.SIGNS, is_across=True)),
        (30, False, Layout(Detail.COUNT, is_across=False)),
    ],
)
def test_more_sessions_are_said_in_less_room(meetings, with_signatures, expected):
    assert paper.layout(meetings, with_signatures=with_signatures) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Łukasz Żółć", "Łukasz Żółć"),
        ("محمد", "محمد"),
        ("a\x00b\x0bc\nd", "a b c d"),
        ("\u202egnp.exe", "gnp.exe"),
        ("a\ufffe\uffffb", "ab"),
        ("x\ud800y", "x y"),
    ],
)
def test_only_what_can_be_printed_is(text, expected):
    assert paper.printable(text) == expected


def test_departments_with_one_sign_share_its_font():
    pair = [belonging("Sales", mark="drop", hue=3), belonging("Legal", mark="drop", hue=3)]

    assert paper.sheet(pair).count("@font-face") == len(paper.MARKS) + 1
    assert paper.symbols(pair).count("<symbol") == len(paper.MARKS) + 1


def test_signs_of_one_shape_share_its_font_and_have_their_own_colours():
    three = [
        belonging("Sales", mark="drop", hue=3),
        belonging("Legal", mark="drop", hue=4),
        belonging("IT", mark="half"),
    ]

    sheet = paper.sheet(three)

    assert sheet.count("@font-face") == len(paper.MARKS) + 2
    assert re.findall(r'\.d-drop-\d\{font-family:"(.+?)";line-height:0;color:(.+?)\}', sheet) == [
        ("d-drop", marks.HUES[2]),
        ("d-drop", marks.HUES[3]),
    ]
