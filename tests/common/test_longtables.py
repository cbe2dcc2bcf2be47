"""Lists of thousands of rows: the same document, whichever way it is drawn."""

import logging
from io import BytesIO
from itertools import pairwise

import pypdfium2
import pytest
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as some
from PIL import ImageChops
from pypdf import PdfReader

from common import longtables, pdf
from common.longtables import Cell, Column, LongTable, fast, pages, samples
from tests.support import structure

HEAD = "".join(f'<th scope="col">{title}</th>' for title in ("No.", "Name", "Team", "Hours", "Sign"))
HTML = f"""<!doctype html><html lang="de"><head><title>Liste</title></head><body><h1>Alle</h1><p>Vorweg</p>
<table><thead><tr>{HEAD}</tr></thead><tbody>{longtables.SLOT}</tbody></table><p>Danach</p></body></html>"""
CSS = """
@page { size: A4 landscape; margin: 15mm; @bottom-right { content: counter(page) " / " counter(pages) } }
html { font: 9pt "DejaVu Sans" } table { border-collapse: collapse; inline-size: 100%; table-layout: fixed }
td, th { border-block-end: 1px solid #ccc; padding-inline: 0 2mm; text-align: start }
tbody { font-variant-ligatures: none } tr { break-inside: avoid } .end { text-align: end } .red { color: #a00 }
"""
COLUMNS = (
    Column(look="end", is_written=True),
    Column(is_written=True, is_header=True),
    Column(),
    Column(look="end", is_written=True),
    Column(),
)
TEAMS = (Cell(content="Vertrieb"), Cell(look="red", content="Auf & Ab"), Cell(content="–"))
NAMES = ("Ava Toth", "Jörg Vogel", "Łukasz Šimek", "Юлия Ким", "Ελένη Ξ", "山田 太郎", "fi ffl", "O’Neil-Wu", "X")
UNUSUAL = ("محمد الأمين", "e\u0301\u0301 Zoe\u0308", "नमस्ते", "Wilhelmine " * 9, "a\u00a0b", "\u200dz")


