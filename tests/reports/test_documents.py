"""The document itself, as a reader and as a machine reads it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation
from django.utils.translation import gettext
from pypdf import PdfReader

from registrations.enums import Mark
from reports import documents, signs, wording
from reports.paper import Detail
from reports.summary import Outcome, Summary
from tests.factories.reports import TAKEN, belonging, header, make_seal, many, meeting, person, summary

PRESENT, PARTIAL, EXCUSED, ABSENT, UNMARKED = Outcome


@pytest.fixture(autouse=True)
def _reader() -> Iterator[None]:
    with translation.override("en"), timezone.override(ZoneInfo("Europe/Berlin")):
        yield


def drawn(of: Summary, *, with_signatures: bool = False) -> PdfReader:
    return PdfReader(BytesIO(bytes_of(of, with_signatures=with_signatures)))


def bytes_of(of: Summary, *, with_signatures: bool = False, **seal: object) -> bytes:
    return documents.attendance_pdf(
        of, with_signatures=with_signatures, seal=make_seal(of, **seal), on_page=lambda _number: None
    )


def read(reader: PdfReader) -> list[str]:
    """The lines of all pages; the signs are spaces, and go."""
    text = "\n".join(page.extract_text() for page in reader.pages)
    return [" ".join(line.replace("\u2060", "").split()) for line in text.splitlines()]


def elements(node, found: dict[str, int] | None = None) -> dict[str, int]:
    """How often each kind of element stands in the structure, which is walked to its end."""
    found = {} if found is None else found
    node = node.get_object()
    kids = node.get("/K", [])
    kind = node.get("/S", "")
    found[kind] = found.get(kind, 0) + 1
    for kid in kids if isinstance(kids, list) else [kids]:
        if not isinstance(kid.get_object(), int):
            elements(kid, found)
    return found


def test_a_summary_reads_from_top_to_bottom():
    sales = belonging("Sales", mark="drop")
    people = [
        person("Mara Lindqvist", PRESENT, department=sales),
        person("Jo Arendt", PARTIAL, is_guest=True),
        person("Jonas Petersen", ABSENT),
    ]

    made = make_seal(summary(people))
    lines = read(drawn(summary(people)))

    # fmt: off
    assert lines == [
        "Attendance summary",
        "Balance sheets",
        "Tuesday 24 November 2026, 09:30–11:30, Berlin time",
        "Elbe 2.04, Hamburg",
        "Speakers: Ines Okafor (Finance)",
        "The attendance list was closed on Tuesday 24 November 2026, 12:25.",
        "Present", "1of 3 people with a seat",  # pypdf joins lines of different size
        "Partly present", "1counted for half of the time",
        "Departments", "1of 1",
        "Hours learned", "3by all together",
        "By department", "Department Share There",
        "Sales 1 of 1", "No department 0 of 1", "Guests 1 of 1",
        "By attendance", "Attendance Share People",
        "Present 1", "Partly present 1", "Excused 0", "Absent 1",
        "People", "No. Name Department Attendance Hours",
        "1 Jo Arendt Guest Partly present 1",
        "2 Jonas Petersen – Absent 0",
        "3 Mara Lindqvist Sales Present 2",
        "Roundtable",
        "As of Tuesday 24 November 2026, 12:30, Berlin time. For internal use.",
        f"Document 7K3MQ-2XP4A, digest {made.short_digest}",
        "Check it at localhost/v/7k3mq2xp4a/ 1 / 1",
    ]
    # fmt: on


def test_a_summary_is_tagged_for_those_who_hear_it():
    reader = drawn(many(60))

    catalog = reader.root_object
    assert (catalog["/Lang"], reader.metadata.title) == ("en", "Attendance summary: Balance sheets")
    assert str(catalog["/MarkInfo"]["/Marked"]).lower() == "true"
    assert str(catalog["/ViewerPreferences"]["/DisplayDocTitle"]).lower() == "true"
    found = elements(catalog["/StructTreeRoot"]["/K"][0])
    assert (found["/H1"], found["/H2"]) == (1, 3)
    # One figure for each bar, 8 departments and 4 marks; signs are no figures.
    assert found["/Figure"] == 12
    assert found["/TD"] == 60 * 4 + 12 * 2
    figures = [node for node in structure(catalog["/StructTreeRoot"]) if node.get("/S") == "/Figure"]
    assert [node for node in figures if not node.get("/Alt")] == []


def structure(node) -> Iterator[dict]:
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        element = kid.get_object()
        if not isinstance(element, int):
            yield element
            yield from structure(element)


def test_every_page_has_its_number_its_title_and_the_head_of_the_list():
    pages = [page.extract_text() for page in drawn(many(60)).pages]

    total = len(pages)
    assert total > 2
    assert [f"{number} / {total}" in page for number, page in enumerate(pages, start=1)] == [True] * total
    assert ["Balance sheets" in page for page in pages] == [True] * total
    assert [page.count("Signature") for page in pages] == [0] * total
    assert ["Hours" in page for page in pages] == [True] * total


def test_everybody_is_listed_once_in_order():
    lines = read(drawn(many(120)))

    found = [line.split()[0] for line in lines if " Person " in line]
    assert found == [str(number) for number in range(1, 121)]


def test_the_same_data_give_the_same_bytes():
    first, second = (bytes_of(summary([person("Mara", PRESENT)]), with_signatures=True) for _number in range(2))

    assert first == second
    assert PdfReader(BytesIO(first)).metadata.creation_date == TAKEN.replace(microsecond=0)


@pytest.mark.parametrize(
    ("sessions", "with_signatures", "is_across"),
    [(1, False, False), (3, False, False), (3, True, True), (8, True, True)],
)
def test_several_sessions_have_a_column_each(sessions, with_signatures, is_across):
    people = [person("Mara Lindqvist", *([PRESENT] * (sessions - 1)), ABSENT)]

    reader = drawn(summary(people, *(meeting(7 * day) for day in range(sessions))), with_signatures=with_signatures)

    (row,) = [line for line in read(reader) if "1 Mara" in line]
    hours = f"{2 * (sessions - 1)}"
    assert row.split() == ["1", "Mara", "Lindqvist", "–", *["Present"] * (sessions - 1), "Absent", hours]
    legend = 4 if (sessions, with_signatures) == (8, True) else 0
    drawn_signs = "".join(page.extract_text() for page in reader.pages).count(signs.BLANK)
    assert drawn_signs == sessions + legend + 4  # and four in the chart
    box = reader.pages[0].mediabox
    assert (box.width > box.height) is is_across


def test_too_many_sessions_for_columns_are_counted():
    people = [person("Mara", *[PRESENT] * 20, *[ABSENT] * 10)]

    page = documents.attendance_page(summary(people, *(meeting(day) for day in range(30))), with_signatures=False)[
        "page"
    ]

    assert (page.layout.detail, page.people.rows[0][3].content) == (Detail.COUNT, "20 of 30")


def test_a_list_that_is_not_closed_says_so_on_every_page():
    of = many(60)
    reader = drawn(summary([row.person for row in of.rows], closed_at=None))

    pages = [page.extract_text() for page in reader.pages]
    assert "Preliminary: the attendance list is not closed yet." in pages[0]
    assert ["Preliminary. As of Tuesday 24 November 2026, 12:30, Berlin time." in page for page in pages] == [
        True
    ] * len(pages)


def test_before_anything_is_marked_it_is_a_list_to_sign():
    lines = read(drawn(summary([person("Mara", UNMARKED)], closed_at=None), with_signatures=True))

    assert lines[lines.index("People") + 1 :][:3] == [
        "No. Name Department Attendance Signature", "1 Mara – –", "Ines Okafor Place and date",
    ]  # fmt: skip
    assert "Hours learned" not in lines


def test_nobody_with_a_seat_is_said():
    assert "Nobody has a seat." in read(drawn(summary([])))


def test_a_cancelled_event_is_said_to_be_cancelled():
    assert "This event was cancelled." in read(drawn(summary([], is_cancelled=True)))


def test_times_are_those_of_the_reader_and_of_the_place():
    with timezone.override(ZoneInfo("America/New_York")):
        lines = read(drawn(summary([], meeting(zone="Asia/Tokyo"))))

    assert "Tuesday 24 November 2026, 03:30–05:30 (in Tokyo: Tuesday 24 November 2026, 17:30–19:30), New York time" in (
        " ".join(lines)
    )


def test_a_german_reader_gets_it_in_german():
    people = [person("Jörg", PARTIAL, PRESENT), person("Jo", EXCUSED, ABSENT, is_guest=True)]
    long = replace(meeting(1), ends_at=meeting(1).starts_at + timedelta(minutes=90))

    with translation.override("de"):
        reader = drawn(summary(people, meeting(), long, closed_at=None), with_signatures=True)

        title, word = gettext("Attendance summary: %(title)s"), {mark.value: str(mark.label) for mark in Mark}

    lines = read(reader)
    assert (reader.root_object["/Lang"], reader.metadata.title) == ("de", title % {"title": "Balance sheets"})
    assert "Dienstag, 24. November 2026 bis Mittwoch, 25. November 2026, Ortszeit Berlin" in lines
    assert "2 Mittwoch, 25. November 2026, 09:30–11:00 Uhr Elbe 2.04, Hamburg 1" in lines
    assert f"1 Jo Gast {word['excused']} {word['absent']} 0" in lines
    assert f"2 Jörg – {word['partial']} {word['present']} 2,5" in lines
    english = ("Attendance", "Preliminary", "Present", "Berlin time", "Signature", "Speakers")
    assert [line for line in lines if any(each in line for each in english)] == []


HOSTILE = [
    '<b>Bob</b> & "Co" \'s',
    "</td></table><script>alert(1)</script>",
    '<img src="file:///etc/passwd">',
    "<svg><image href='http://127.0.0.1:9/'/></svg>",
    "{{ settings.SECRET_KEY }}{% debug %}",
    "]]>&lt;&#60;",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_people_write_stands_there_as_written(text):
    bad = belonging(text)
    of = summary(
        [person(text, PRESENT, department=bad)],
        meeting(place=text, speakers=((text, text),)),
        title=text,
        organisers=(text,),
    )

    reader = drawn(of, with_signatures=True)

    found = "".join("".join(read(reader)).split())
    # Title, place, speaker with department, chart, name and department in the list, signature.
    assert found.count("".join(text.split())) == 8
    assert reader.metadata.title == f"Attendance summary: {text}"


def test_a_name_may_be_as_long_as_a_name_can_be():
    long, wide = "x" * 150, "Wilhelmine " * 13

    reader = drawn(summary([person(long, PRESENT), person(wide, PRESENT)], title="W" * 160))

    text = "".join("".join(read(reader)).split())
    assert (long in text, "".join(wide.split()) in text, "W" * 160 in text) == (True, True, True)
    assert [page.mediabox.width for page in reader.pages] == [reader.pages[0].mediabox.width] * len(reader.pages)


def test_other_scripts_do_not_stop_a_document():
    names = ["محمد الأمين", "山田 太郎", "नमस्ते", "😀", "ก" * 40, "e\u0301\u0301"]

    reader = drawn(summary([person(name, PRESENT) for name in names], title="\u202eevil \u0007 محمد"))

    assert len(reader.pages) == 1
    assert reader.metadata.title == "Attendance summary: evil   محمد"


def test_a_file_is_named_for_the_event_and_the_day():
    assert documents.file_name(summary([])) == "attendance-balance-sheets-2026-11-24.pdf"
    assert documents.file_name(summary([], slug="../../etc/passwd\r\n")) == "attendance-etcpasswd-2026-11-24.pdf"


def test_a_page_draws_its_signs_without_fonts():
    sales = belonging("Sales", mark="drop", hue=2)

    context = documents.attendance_page(summary([person("Mara", PRESENT, department=sales)]), with_signatures=False)

    assert 'id="d-drop-2"' in context["symbols"]
    _number, _name, department, mark, _hours = context["page"].people.rows[0]
    sign = '<svg class="s" aria-hidden="true"><use href="#d-drop-2"/></svg>'
    assert (str(department.content), department.text) == (sign, "Sales")
    assert signs.BLANK not in str(mark.content)


def test_many_departments_stand_above_each_other():
    people = [person("", PRESENT, department=belonging()) for _number in range(40)]

    context = documents.attendance_page(summary(people), with_signatures=False)

    assert context["page"].are_charts_beside is False
    assert header().is_preliminary is False


def test_of_very_many_departments_the_smaller_ones_stand_together():
    sizes = {belonging(f"Team {number:02}"): 23 - number for number in range(1, 23)}
    people = [
        person(f"{team.name} {one}", PRESENT if one else ABSENT, department=team)
        for team, size in sizes.items()
        for one in range(size)
    ]

    bars = wording.bars_by_department(summary([*people, person("Jo Arendt", PRESENT, is_guest=True)]))

    assert [(bar.name, bar.text) for bar in bars[17:]] == [
        ("Team 18", "4 of 5"),
        ("Team 19", "3 of 4"),
        ("3 other departments", "3 of 6"),
        ("Guests", "1 of 1"),
    ]


def test_no_department_alone_is_called_others():
    people = [person(f"P {number}", PRESENT, department=belonging(f"Team {number:02}")) for number in range(20)]

    assert [bar.name for bar in wording.bars_by_department(summary(people))][-1] == "Team 19"
