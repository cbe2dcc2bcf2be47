"""Reading a directory file: what is accepted, and what is wrong where."""

import pytest

from accounts.sheet import MOST_BYTES, MOST_COLUMNS, MOST_ROWS, Column, Entry, Fault, Problem, Sheet, read

LANGUAGES = ("en", "de")


def said(text: str | bytes) -> Sheet:
    return read(text.encode() if isinstance(text, str) else text, languages=LANGUAGES)


def faults(text: str | bytes) -> list[tuple[Fault, int, Column | None]]:
    return [(problem.fault, problem.row, problem.column) for problem in said(text).problems]


FULL = Entry(
    row=2,
    key="7",
    email="ana@example.org",
    name="Ana Müller",
    department=("Engineering", "Firmware"),
    department_key="fw",
    manager="8",
    deputy="",
    location="Hamburg",
    zone="Europe/Berlin",
    language="de",
    leaves=False,
)


@pytest.mark.parametrize(
    "header",
    [
        "key,email,name,department,department key,manager,deputy,location,zone,language,leaves",
        "KEY, E-Mail ,Name,Department,DepartmentKey,Manager,Deputy,Location,Time Zone,Language,Leaves",
        "Personalnummer,E-Mail-Adresse,Name,Abteilung,Abteilungsschlüssel,Führungskraft,Vertretung,Standort,Zeitzone,Sprache,Austritt",
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_reads_every_column_in_either_language(header, delimiter, encoding):
    row = "7,Ana@Example.org,Ana  Müller,Engineering / Firmware,fw,8,,Hamburg,Europe/Berlin,DE,no"

    sheet = said(f"{header}\r\n{row}\r\n".replace(",", delimiter).encode(encoding))

    assert sheet == Sheet(entries=[FULL])


def test_takes_columns_in_any_order_and_leaves_open_what_has_none():
    sheet = said("name;key;shoe size;email\nAna;7;39;ana@example.org\n")

    assert sheet == Sheet(entries=[Entry(row=2, key="7", email="ana@example.org", name="Ana")], unknown=["shoe size"])


def test_one_spelling_of_a_name_is_kept():
    sheet = said('key,email,name\n7,ana@example.org,\u00a0Jose\u0301  ""\n'.replace('""', "Ruiz"))

    assert [entry.name for entry in sheet.entries] == ["José Ruiz"]


def test_counts_rows_as_a_spreadsheet_does():
    assert faults('key,email,name\n1,a@example.org,"A\nB"\n\n2,nobody,C\n') == [(Fault.NO_ADDRESS, 4, Column.EMAIL)]


@pytest.mark.parametrize(
    ("column", "word", "leaves"),
    [
        ("leaves", "ja", True),
        ("leaves", "", False),
        ("active", "nein", True),
        ("aktiv", "", False),
        ("active", "1", False),
    ],
)
def test_understands_who_leaves(column, word, leaves):
    sheet = said(f"key,email,name,{column}\n7,ana@example.org,Ana,{word}\n")

    assert [entry.leaves for entry in sheet.entries] == [leaves]


@pytest.mark.parametrize(
    ("what", "text", "expected"),
    [
        ("Latin-1", "key,email,name\n7,ana@example.org,Müller\n".encode("latin-1"), (Fault.NOT_UTF8, 0, None)),
        ("UTF-16 cut short", "key,email,name\n7".encode("utf-16")[:-1], (Fault.NOT_UTF8, 0, None)),
        ("nothing", "", (Fault.NO_ROWS, 0, None)),
        ("a header alone", "key,email,name\n", (Fault.NO_ROWS, 0, None)),
        ("an open quote", 'key,email,name\n7,ana@example.org,"Ana\n', (Fault.NOT_CSV, 2, None)),
        ("a huge cell", "key,email,name\n7,ana@example.org," + "W" * 200_000 + "\n", (Fault.NOT_CSV, 2, None)),
        ("no such column", "key,name\n7,Ana\n", (Fault.COLUMN_MISSING, 1, Column.EMAIL)),
        ("a column twice", "key,id,email,name\n7,8,a@b.org,Ana\n", (Fault.COLUMN_TWICE, 1, Column.KEY)),
        ("a comma too many", "key,email,name\n7,a@b.org,Ruiz, Ana\n", (Fault.TOO_MANY_CELLS, 2, None)),
        ("no name", "key,email,name\n7,a@b.org\n", (Fault.MISSING, 2, Column.NAME)),
        ("NUL", "key,email,name\n7,a@b.org,A\0na\n", (Fault.UNSEEN, 2, Column.NAME)),
        ("bidi", "key,email,name\n7,a@b.org,A\u202ena\n", (Fault.UNSEEN, 2, Column.NAME)),
        ("too long", f"key,email,name\n7,a@b.org,{'W' * 151}\n", (Fault.TOO_LONG, 2, Column.NAME)),
        ("no address", "key,email,name\n7,a b@c.org,Ana\n", (Fault.NO_ADDRESS, 2, Column.EMAIL)),
        ("no zone", "key,email,name,zone\n7,a@b.org,Ana,Berlin\n", (Fault.NO_ZONE, 2, Column.ZONE)),
        ("no language", "key,email,name,language\n7,a@b.org,Ana,xx\n", (Fault.NO_LANGUAGE, 2, Column.LANGUAGE)),
        ("perhaps", "key,email,name,leaves\n7,a@b.org,Ana,perhaps\n", (Fault.NO_YES_OR_NO, 2, Column.LEAVES)),
        (
            "a gap in a path",
            "key,email,name,department\n7,a@b.org,Ana,A//B\n",
            (Fault.EMPTY_STEP, 2, Column.DEPARTMENT),
        ),
        (
            "a deep path",
            f"key,email,name,department\n7,a@b.org,Ana,{'/'.join('ABCDEFGHIJKLM')}\n",
            (Fault.TOO_DEEP, 2, Column.DEPARTMENT),
        ),
        (
            "a broken key of a department",
            "key,email,name,department key\n7,a@b.org,Ana,f w\n",
            (Fault.NO_SLUG, 2, Column.DEPARTMENT_KEY),
        ),
    ],
)
def test_names_what_is_wrong_at_its_place(what, text, expected):
    assert faults(text) == [expected]


def test_refuses_what_is_too_much():
    row = b"7,a@b.org,Ana\n"

    large = said(b"key,email,name\n" + row * (MOST_BYTES // len(row)))
    long = said("key,email,name\n" + "7,a@b.org,A\n" * (MOST_ROWS + 1))
    wide = said("key,email,name" + ",more" * (MOST_COLUMNS - 2) + "\n7,a@b.org,A\n")

    assert (large.problems, long.problems, wide.problems, wide.unknown) == (
        [Problem(fault=Fault.TOO_LARGE, other="10")],
        [Problem(fault=Fault.TOO_MANY_ROWS, other=str(MOST_ROWS))],
        [Problem(fault=Fault.TOO_MANY_COLUMNS, row=1, other=str(MOST_COLUMNS))],
        [],
    )
