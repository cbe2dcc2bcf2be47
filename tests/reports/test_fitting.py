"""What stands on a sheet stays where it is read, however long titles and names are."""

from io import BytesIO
from itertools import pairwise

import pypdfium2
import pytest
from pypdf import PdfReader

from reports import documents
from reports.opinions import Opinions
from reports.registry import Kind
from reports.roster import Badges, Door, DoorSigns, Expected, Roster, Sitting, Wearer
from reports.summary import TableSign, TableSigns
from tests.factories.organisation import known_logo
from tests.factories.reports import OURS, START, TAKEN, belonging, make_seal, meeting

# As long as a title, a room and a name may be.
TITLE = ("How departments that never met came to plan a whole year of work together in one morning " * 2)[:160].strip()
ROOM = "The great hall of the central library, building seven, lower ground floor, room U.123, next to the cloakroom"
NAME = "Wolfeschlegelsteinhausenbergerdorffvoralternwarengewissenhaftung"
MARGIN = 16 / 25.4 * 72

AROUND = {"title": TITLE, "slug": "together", "zone": "Europe/Berlin", "taken_at": TAKEN}
Box = tuple[float, float, float, float]


def drawn(kind: Kind, data: object, **options: object) -> bytes:
    seal = make_seal(data, issuer=type(OURS)(name="Nordhaven", logo=known_logo()))
    return kind.draw(data, options, seal, lambda _page: None)


def texts(data: bytes) -> list[str]:
    """What stands on each page, in one line."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(data)).pages]


def boxes(data: bytes, *words: str) -> list[Box]:
    """Where the first of each of ``words`` stands on the first page: left, bottom, right, top."""
    with pypdfium2.PdfDocument(data) as pdf_file:
        page = pdf_file[0].get_textpage()
        found = [page.search(word).get_next() for word in words]
        letters = [[page.get_charbox(start + one) for one in range(length)] for start, length in found]
    return [
        (min(box[0] for box in of), min(box[1] for box in of), max(box[2] for box in of), max(box[3] for box in of))
        for of in letters
    ]


def somebody(name: str, department: str = "Sales") -> Expected:
    return Expected(name=name, department=belonging(department), is_guest=False, is_online=False)


def badge(name: str) -> bytes:
    wearer = Wearer(person=somebody(name), address="http://localhost/c/", letters="WXNCY")
    return drawn(documents.BADGES, Badges(**AROUND, wearers=(wearer,)))


def tent(*names: str) -> bytes:
    named = tuple((name, belonging("Sales")) for name in names)
    table = TableSign(label="Table 1", names=named, departments=())
    times = {"starts_at": START, "ends_at": TAKEN}
    return drawn(documents.TABLE_SIGNS, TableSigns(**AROUND, **times, tables=(table,)), with_names=True)


@pytest.mark.parametrize(
    "name",
    [
        "Ng",
        "Ines Okafor",
        "Maximilian Müllers",
        "Wolfgang-Maximilian Oberhuberson",
        "Anna Maria Luisa von Hohenlohe zu Oehringen",
    ],
)
def test_lines_of_a_badge_stand_below_each_other(name):
    first, *_between, last = name.replace("-", " ").split() * 2

    event, begin, end, department = boxes(badge(name), "…", first, last, "Sales")

    lines = [event, begin, department] if begin == end else [event, begin, end, department]
    assert [upper[1] > lower[3] for upper, lower in pairwise(lines) if upper[1] != lower[1]].count(False) == 0


@pytest.mark.parametrize("title", ["Balance sheets", TITLE[:90], TITLE], ids=["short", "long", "longest"])
@pytest.mark.parametrize("room", ["Elbe 2.04", ROOM], ids=["short", "long"])
@pytest.mark.parametrize("times", [1, 3, 8])
def test_each_door_has_one_sheet(title, room, times):
    door = Door(room=room, meetings=tuple(meeting() for _ in range(times)))

    pages = texts(drawn(documents.DOOR_SIGNS, DoorSigns(**{**AROUND, "title": title}, doors=(door, door))))

    assert [page.count("Ines Okafor") for page in pages] == [1, 1]


def test_a_department_on_a_table_sign_stands_on_the_paper():
    (place,) = boxes(tent(NAME[:-3]), "Sales")

    assert place[2] <= 210 / 25.4 * 72 - MARGIN


@pytest.mark.parametrize(
    ("number", "name"),
    [
        (8, "Bartholomäus-Maximilian von Hohenlohe-Waldenburg zu Oehringen"),
        (9, NAME),
        (20, "Ines Okafor"),
        (40, "Ines Okafor"),
    ],
)
def test_names_on_a_table_sign_stand_above_its_foot(number, name):
    foot, *placed = boxes(
        tent(*(f"{one:02} {name}" for one in range(number))), "As of", *map("{:02} ".format, range(number))
    )

    assert [place for place in placed if place[1] < foot[3]] == []


def test_a_list_of_nobody_says_so():
    nobody = Roster(**AROUND, organisers=(), meetings=(meeting(),), sittings=(Sitting(meeting=None, people=()),))

    (page,) = texts(drawn(documents.PARTICIPANTS, nobody, with_addresses=False))

    assert ["Nobody has a seat." in page, "Department" in page] == [True, False]


def test_badges_of_nobody_say_of_which_event():
    (page,) = texts(drawn(documents.BADGES, Badges(**{**AROUND, "title": "Balance sheets"}, wearers=())))
    (title,) = boxes(drawn(documents.BADGES, Badges(**{**AROUND, "title": "Balance sheets"}, wearers=())), "Balance")

    assert "Nobody has a seat in the room." in page
    assert title[3] - title[1] > 10


def test_the_results_of_feedback_say_of_which_year():
    said = {"invited": 8, "answered": 5, "rating": None, "score": None, "asked": (), "said": ()}

    (page,) = texts(drawn(documents.OPINIONS, Opinions(**AROUND, **said, starts_at=START, ends_at=TAKEN)))

    assert "Tuesday 24 November 2026, " in page.partition("Answered")[0]


def test_what_a_dot_means_stands_before_the_first_of_them():
    table = documents.sheets.SheetTable(title="Seats", heads=("Department", "Taken"), rows=(("Sales", "·"),))
    said = {
        "label": "Figures",
        "title": "Sales",
        "lines": (),
        "figures": (),
        "note": "A dot: too few.",
        "taken_at": TAKEN,
    }

    (page,) = texts(drawn(documents.FIGURES, documents.sheets.Sheet(**said, tables=(table,))))

    assert page.index("A dot: too few.") < page.index("Seats")
