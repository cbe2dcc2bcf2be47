"""Files for spreadsheets: nothing in them is a formula, and everything in them is what was meant."""

import csv
import io
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from common import spreadsheets
from tests.support.formulas import ATTACKS

BERLIN = ZoneInfo("Europe/Berlin")
STARTS = set("=+-@＝＋－＠﹦﹢﹣﹫⁼⁺⁻₌₊₋\t\r\n")
TEXTS = st.one_of(
    st.text(),
    st.text(st.sampled_from("=+-@＝'\" \t\r\n,;|a1\u200b\u202e\x00\x0b\x9b\ud83d_x0041_"), max_size=30),
    st.sampled_from(ATTACKS),
)
# What a reader takes away who takes the apostrophes for what they are.
GUARD = re.compile(f"(?:^|(?<=[,;|]))'(?={spreadsheets.BEFORE}[{spreadsheets.STARTS}])")
GUARD_AT_START = re.compile(f"^'(?={spreadsheets.BEFORE}[{spreadsheets.STARTS}])")


# How a workbook says that an underscore is one; openpyxl leaves it where a text stands in its cell.
ESCAPED = re.compile("_x005F_(?=x[0-9a-fA-F]{4}_)")


def second_row(sheet) -> tuple:
    return next(sheet.iter_rows(min_row=2, max_row=2))


def read_csv(header, rows, zone=BERLIN) -> list[list[str]]:
    data = b"".join(spreadsheets.csv_chunks(header, rows, zone=zone))
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def read_xlsx(header, rows, zone=BERLIN, **options) -> list[openpyxl.worksheet.worksheet.Worksheet]:
    with spreadsheets.xlsx_file(header, rows, sheet="People", zone=zone, **options) as file:
        return list(openpyxl.load_workbook(io.BytesIO(file.read())).worksheets)


@given(st.lists(TEXTS, min_size=1, max_size=5))
@example(["_x0041_", "_x005F_", "'=1", "''=1", ",'=1", "a;-1"])
def test_any_text_is_text_in_both_formats_and_reads_as_it_was_written(texts):
    names = [f"Column {number}" for number in range(len(texts))]

    from_csv = read_csv(names, [texts])[1]
    cells = second_row(read_xlsx(names, [texts])[0])

    from_xlsx = [ESCAPED.sub("_", cell.value or "") for cell in cells]
    shown = [spreadsheets.clean(text) for text in texts]
    assert [text[:1] for text in from_csv + from_xlsx if text.lstrip()[:1] in STARTS] == []
    assert [GUARD.sub("", text) for text in from_csv] == shown
    assert [GUARD_AT_START.sub("", text) for text in from_xlsx] == shown
    assert {cell.data_type for cell in cells} <= {"s", "n"}  # openpyxl calls an empty cell a number
    assert {cell.data_type for cell in cells if cell.value} <= {"s"}


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_text(attack):
    (cell,) = second_row(read_xlsx(["Name"], [[attack]])[0])
    ((text,),) = read_csv(["Name"], [[attack]])[1:]

    assert (cell.data_type, cell.hyperlink, cell.value[:1], text[:1]) == ("s", None, "'", "'")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Mara Lindqvist", "Mara Lindqvist"),
        ("+49 40 123", "'+49 40 123"),
        ("-5", "'-5"),
        ("5 - 3", "5 - 3"),
        ("Costs; -5 %", "Costs;' -5 %"),
        ("two\r\nlines\tand more", "two lines and more"),
        ("bell\x07, nul\x00, vertical\x0btab, C1\x9b", "bell, nul, vertical tab, C1"),
        ("half \ud83d a pair", "half \ufffd a pair"),
        ("txt.\u202efdp", "txt.fdp"),
        ("\u2066a\u2069\u200eb\u200fc\u061cd", "abcd"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("", ""),
    ],
)
def test_a_text_stays_readable(text, shown):
    assert read_csv(["Name"], [[text, "x"]])[1:] == [[shown, "x"]]


def test_values_are_what_they_are_in_csv():
    row = [3, -5, 2.5, Decimal("-10.50"), float("nan"), Decimal("Infinity"), True, None]
    row += [date(2026, 11, 24), datetime(2026, 11, 24, 8, 30, tzinfo=UTC)]

    shown = read_csv([str(number) for number in range(len(row))], [row])[1]

    assert shown == ["3", "-5", "2.5", "-10.50", "", "", "TRUE", "", "2026-11-24", "2026-11-24 09:30"]


