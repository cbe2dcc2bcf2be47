"""What an independent checker says of every kind of document.

outloud has the rules of PDF/UA-1 as veraPDF checks them, without its Java; that they say the same is what it is tested by.
"""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import outloud
import pytest
from django.utils import timezone, translation

from common import pdf
from common.organisation import Organisation
from recognition.models import Certificate
from registrations.enums import Mark
from reports import documents
from reports.registry import PDF, Kind
from reports.summary import Outcome, TableSign, TableSigns
from tests.factories.accounts import make_department
from tests.factories.events import NOW, make_draft
from tests.factories.figures import DRAWN_UP_AT, draw_up, make_held, people_of
from tests.factories.organisation import known_logo
from tests.factories.recognition import make_certificate, make_guests_certificate
from tests.factories.reports import START, TAKEN, belonging, make_attended, make_seal, many, meeting, person, summary
from tests.factories.series import repeated
from tests.reports.test_handouts import CHOSEN
from tests.reports.test_opinions import told

WITH_LOGO = Organisation(name="Nordhaven", logo=known_logo(text="A disc"))
SIGNED, UNSIGNED = {"with_signatures": True}, {"with_signatures": False}


def table_signs() -> TableSigns:
    sales, legal = belonging("Sales", mark="drop"), belonging("Legal")
    table = TableSign(label="Table 1", names=(("Anna", sales), ("Ben", None)), departments=(legal,))
    times = {"starts_at": START, "ends_at": TAKEN, "taken_at": TAKEN, "zone": "Europe/Berlin"}
    return TableSigns(title="World café", slug="world-cafe", tables=(table,), **times)


SAMPLES = {
    "attendance-summary": [
        (lambda: many(3), UNSIGNED),
        (lambda: summary([person("Mara", *list(Outcome)[:3])], *map(meeting, range(3))), SIGNED),
        (lambda: many(30, 8), SIGNED),
        (lambda: many(200), UNSIGNED),  # drawn the fast way
        (lambda: summary([]), UNSIGNED),
    ],
    "table-signs": [(table_signs, {"with_names": True})],
}


# What adds up, or is given to a person: each with its options.
PERIOD = {"year": 2025, "quarter": 3}
ADDED_UP = {
    "certificates": {},
    "certificates-of-all": {"period": ""},
    "department-certificates": {"period": ""},
    "department-summary": PERIOD,
    "feedback-results": {},
    "figures": {"period": "2025-Q3"},
    "figures-of-all": {"period": "2025-Q3"},
    "guest-certificate": {},
    "learning-record": {},
    "organisation-summary": PERIOD,
    "own-certificate": {},
    "series-summary": {},
}
HOLDERS = {"own-certificate": "user", "guest-certificate": "guest"}
NUMBER = {"certificates-of-all": 2}  # of documents in one archive


def test_there_is_a_sample_of_every_kind():
    sampled = [*SAMPLES, *ADDED_UP, *(kind.name for kind in CHOSEN)]

    assert sorted(sampled) == sorted(kind.name for kind in documents.KINDS)


@pytest.fixture
def subjects() -> dict[str, object]:
    """Something of everything that a document can be about, with people who were there."""
    sales = make_department("Sales")
    crowd = people_of(sales, 6)
    make_held(make_department("Finance"), dict.fromkeys(crowd, Mark.PRESENT), title="Balance sheets")
    draw_up()
    certificate = make_certificate(title="Balance sheets")
    certificate.user.department = sales
    certificate.user.save(update_fields=["department"])
    return {
        "certificates": certificate.registration.event,
        "own-certificate": certificate.registration.user,
        "guest-certificate": make_guests_certificate().guest,
        "department-certificates": certificate.registration.user.department,
        "feedback-results": told().event,
        "learning-record": crowd[0],
        "series-summary": repeated(make_draft(title="Every week"), at=NOW),
        **dict.fromkeys(("department-summary", "figures"), sales),
        **dict.fromkeys(("organisation-summary", "figures-of-all", "certificates-of-all"), None),
    }


@pytest.mark.once  # whatever was read is drawn the same
@pytest.mark.django_db
@pytest.mark.parametrize("name", ADDED_UP)
def test_what_adds_up_or_is_given_keeps_to_pdf_ua(name, subjects, tmp_path):
    kind = next(kind for kind in documents.KINDS if kind.name == name)
    options = dict(ADDED_UP[name])
    if name in HOLDERS:
        options["certificate"] = Certificate.objects.get(**{HOLDERS[name]: subjects[name]}).pk
    data = kind.read(subjects[name], options, DRAWN_UP_AT)

    drawn = kind.draw(data, options, make_seal(data, issuer=WITH_LOGO), lambda _number: None)

    said = [said_of(one, tmp_path) for one in unpacked(drawn, kind)]
    assert said == [[]] * NUMBER.get(name, 1)


def unpacked(drawn: bytes, kind: Kind) -> list[bytes]:
    """The documents in an archive, or the one that there is."""
    if kind.content_type == PDF:
        return [drawn]
    with ZipFile(BytesIO(drawn)) as archive:
        return [archive.read(name) for name in archive.namelist()]


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize(
    ("name", "place"), [(name, place) for name, samples in SAMPLES.items() for place in range(len(samples))]
)
def test_a_document_keeps_to_pdf_ua(name, place, language, tmp_path):
    make, options = SAMPLES[name][place]
    kind = next(kind for kind in documents.KINDS if kind.name == name)
    data = make()

    with translation.override(language), timezone.override(ZoneInfo("Europe/Berlin")):
        drawn = kind.draw(data, options, make_seal(data, issuer=WITH_LOGO), lambda _number: None)

    assert said_of(drawn, tmp_path) == []


@pytest.mark.once  # whatever was read is drawn the same
@pytest.mark.django_db
@pytest.mark.parametrize("kind", CHOSEN, ids=lambda kind: kind.name)
def test_what_is_printed_for_the_day_keeps_to_pdf_ua(kind, tmp_path):
    event = make_attended(*[Mark.PRESENT] * 3, title="Balance sheets")
    data = kind.read(event, CHOSEN[kind], NOW)

    drawn = kind.draw(data, CHOSEN[kind], make_seal(data, issuer=WITH_LOGO), lambda _number: None)

    assert said_of(drawn, tmp_path) == []


def test_the_checker_hears_what_is_wrong(tmp_path):
    drawn = pdf.render("<!doctype html><html><title>x</title><dl><div><dt>a<dd>b</div></dl><img src=''></html>", css="")

    assert {rule for rule, _words in said_of(drawn, tmp_path)} >= {"LST-001", "LST-003"}


def said_of(drawn: bytes, folder: Path) -> list[tuple[str, str]]:
    """What the checker finds fault with: the rule, and its words."""
    file = folder / "document.pdf"
    file.write_bytes(drawn)
    result = outloud.check(str(file), layers={"conformance"})
    assert result.error is None
    return [(one.rule, one.message) for one in result.findings if one.severity == "error"]
