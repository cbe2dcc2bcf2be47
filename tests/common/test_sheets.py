"""The sheets keep the rules of the design: layers, logical sides, colours from the tokens."""

import re
from pathlib import Path

import pytest

from common import accent, art, marks

SHEETS = {
    path.stem: re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL) for path in Path("static/css").glob("*.css")
}
ON_PAGES = sorted(set(SHEETS) - {"document"})
SIDES = r"(?:^|[\s;{])(?:(?:margin|padding|border|inset)-)?(?:left|right)\b[\w-]*\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)"
FOUR_SIDES = r"\b(?:margin|padding|inset)\s*:\s*([^\s;]+) ([^\s;]+) ([^\s;]+) ([^\s;]+?)\s*[;}]"


@pytest.mark.parametrize("name", sorted(SHEETS))
def test_no_sheet_knows_left_and_right(name):
    uneven = [sides for sides in re.findall(FOUR_SIDES, SHEETS[name]) if sides[1] != sides[3]]

    assert (re.findall(SIDES, SHEETS[name]), uneven) == ([], [])


@pytest.mark.parametrize("name", ON_PAGES)
def test_every_rule_stands_in_a_layer(name):
    outside = re.sub(r"@layer [\w, ]+;", "", SHEETS[name]).strip()
    depth, top = 0, ""
    for sign in outside:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        top += sign if depth == 0 and sign != "}" else ""

    assert re.sub(r"@layer \w+", "", top).strip() == ""


@pytest.mark.parametrize("name", sorted(set(ON_PAGES) - {"tokens"}))
def test_colours_come_from_the_tokens(name):
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", SHEETS[name]) == []


def test_every_custom_property_that_is_used_is_known():
    known = {name for sheet in SHEETS.values() for name in re.findall(r"(--[\w-]+)\s*:", sheet)}
    used = {name for sheet in SHEETS.values() for name in re.findall(r"var\((--[\w-]+)\s*\)", sheet)}

    assert used - known == set()


def light_and_dark(token: str) -> tuple[str, str]:
    return re.search(rf"--{token}:\s*light-dark\((#\w+), (#\w+)\)", SHEETS["tokens"]).groups()


def test_what_is_drawn_on_paper_has_the_light_values():
    hues = tuple(light_and_dark(f"d{number}")[0] for number in range(1, 9))
    palettes = tuple(
        tuple(re.findall(r"light-dark\((#\w+),", line))
        for line in re.findall(r"\.art-\d \{([^}]*)\}", SHEETS["tokens"])
    )

    assert (hues, palettes) == (marks.HUES, art.PALETTES)


@pytest.mark.parametrize(
    ("token", "ground", "least"),
    [
        ("ink", "page", 7), ("ink-2", "page", 7), ("ink-3", "sunken", 4.5), ("edge", "page", 3), ("seat", "page", 3),
        ("ok", "ok-soft", 4.5), ("wait", "wait-soft", 4.5), ("danger", "danger-soft", 4.5), ("wait", "page", 4.5),
        *((f"d{number}", "page", 4.5) for number in range(1, 9)),
    ],
)  # fmt: skip
def test_what_is_read_can_be_read(token, ground, least):
    ratios = [
        accent.contrast(one, other) for one, other in zip(light_and_dark(token), light_and_dark(ground), strict=True)
    ]

    assert [ratio >= least for ratio in ratios] == [True, True]


def test_the_accent_is_measured_on_the_grounds_of_the_tokens():
    assert (light_and_dark("page"), light_and_dark("surface"), light_and_dark("on-accent")) == (
        tuple(accent.PAGE.values()),
        tuple(accent.SURFACE.values()),
        tuple(accent.ON_ACCENT.values()),
    )