def test_values_are_what_they_are_in_xlsx():
    at = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
    row = [3, -5, 2.5, Decimal("-10.50"), True, date(2026, 11, 24), at, 10**15, date(1789, 7, 14), float("inf"), None]

    (sheet,) = read_xlsx([str(number) for number in range(len(row))], [row])

    assert [cell.value for cell in second_row(sheet)] == [
        3,
        -5,
        2.5,
        -10.5,
        True,
        datetime.fromisoformat("2026-11-24"),
        datetime.fromisoformat("2026-11-24 09:30"),
        "1000000000000000",
        "1789-07-14",
        None,
        None,
    ]


def test_a_cell_takes_values_only():
    with pytest.raises(TypeError, match="a cell can't hold object"):
        read_csv(["Name"], [[object()]])


def test_a_workbook_has_a_head_that_stays_and_filters():
    (sheet,) = read_xlsx(["Name", "Seats"], [["Mara", 3], ["A name that is rather long for a cell " * 3, 4]])

    widths = [sheet.column_dimensions[name].width for name in ("A", "B")]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, [round(width) for width in widths]) == ("A2", "A1:B3", [61, 9])


def test_what_does_not_fit_on_a_sheet_goes_on_on_the_next():
    sheets = read_xlsx(["Name"], [[f"Person {number}"] for number in range(5)], rows_per_sheet=3)

    assert [(sheet.title, [row[0] for row in sheet.iter_rows(values_only=True)]) for sheet in sheets] == [
        ("People", ["Name", "Person 0", "Person 1"]),
        ("People 2", ["Name", "Person 2", "Person 3"]),
        ("People 3", ["Name", "Person 4"]),
    ]


def test_a_full_sheet_has_no_empty_one_behind_it():
    sheets = read_xlsx(["Name"], [["One"], ["Two"]], rows_per_sheet=3)

    assert [sheet.title for sheet in sheets] == ["People"]


def test_an_empty_table_has_its_names():
    assert (read_csv(["Name"], []), read_xlsx(["Name"], [])[0]["A1"].value) == ([["Name"]], "Name")


def test_the_same_table_gives_the_same_bytes():
    def make() -> bytes:
        with spreadsheets.xlsx_file(["Name"], [["Mara"]], sheet="People", zone=UTC) as file:
            return file.read()

    assert make() == make()


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (["Name", "name", "NAME"], ["Name", "name 2", "NAME 3"]),
        (["", " ", "\x00"], ["A", "B", "C"]),
        (["Name", "Name", "Name 2"], ["Name", "Name 2", "Name 2 2"]),
        (["How\nwas it?"], ["How was it?"]),
    ],
)
def test_names_of_columns_are_unique_and_never_empty(names, shown):
    assert spreadsheets.column_names(names) == shown


def test_a_name_of_a_column_is_no_formula_either():
    (sheet,) = read_xlsx(["=1+1"], [])

    assert (read_csv(["=1+1"], []), sheet["A1"].value, sheet["A1"].data_type) == ([["'=1+1"]], "'=1+1", "s")


@given(st.lists(TEXTS, max_size=8))
def test_any_names_of_columns_are_unique_and_never_empty(names):
    found = spreadsheets.column_names(names)

    assert (len({name.casefold() for name in found}), all(found)) == (len(names), True)


@pytest.mark.parametrize(
    ("wanted", "number", "shown"),
    [
        ("People", 1, "People"),
        ("People", 2, "People 2"),
        ("R&D: [who?] */\\", 1, "R&D   who"),
        ("'quoted'", 1, "quoted"),
        ("History", 1, "History_"),
        ("", 1, "1"),
        ("?", 2, "1 2"),
        ("A" * 40, 12, "A" * 26 + "… 12"),
    ],
)
def test_a_sheet_has_a_name_that_excel_takes(wanted, number, shown):
    assert spreadsheets.sheet_name(wanted, number=number) == shown


@given(TEXTS, st.integers(1, 99))
def test_any_sheet_name_is_one(wanted, number):
    name = spreadsheets.sheet_name(wanted, number=number)

    assert 0 < len(name.encode("utf-16-le", "surrogatepass")) <= 62
    assert not set(name) & set("[]:*?/\\")
    assert "'" not in {name[0], name[-1]}


def test_a_cell_is_no_longer_than_excel_takes():
    ((short,), (wide,)) = read_csv(["Text"], [["a" * 40_000], ["😀" * 20_000]])[1:]

    assert (len(short), short[-2:], len(wide.encode("utf-16-le")) // 2 <= 32_767, wide[-2:]) == (
        32_767,
        "a…",
        True,
        "😀…",
    )


@pytest.mark.parametrize(("number", "shown"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_have_the_letters_of_spreadsheets(number, shown):
    assert spreadsheets.letters(number) == shown