def table(number: int, *, unusual: int = 0) -> LongTable:
    """``number`` rows; every so many ones have a name that is not set letter by letter."""

    def name(place: int) -> str:
        if unusual and place % unusual == unusual - 1:
            return UNUSUAL[place // unusual % len(UNUSUAL)].strip()
        return f"{NAMES[place % len(NAMES)]} {place * 7919 % 1000}"

    rows = [(str(one + 1), name(one), TEAMS[one % 3], f"{one % 4}:30", Cell()) for one in range(number)]
    return LongTable(columns=COLUMNS, rows=rows)


def fastly(of: LongTable, *, html: str = HTML) -> bytes:
    return fast.drawn(html, of, css=CSS, on_page=lambda _number: None)


def assert_alike(quick: bytes, plain: bytes) -> None:
    """Both look the same, page by page."""
    opened = [pypdfium2.PdfDocument(data) for data in (quick, plain)]
    assert len(opened[0]) == len(opened[1])
    for here, there in zip(*opened, strict=True):
        pictures = [page.render(scale=2).to_pil().convert("L") for page in (here, there)]
        darkest = ImageChops.difference(*pictures).histogram()[96:]
        assert sum(darkest) < 20  # of more than a million points: what is rounded another way


def told(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What was logged by us, not by WeasyPrint."""
    return [record.getMessage() for record in caplog.records if record.name == "common.longtables"]


@pytest.fixture(scope="module")
def both() -> tuple[bytes, bytes]:
    of = table(260, unusual=23)
    return fastly(of), longtables.render_plainly(HTML, of, css=CSS)


@pytest.fixture(scope="module")
def readers(both) -> tuple[PdfReader, PdfReader]:
    return PdfReader(BytesIO(both[0])), PdfReader(BytesIO(both[1]))


def test_both_ways_give_the_same_text_on_the_same_pages(readers):
    quick, plain = ([page.extract_text() for page in reader.pages] for reader in readers)

    assert quick == plain
    assert quick[0].startswith(
        "Alle\nVorweg\nNo. Name Team Hours Sign\n1 Ava Toth 0 Vertrieb 0:30\n2 Jörg Vogel 919 Auf & Ab"
    )
    assert [text.rsplit("\n", 1)[-1] for text in quick] == [f"{one} / {len(quick)}" for one in range(1, len(quick) + 1)]


def test_every_row_stands_there_once_in_order(readers):
    of = table(260, unusual=23)

    text = "".join("".join(page.extract_text() for page in readers[0].pages).split())

    ends = [f"{TEAMS[one % 3].content}{one % 4}:30" for one in range(260)]
    places = [text.index("".join(f"{one + 1}{of.rows[one][1]}".split())) for one in range(260) if one % 23 != 22]
    assert places == sorted(places)
    assert [text.count("".join(end.split())) for end in dict.fromkeys(ends)] == [
        ends.count(end) for end in dict.fromkeys(ends)
    ]


def test_both_ways_look_the_same(both):
    assert_alike(*both)


@pytest.mark.parametrize("align", ["top", "middle", "bottom", "baseline"])
def test_rows_with_a_cell_of_two_lines_are_set_too(align):
    css = f"{CSS} td, th {{ vertical-align: {align} }}"
    teams = (
        *TEAMS,
        Cell(content="Vertrieb und Kundenbetreuung Nordost"),
        Cell(content=SafeString("Einkauf<br>Süd<br>und West")),
    )
    wide, signs = (
        [*teams[3:]] * 3 + [*TEAMS],
        [Cell(), Cell(content="A"), Cell(content="mit Unterschrift des Gastes hier")],
    )
    rows = [(f"{one}", f"Ada {one}", wide[one % len(wide)], "1:30", signs[one % 3]) for one in range(160)]
    of = LongTable(columns=COLUMNS, rows=rows)

    quick, plain = fast.drawn(HTML, of, css=css, on_page=None), longtables.render_plainly(HTML, of, css=css)

    texts = [[page.extract_text() for page in PdfReader(BytesIO(data)).pages] for data in (quick, plain)]
    assert texts[0] == texts[1]
    assert_alike(quick, plain)


@pytest.mark.parametrize("align", ["top", "middle", "bottom", "baseline"])
def test_texts_of_several_lines_are_set_behind_their_signs(align, caplog):
    css = f"{CSS} td, th {{ vertical-align: {align} }} tbody th {{ line-height: 1.8 }} .red {{ font-size: 10pt }} .big {{ font-size: 20pt; padding-inline-end: 1mm }} @page {{ margin: 14.3mm }}"
    columns = (*COLUMNS[:2], Column(is_written=True), *COLUMNS[3:])
    signs = [
        SafeString(f'<span class="{look}">{sign}</span>') for look, sign in (("red", "■"), ("", "●"), ("big", "▲"))
    ]
    teams = [
        "Vertrieb",
        "Einkauf",
        "Vertrieb und Kundenbetreuung Nordost",
        "Werk & Hof, St. Gallen",
        "A-Z Nord-Ost-Süd-West",
    ]
    names = [
        "Ada Lu",
        "Anna-Katharina Hohenstein-Wunderlich",
        "Jörg Vogel",
        "Maximiliane Schwarzenberger von und zu Elm",
    ]
    cells = [Cell(content=signs[one % 3], text=teams[one % 5]) for one in range(15)] + [
        Cell(look="red", content="Gast"),
        "–",
    ]
    rows = [(f"{one}", names[one % 4], cells[one % 17], "1:30", Cell()) for one in range(160)]
    of = LongTable(columns=columns, rows=rows)

    with caplog.at_level(logging.INFO, logger="common.longtables"):
        quick, plain = fast.drawn(HTML, of, css=css, on_page=None), longtables.render_plainly(HTML, of, css=css)

    texts = [[page.extract_text() for page in PdfReader(BytesIO(data)).pages] for data in (quick, plain)]
    assert texts[0] == texts[1]
    assert_alike(quick, plain)


@pytest.mark.parametrize("align", ["top", "middle", "bottom", "baseline"])
def test_a_row_is_as_high_as_the_highest_of_its_cells(align):
    css = f"{CSS} td, th {{ vertical-align: {align} }} tbody th {{ line-height: 1.8 }}"
    columns = (*COLUMNS[:2], Column(is_written=True), *COLUMNS[3:])
    names = ["Anna-Katharina Hohenstein-Wunderlich", "Maximiliane Schwarzenberger von und zu Elm-Asse"]
    teams = [
        Cell(content=SafeString("<b>■</b>"), text="Vertrieb und Kundenbetreuung Nordost"),
        "Werk & Hof, Sankt Gallen",
    ]
    rows = [(f"{one}", names[one % 2], teams[one // 2 % 2], "1:30", Cell()) for one in range(152)]
    of = LongTable(columns=columns, rows=rows)

    quick, plain = fast.drawn(HTML, of, css=css, on_page=None), longtables.render_plainly(HTML, of, css=css)

    assert_alike(quick, plain)


@pytest.mark.parametrize(
    ("column", "text", "is_fast"),
    [
        (Column(is_written=True), "قسم المبيعات", True),
        (Column(is_written=True), "विक्रय", True),
        (Column(look="red", is_written=True, is_header=True), "Einkauf", True),
        (Column(look="end", is_written=True), "Einkauf", False),
    ],
    ids=["right to left", "joined", "look", "at the end"],
)
def test_signs_stand_before_whatever_text_in_whatever_column(column, text, is_fast, caplog):
    """Where a line ends at the edge, its sign moves with its text, so that is left to WeasyPrint."""
    cells = [Cell(content=SafeString("<span>●</span>"), text=one) for one in (text, "Vertrieb")]
    rows = [(f"{one}", f"Ada {one}", cells[one % 2], "1:30", Cell()) for one in range(150)]
    of = LongTable(columns=(*COLUMNS[:2], column, *COLUMNS[3:]), rows=rows)

    with caplog.at_level(logging.INFO, logger="common.longtables"):
        quick, plain = longtables.render(HTML, of, css=CSS), longtables.render_plainly(HTML, of, css=CSS)

    assert_alike(quick, plain)
    assert (told(caplog) == []) == is_fast


@pytest.mark.parametrize(
    "look",
    ["", "line-height: 0", "padding-inline: 3mm; line-height: .5", "font-size: 15pt", "vertical-align: 4pt"],
    ids=["as the text", "without height", "wide", "higher", "raised"],
)
def test_a_hundred_signs_are_learned_whether_or_not_they_make_their_line_higher(look):
    css = f"{CSS} b {{ {look} }}" + "".join(f".s{one} {{ color: #{one * 1500:06x} }}" for one in range(120))
    cells = [Cell(content=SafeString(f'<b class="s{one}">●</b>'), text="Ein- und Verkauf") for one in range(120)]
    columns = (*COLUMNS[:2], Column(is_written=True), *COLUMNS[3:])
    rows = [(f"{one}", f"Ada {one}", cells[one % 120], "1:30", Cell()) for one in range(160)]
    of = LongTable(columns=columns, rows=rows)

    quick, plain = fast.drawn(HTML, of, css=css, on_page=None), longtables.render_plainly(HTML, of, css=css)

    assert_alike(quick, plain)


def test_every_row_has_its_tags(readers):
    quick, plain = (structure.rows(reader) for reader in readers)

    shapes = [[(cell["/S"], cell["/A"].get("/Scope")) for cell in line] for line in quick]
    assert shapes == [[("/TD", None), ("/TH", "/Row"), ("/TD", None), ("/TD", None), ("/TD", None)]] * 260
    assert shapes == [[(cell["/S"], cell["/A"].get("/Scope")) for cell in line] for line in plain]


def test_every_head_says_that_it_is_one_of_a_column(readers):
    heads = [element for element in structure.elements(structure.tree(readers[0])) if element["/S"] == "/THead"]

    assert len(heads) == sum("No. Name" in page.extract_text() for page in readers[0].pages)
    scopes = [cell["/A"]["/Scope"] for head in heads for cell in structure.elements(head) if cell["/S"] == "/TH"]
    assert scopes == ["/Column"] * len(HEAD.split("</th>")[:-1]) * len(heads)


def test_whatever_is_marked_has_one_owner_that_knows_it(readers):
    reader = readers[0]

    marked = [(number, mark) for number, page in enumerate(reader.pages) for mark in structure.marked_on(page)]
    claimed, owners = structure.claimed(reader), structure.owners(reader)
    assert sorted(marked) == sorted(owners)
    assert len(set(claimed)) == len(claimed)
    assert [owners[one].indirect_reference for one in claimed] == [
        element.indirect_reference
        for element in structure.elements(structure.tree(reader))
        for kid in structure.kids(element)
        if isinstance(kid, int)
    ]
    assert sorted(claimed) == sorted(marked)


def test_every_element_knows_its_parent(readers):
    reader = readers[0]

    for element in structure.elements(structure.tree(reader)):
        for kid in structure.kids(element):
            if not isinstance(kid, int):
                assert kid.raw_get("/P") == element.indirect_reference


def test_the_document_says_its_language_and_title_and_holds_nothing_of_the_proof(readers, both):
    reader = readers[0]

    assert (reader.root_object["/Lang"], reader.metadata.title) == ("de", "Liste")
    assert "/Names" not in reader.root_object
    assert [each.title for each in reader.outline] == ["Alle"]
    assert len(both[0]) < len(both[1])


def test_the_same_rows_give_the_same_bytes():
    assert fastly(table(160, unusual=40)) == fastly(table(160, unusual=40))


def test_a_long_list_is_drawn_the_fast_way(caplog):
    with caplog.at_level(logging.INFO, logger="common.longtables"):
        data = longtables.render(HTML, table(160), css=CSS)

    assert data == fastly(table(160))
    assert told(caplog) == []


def test_a_short_list_is_drawn_the_plain_way():
    of = table(fast.FASTER_FROM - 1)

    assert longtables.render(HTML, of, css=CSS) == longtables.render_plainly(HTML, of, css=CSS)


def test_rows_with_a_least_height_are_set_as_high(caplog):
    css = CSS + "td { block-size: 9.5mm }"

    with caplog.at_level(logging.INFO, logger="common.longtables"):
        quick, plain = (ways(HTML, table(160), css=css) for ways in (longtables.render, longtables.render_plainly))

    texts = [[page.extract_text() for page in PdfReader(BytesIO(data)).pages] for data in (quick, plain)]
    assert (texts[0] == texts[1], len(quick) < len(plain), told(caplog)) == (True, True, [])


def test_a_list_that_is_unusual_throughout_is_drawn_the_plain_way(caplog):
    of = table(160, unusual=1)

    with caplog.at_level(logging.INFO, logger="common.longtables"):
        data = longtables.render(HTML, of, css=CSS)

    assert data == longtables.render_plainly(HTML, of, css=CSS)
    assert told(caplog) == ["A list is drawn the plain way: most of its rows are unusual"]


def test_whatever_goes_wrong_there_is_a_document(monkeypatch, caplog):
    monkeypatch.setattr(fast, "set_rows", lambda *_args: 1 / 0)

    data = longtables.render(HTML, table(160), css=CSS)

    assert data == longtables.render_plainly(HTML, table(160), css=CSS)
    assert told(caplog) == ["A list could not be drawn the fast way."]


def test_whoever_hears_of_a_page_may_end_the_work():
    told: list[int] = []

    def stop(number: int) -> None:
        told.append(number)
        if number == 2:
            raise KeyError(number)

    with pytest.raises(KeyError):
        longtables.render(HTML, table(160), css=CSS, on_page=stop)

    assert told == [1, 2]


def test_a_long_list_reaches_nothing_outside():
    html = HTML.replace("Vorweg", '<img src="file:///etc/passwd">')

    with pytest.raises(pdf.OutsideReference):
        longtables.render(html, table(160), css=CSS)


@pytest.mark.parametrize("text", ["<b>Bob</b> & Co", longtables.SLOT, "{{ x }}"])
def test_whatever_people_write_stands_there_as_written(text):
    of = table(160)
    rows = [*of.rows[:80], ("81", text, TEAMS[0], "0:30", Cell()), *of.rows[81:]]

    reader = PdfReader(BytesIO(fastly(LongTable(columns=COLUMNS, rows=rows))))

    found = "".join("".join(page.extract_text() for page in reader.pages).split())
    assert found.count("81" + "".join(text.split()) + "Vertrieb0:30") == 1


@given(some.lists(some.floats(1, 60), max_size=80), some.floats(60, 200), some.floats(60, 200))
def test_rows_are_paged_in_order_and_none_is_lost(heights, first, other):
    found = pages.paged(heights, first=first, other=other)

    assert [place for page in found for place in page] == list(range(len(heights)))
    rooms = [first, *[other] * (len(found) - 1)]
    for room, page, following in zip(rooms, found, [*found[1:], range(0)], strict=True):
        filled = sum(heights[place] for place in page)
        assert filled <= room + pages.NEAR * (len(page) + 1)
        if following:
            assert filled + heights[following[0]] > room


WORDS = some.lists(some.text("abcdeAV -é", min_size=1, max_size=12).filter(samples.is_simple), max_size=30)


@given(WORDS)
def test_the_proof_holds_every_pair_of_letters(texts):
    proof = samples.covering(texts)

    assert set().union(*(pairwise(text) for text in texts)) <= set(pairwise(proof))
    assert set("".join(texts)) <= set(proof)
    assert samples.is_simple(proof) or not texts


@pytest.mark.parametrize(
    "text", ["", " a", "a ", "a  b", "a\u00adb", "\u05d0", "\u0e01", "a\u0300", "\U0001f600", "\u1100\u1161"]
)
def test_what_joins_turns_or_stands_above_is_not_simple(text):
    assert not samples.is_simple(text)
