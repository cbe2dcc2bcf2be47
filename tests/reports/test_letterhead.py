"""Name and logo of the organisation in documents."""

import logging
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from common import longtables
from common.organisation import Organisation
from registrations.enums import Mark
from reports import documents
from reports.registry import Kind
from tests.factories.events import NOW
from tests.factories.organisation import known_logo, make_logo, name_organisation
from tests.factories.recognition import make_certificate
from tests.factories.reports import make_attended, make_document, make_seal, many
from tests.reports.test_accessibility import table_signs, unpacked
from tests.reports.test_handouts import CHOSEN
from tests.support import structure

LOGO = known_logo(text="A disc")
NORDHAVEN = Organisation(name="Nordhaven", logo=LOGO)


def drawn(kind: Kind, data: object, options: object, issuer: Organisation = NORDHAVEN) -> bytes:
    return kind.draw(data, options, make_seal(data, issuer=issuer), lambda _page: None)


def described(data: bytes) -> list[str]:
    """What is said in place of each picture, in order."""
    tree = structure.tree(PdfReader(BytesIO(data)))
    return [element["/Alt"] for element in structure.elements(tree) if element["/S"] == "/Figure"]


def times_described(data: bytes) -> int:
    """How often the logo is said."""
    return described(data).count("A disc")


def logos_in(data: bytes) -> int:
    """How often the file holds a picture of the size of the logo, its transparency not counted."""
    reader = PdfReader(BytesIO(data))
    images = [reader.get_object(number) for number in reader.xref[0]]
    pictures = [one for one in images if isinstance(one, dict) and one.get("/Subtype") == "/Image" and "/SMask" in one]
    return sum((one["/Width"], one["/Height"]) == (LOGO.width, LOGO.height) for one in pictures)


def test_the_head_of_the_first_page_has_name_and_logo():
    data = drawn(documents.ATTENDANCE, many(3), {"with_signatures": False})

    assert times_described(data) == 1
    assert PdfReader(BytesIO(data)).pages[0].extract_text().count("Nordhaven") == 1


def test_without_a_logo_there_is_the_name_alone():
    data = drawn(documents.ATTENDANCE, many(3), {"with_signatures": False}, Organisation(name="Nordhaven"))

    assert (times_described(data), logos_in(data)) == (0, 0)
    assert PdfReader(BytesIO(data)).pages[0].extract_text().count("Nordhaven") == 1


def test_a_long_list_with_a_logo_is_drawn_the_fast_way_and_holds_it_once(caplog, monkeypatch):
    monkeypatch.setattr(longtables, "render_plainly", lambda *_args, **_more: pytest.fail("the plain way"))

    with caplog.at_level(logging.INFO, logger="common.longtables"):
        data = drawn(documents.ATTENDANCE, many(longtables.fast.FASTER_FROM), {"with_signatures": False})

    assert [record.getMessage() for record in caplog.records if record.name == "common.longtables"] == []
    assert (times_described(data), logos_in(data)) == (1, 1)


def test_a_logo_moves_no_row():
    several = many(60)
    plain, with_logo = (
        [page.extract_text() for page in PdfReader(BytesIO(data)).pages]
        for data in (
            drawn(documents.ATTENDANCE, several, {"with_signatures": False}, Organisation(name="Nordhaven")),
            drawn(documents.ATTENDANCE, several, {"with_signatures": False}),
        )
    )

    assert plain == with_logo


def test_the_same_logo_gives_the_same_bytes_and_another_one_others():
    red = Organisation(name="Nordhaven", logo=known_logo(text="A disc", colour="red"))
    people, options = many(3), {"with_signatures": False}

    first, second, other = (drawn(documents.ATTENDANCE, people, options, one) for one in (NORDHAVEN, NORDHAVEN, red))

    assert [first == second, first == other] == [True, False]


def test_every_table_sign_has_it():
    assert described(drawn(documents.TABLE_SIGNS, table_signs(), {"with_names": True})) == ["A disc"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "figures"),
    [
        (documents.SIGN_IN, ["A disc"]),
        (documents.PARTICIPANTS, ["A disc"]),
        (documents.DOOR_SIGNS, ["A disc"]),
        (documents.BADGES, ["Code for the door"] * 2),  # there it is a ground, and read aloud it would be too often
        (documents.POSTER, ["Cover picture of the event", "Code that leads to", "A disc"]),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_what_is_printed_for_the_day_has_it(kind, figures):
    event = make_attended(Mark.PRESENT, Mark.PRESENT)
    data = drawn(kind, kind.read(event, CHOSEN[kind], NOW), CHOSEN[kind])

    assert [text.partition(" http")[0].partition(" testserver")[0] for text in described(data)] == figures
    assert logos_in(data) == 1


@pytest.mark.django_db
def test_every_certificate_has_it_and_the_file_once():
    first = make_certificate()
    two = documents.CERTIFICATES.read(first.registration.event, {}, NOW)
    two = replace(two, sheets=two.sheets * 2)

    data = drawn(documents.CERTIFICATES, two, {})

    assert [times_described(data), logos_in(data)] == [2, 1]


@pytest.mark.django_db
def test_each_file_of_an_archive_has_it():
    first = make_certificate()
    two = documents.CERTIFICATES.read(first.registration.event, {}, NOW)
    two = replace(two, sheets=(two.sheets[0], replace(two.sheets[0], name="Somebody else")))

    files = unpacked(drawn(documents.CERTIFICATES_OF_ALL, two, {}), documents.CERTIFICATES_OF_ALL)

    assert [(times_described(one), logos_in(one)) for one in files] == [(1, 1), (1, 1)]


@pytest.mark.django_db
def test_a_document_made_after_the_logo_changed_is_another_one_and_replaces_the_first():
    event = make_attended(Mark.PRESENT)
    first, same = make_document(event), make_document(event)
    name_organisation(name="", logo=make_logo(), logo_text="A disc")
    with_logo = make_document(event)
    name_organisation(name="Nordhaven", logo_text="A disc")
    renamed = make_document(event)

    digests = [one.data_digest for one in (first, same, with_logo, renamed)]
    assert (digests[0] == digests[1], len(set(digests))) == (True, 3)
    assert [with_logo.supersedes, renamed.supersedes] == [same, with_logo]
    assert times_described(renamed.file.location.read_bytes()) == 1
