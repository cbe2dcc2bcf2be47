"""What people see who open our files in LibreOffice: text where we wrote text, and numbers that can be added."""

import csv
import shutil
import subprocess
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from common import spreadsheets
from tests.support.formulas import ATTACKS, SMUGGLED

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice Calc"),
]

# Comma (44) and double quote (34), UTF-8 (76), from line 1, no column special, English, and what looks like a
# number or a formula read as one: the setting that is kindest to an attacker.
EVERY_CHANCE = "CSV:44,34,76,1,,1033,false,true,false,false,false,-1,true"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
ROWS = [[text] for text in [*ATTACKS, *SMUGGLED, "_x0041_", "plain"]]
MIXED = ["Mara", -5, 2.5, date(2026, 11, 24), datetime(2026, 11, 24, 8, 30, tzinfo=UTC)]


@pytest.fixture
def convert(tmp_path):
    """Opens a file and saves it in another format."""

    def run(file: Path, to: str, *options: str) -> Path:
        home = tmp_path / "home"
        command = ["soffice", f"-env:UserInstallation={home.as_uri()}", "--headless", "--norestore", *options]
        subprocess.run(
            [*command, "--convert-to", to, "--outdir", tmp_path / "opened", file],
            check=True,
            capture_output=True,
            timeout=180,
        )
        return tmp_path / "opened" / file.with_suffix(f".{to.partition(':')[0]}").name

    return run


def write_csv(path: Path, rows: list[list[object]]) -> Path:
    names = [f"Column {number}" for number in range(len(rows[0]))]
    path.write_bytes(b"".join(spreadsheets.csv_chunks(names, rows, zone=UTC)))
    return path


def write_xlsx(path: Path, rows: list[list[object]]) -> Path:
    names = [f"Column {number}" for number in range(len(rows[0]))]
    with spreadsheets.xlsx_file(names, rows, sheet="People", zone=UTC) as file:
        path.write_bytes(file.read())
    return path


def cells(document: Path) -> list[tuple[str, str, str]]:
    """Every cell below the names: its type, its formula, and what it shows."""
    with zipfile.ZipFile(document) as archive:
        root = ET.fromstring(archive.read("content.xml"))
    return [
        (
            cell.get(f"{OFFICE}value-type", ""),
            cell.get(f"{TABLE}formula", ""),
            "".join("".join(part.itertext()) for part in cell.iter(f"{TEXT}p")),
        )
        for row in list(root.iter(f"{TABLE}table-row"))[1:]
        for cell in row.iter(f"{TABLE}table-cell")
        if cell.get(f"{OFFICE}value-type")
    ]


def test_attacks_in_csv_are_text_when_it_is_opened(tmp_path, convert):
    opened = convert(write_csv(tmp_path / "attacks.csv", ROWS), "ods", f"--infilter={EVERY_CHANCE}")

    found = cells(opened)

    assert {(kind, formula) for kind, formula, _shown in found} == {("string", "")}
    assert len(found) == len(ROWS)


def test_a_text_that_is_written_as_it_comes_would_be_a_formula(tmp_path, convert):
    naive = tmp_path / "naive.csv"
    with naive.open("w", newline="", encoding="utf-8", errors="replace") as file:
        csv.writer(file).writerows([["Name"], ["=1+1"], ["Mara"]])

    opened = convert(naive, "ods", f"--infilter={EVERY_CHANCE}")

    assert cells(opened) == [("float", "of:=1+1", "2"), ("string", "", "Mara")]


def test_attacks_in_csv_are_text_where_semicolons_part_the_cells(tmp_path, convert):
    german = EVERY_CHANCE.replace("44,34", "59,34").replace("1033", "1031")

    opened = convert(write_csv(tmp_path / "attacks.csv", ROWS), "ods", f"--infilter={german}")

    assert {(kind, formula) for kind, formula, _shown in cells(opened)} == {("string", "")}


def test_attacks_in_xlsx_are_text_when_it_is_opened(tmp_path, convert):
    opened = convert(write_xlsx(tmp_path / "attacks.xlsx", ROWS), "ods")

    assert [(kind, formula) for kind, formula, _shown in cells(opened)] == [("string", "")] * len(ROWS)


def test_a_workbook_that_is_opened_and_saved_as_csv_says_the_same(tmp_path, convert):
    opened = convert(write_xlsx(tmp_path / "attacks.xlsx", ROWS), "csv:Text - txt - csv (StarCalc):44,34,76,1")

    saved = [row[0] for row in csv.reader(opened.read_text("utf-8-sig").splitlines())][1:]

    assert saved == [spreadsheets.guarded(text) for (text,) in ROWS]


def test_numbers_and_dates_are_what_they_are_when_opened(tmp_path, convert):
    from_csv = convert(write_csv(tmp_path / "mixed-c.csv", [MIXED]), "ods", f"--infilter={EVERY_CHANCE}")
    from_xlsx = convert(write_xlsx(tmp_path / "mixed-x.xlsx", [MIXED]), "ods")

    kinds = ["string", "float", "float", "date", "date"]
    assert [[kind for kind, _formula, _shown in cells(file)] for file in (from_csv, from_xlsx)] == [kinds, kinds]
