"""Tables with events: columns, days and times as programs and people write them, and what is wrong with a cell."""

import pytest

from common.written import First
from events.importing import table
from events.importing.entries import Order
from tests.support.importing import csv, said, sample, steps

pytestmark = pytest.mark.once


def test_a_table_in_german_with_semicolons():
    batch = csv(
        "Schlüssel;Titel;Datum;Beginn;Ende;Ort;Plätze;Art;Sprache;Themen;Schuhgröße\n"
        "A-1;Verträge lesen;12.03.2030;9.30 Uhr;11:30;Elbe 2.04;24;Vortrag;de;Geld, Verträge;42\n"
    )
    (entry,) = batch.entries

    assert (entry.uid, entry.title, entry.kind, entry.language, entry.seats, entry.topics, batch.unknown) == (
        "A-1",
        "Verträge lesen",
        "talk",
        "de",
        {"room": 24},
        ("Geld", "Verträge"),
        ["Schuhgröße"],
    )
    assert said(batch) == [("Verträge lesen", "03-12 09:30", "03-12 11:30", "Europe/Berlin", 1, "new", 1)]


def test_each_mistake_of_a_table_is_named_at_its_cell():
    batch = csv(
        "title,date,start,end,zone,link,seats,kind,language\n"
        "A,2030-02-30,9:30,,,,,,\n"
        "B,2030-03-05,25:00,,,,,,\n"
        ",2030-03-05,10:00,,Mordor,ftp://x,many,picnic,xx\n"
        "C,2030-03-31,02:30,04:00,,,,,\n"
        "C,2030-03-31,02:30,04:00,,,,,\n"
    )
    found = [
        [(problem.fault.value, problem.column and problem.column.value) for problem in step.entry.problems]
        for step in steps(batch)
    ]

    assert found == [
        [("broken-date", "date")],
        [("broken-time", "start")],
        [
            ("missing", "title"),
            ("no-link", "link"),
            ("no-zone", "zone"),
            ("no-kind", "kind"),
            ("no-language", "language"),
            ("no-number", "seats"),
        ],
        [("missing-time", "start")],
        [("key-twice", "title")],
    ]


def read_days(*dates: str, first: First | None = None) -> tuple[list[str], Order | None]:
    """What becomes of each of ``dates`` in a table: the day, or what is wrong."""
    rows = "".join(f'{number},"{date}",9:00\n' for number, date in enumerate(dates))
    data = f"title,date,start\n{rows}".encode()
    batch = table.read(data, source="csv:1", zone="UTC", kinds={}, languages=(), first=first)
    days = [f"{entry.starts:%m-%d}" if entry.starts else entry.problems[0].fault.value for entry in batch.entries]
    return days, batch.order


@pytest.mark.parametrize(
    ("dates", "days", "order"),
    [
        (("3/4/2030", "3/15/2030"), ["03-04", "03-15"], ("3/4/2030", First.MONTH, "3/15/2030")),
        (("03/04/2030", "15/03/30"), ["04-03", "03-15"], ("03/04/2030", First.DAY, "15/03/30")),
        (("03-04-2030", "31-05-2030"), ["04-03", "05-31"], ("03-04-2030", First.DAY, "31-05-2030")),
        (("3/4/2030", "4/4/2030"), ["unsettled-date", "04-04"], ("3/4/2030", None, "")),
        (("3/4/2030", "3/15/2030", "15/3/2030"), ["unsettled-date", "03-15", "03-15"], ("3/4/2030", None, "")),
        (("3/15/2030", "4/4/2030", "12.3.30"), ["03-15", "04-04", "03-12"], None),
        (("2030-03-04", "2030/3/4", "4. März 2030", "March 4, 2030"), ["03-04"] * 4, None),
        (("13/13/2030", "2/30/2030", "3/4", "2/3/99999"), ["broken-date"] * 4, None),
        (("3/4/1999", "12/31/2199"), ["broken-date", "12-31"], ("3/4/1999", First.MONTH, "12/31/2199")),
    ],
)
def test_what_stands_first_in_a_day_is_asked_of_all_days_of_a_table(dates, days, order):
    found, read = read_days(*dates)

    assert (found, read and (read.example, read.first, read.proof)) == (days, order)


@pytest.mark.parametrize(("first", "day"), [(First.DAY, "04-03"), (First.MONTH, "03-04")])
def test_what_somebody_has_said_of_days_that_may_be_two_holds(first, day):
    assert read_days("3/4/2030", "4/4/2030", first=first) == (
        [day, "04-04"],
        Order(example="3/4/2030", first=first),
    )


def test_the_last_day_shows_what_stands_first_too():
    batch = csv("title,date,start,last day\nA,3/4/2030,10:00,3/14/2030\n")

    assert said(batch) == [("A", "03-04 10:00", "03-14 11:00", "Europe/Berlin", "", "new", 1)]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("9:30 AM", "09:30"),
        ("12:00:00 AM", "00:00"),
        ("12:15\u202fp.m.", "12:15"),
        ("1:05:59 PM", "13:05"),
        ("9 am", "09:00"),
        ("14 Uhr", "14:00"),
        ("9.30 Uhr", "09:30"),
        ("13:00 PM", "broken-time"),
        ("0:30 am", "broken-time"),
        ("24:00", "broken-time"),
        ("9", "broken-time"),
    ],
)
def test_a_time_of_day_by_12_hours_or_by_24(text, starts):
    (entry,) = csv(f"title,date,start\nA,2030-03-05,{text}\n").entries

    assert (f"{entry.starts:%H:%M}" if entry.starts else entry.problems[0].fault.value) == starts


def test_outlook_saves_a_table_as_in_america():
    batch = sample("outlook-american", "csv")

    assert said(batch) == [
        ("Sales, for engineers", "03-04 09:30", "03-04 11:30", "Europe/Berlin", 1, "new", 1),
        ("Two mornings of contracts", "03-15 09:00", "03-16 12:00", "Europe/Berlin", "Auditorium", "new", 1),
    ]
    assert batch.order == Order(example="3/4/2030", first=First.MONTH, proof="3/15/2030")


def test_outlook_saves_a_table_as_in_germany():
    assert said(sample("outlook-german", "csv")) == [
        ("Verträge lesen, ohne Angst", "03-04 09:30", "03-04 11:30", "Europe/Berlin", 1, "new", 1),
        ("Zwei Vormittage Einkauf", "03-15 09:00", "03-16 12:00", "Europe/Berlin", "Aula", "new", 1),
    ]


def test_excel_saves_a_table_as_in_britain():
    batch = sample("excel-british", "csv")

    assert said(batch) == [
        ("Reading a balance sheet", "04-03 14:00", "04-03 15:30", "Europe/Berlin", 1, "new", 1),
        ("Reading a balance sheet", "04-17 14:00", "04-17 15:30", "Europe/Berlin", 1, "new", 1),
    ]
    assert batch.order == Order(example="03/04/2030", first=First.DAY, proof="17/04/2030")


def test_a_formula_is_text():
    (entry,) = csv('title,date,start\n"=HYPERLINK(""https://evil.example"")",2030-03-05,10:00\n').entries
    assert entry.title == '=HYPERLINK("https://evil.example")'


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("title,date\nx,y\n", ["column-missing"]),
        ("title,title,date,start\n", ["column-twice"]),
        ("title,date,start\n", ["no-rows"]),
        ('title,date,start\n"x', ["not-csv"]),
        ("", ["no-rows"]),
    ],
)
def test_a_table_that_can_not_be_read_says_why(text, faults):
    assert [problem.fault.value for problem in csv(text).problems] == faults
