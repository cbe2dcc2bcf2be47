"""What is printed for the day: lists to sign and to look up, badges, signs for doors, posters."""

import re
from datetime import timedelta
from io import BytesIO

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone, translation
from pypdf import PdfReader

from common import pdf
from events.models import Event
from jobs.models import Job
from registrations import links
from registrations.enums import Mark
from registrations.models import Absence
from reports import documents, panels, policies, queries
from reports.enums import Refusal
from reports.exceptions import ReportRefused
from reports.forms import EVENT_FORMS
from reports.models import Document
from reports.registry import Kind
from tests.factories.accounts import make_department, make_user
from tests.factories.events import DAY, NOW, make_draft, make_event, session_draft
from tests.factories.registrations import register
from tests.factories.reports import ask_for, make_attended, make_document, make_seal
from tests.support.cameras import codes_in

pytestmark = pytest.mark.django_db

CHOSEN = {
    documents.SIGN_IN: {"session": "every", "blank_lines": 2},
    documents.PARTICIPANTS: {"with_addresses": True},
    documents.BADGES: {},
    documents.DOOR_SIGNS: {},
    documents.POSTER: {"paper": "a4"},
}
OF_PEOPLE = [documents.SIGN_IN, documents.PARTICIPANTS, documents.BADGES]
kinds = pytest.mark.parametrize("kind", CHOSEN, ids=lambda kind: kind.name)


def read(document: Document) -> PdfReader:
    return PdfReader(BytesIO(document.file.location.read_bytes()))


def text(document: Document) -> str:
    """Everything that stands there, without spaces: lines break where they must."""
    return "".join("".join(page.extract_text() for page in read(document).pages).split())


def make(event: Event, kind: Kind, **chosen: object) -> Document:
    return make_document(event, kind=kind, **CHOSEN[kind] | chosen)


@kinds
def test_each_kind_is_made_tagged_in_the_language_that_was_chosen(kind):
    event = make_attended(Mark.PRESENT, title="Balance sheets")

    document = make(event, kind, language="de")

    reader = read(document)
    with translation.override("de"):
        title = f"{kind.label}: Balance sheets"
    assert (reader.root_object["/Lang"], reader.metadata.title) == ("de", title)
    assert str(reader.root_object["/MarkInfo"]["/Marked"]).lower() == "true"
    assert ["Zuprüfenunter" in text(document), document.code in text(document)] == [True, True]


@kinds
def test_the_same_data_give_the_same_bytes(kind):
    event = make_attended(Mark.PRESENT)
    data = kind.read(event, CHOSEN[kind], NOW)

    first, second = (kind.draw(data, CHOSEN[kind], make_seal(data), lambda _page: None) for _ in range(2))

    assert first == second


@pytest.mark.parametrize("name", ["=cmd()", "<script>alert(1)</script>", "</td></table><b>Bob</b>"])
@pytest.mark.parametrize("kind", OF_PEOPLE, ids=lambda kind: kind.name)
def test_a_hostile_name_is_text(kind, name):
    event = make_event(capacity=None, title="<img src=x>")
    register(event, make_user(name, department=make_department(f"D {name}")))

    document = make(event, kind)

    found = text(document)
    assert ["".join(one.split()) in found for one in (name, f"D {name}", "<img src=x>")] == [True] * 3


def test_what_turns_the_direction_of_a_name_is_left_out():
    event = make_event(capacity=None)
    register(event, make_user("\u202eevil\u2066 Eve"))

    found = text(make(event, documents.BADGES))

    assert ["evilEve" in found, "\u202e" in found, "\u2066" in found] == [True, False, False]


def test_a_sign_in_sheet_has_a_page_for_each_session_and_lines_for_others():
    event = make_event(capacity=None, sessions=(session_draft(), session_draft(DAY + timedelta(days=1))))
    _there, away = register(event, make_user("Anna")), register(event, make_user("Ben"))
    Absence.objects.create(registration=away, session=event.sessions.latest("starts_at"), said_at=NOW)

    pages = [page.extract_text() for page in read(make(event, documents.SIGN_IN, blank_lines=3)).pages]

    assert [[name in page for name in ("Anna", "Ben")] for page in pages] == [[True, True], [True, False]]
    assert [re.findall(r"^(\d+) ?$", page, re.MULTILINE) for page in pages] == [["3", "4", "5"], ["2", "3", "4"]]


def test_a_sign_in_sheet_is_for_the_session_that_was_chosen():
    event = make_event(capacity=None, sessions=(session_draft(), session_draft()))
    register(event)
    session = event.sessions.last()

    document = make(event, documents.SIGN_IN, session=str(session.pk))

    assert len(read(document).pages) == 1


def test_a_session_of_another_event_is_refused():
    event, other = make_attended(Mark.PRESENT), make_attended(Mark.PRESENT)

    with pytest.raises(ReportRefused) as caught:
        ask_for(event, kind=documents.SIGN_IN, session=str(other.sessions.get().pk), blank_lines=0)

    assert caught.value.reason == Refusal.NO_SUCH_SESSION


def test_addresses_stand_on_a_list_only_where_that_was_asked_for():
    event = make_event(capacity=None)
    person = register(event).user

    found = [person.email in text(make(event, documents.PARTICIPANTS, with_addresses=one)) for one in (True, False)]

    assert found == [True, False]


def test_badges_and_sheets_are_for_those_in_the_room():
    event = make_event(seats={"room": 5, "online": 5})
    for kind, name in (("room", "Anna"), ("online", "Olga")):
        register(event, make_user(name), pool=event.pools.get(kind=kind))

    found = {kind.name: [name in text(make(event, kind)) for name in ("Anna", "Olga")] for kind in OF_PEOPLE}

    assert found == {"sign-in-sheet": [True, False], "participant-list": [True, True], "name-badges": [True, False]}


def test_ten_badges_fit_on_a_sheet():
    event = make_event(capacity=None)
    for _ in range(11):
        register(event)

    assert len(read(make(event, documents.BADGES)).pages) == 2


def test_each_badge_has_the_code_of_its_seat_for_a_camera_and_in_letters():
    event = make_event(capacity=None)
    places = [register(event, make_user(name)) for name in ("Anna", "Ben")]

    document = make(event, documents.BADGES)

    with pypdfium2.PdfDocument(document.file.location) as pdf_file:
        drawn = BytesIO()
        pdf_file[0].render(scale=3).to_pil().save(drawn, "png")
    found = text(document)
    own = {address for address in codes_in(drawn.getvalue()) if "/c/" in address}
    assert own == {links.check_in_url(place) for place in places}
    assert [place.check_in_code in found for place in places] == [True, True]


def test_a_poster_names_nobody_who_takes_part_and_is_as_large_as_was_asked():
    event = make_attended(Mark.PRESENT, title="Open day")
    document = make(event, documents.POSTER, paper="a3")

    found, box = text(document), read(document).pages[0].mediabox
    assert ["Openday" in found, event.registrations.get().user.name.replace(" ", "") in found] == [True, False]
    assert (round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)) == (297, 420)
    assert f"/e/{event.slug}/" in found


def test_a_draft_has_no_poster_and_an_event_online_has_no_doors():
    draft, online = (
        make_draft(),
        make_event(sessions=(session_draft(room=None, place="", join_url="https://v.example"),)),
    )

    assert policies.poster_refusal(draft) == Refusal.DRAFT
    assert policies.door_refusal(online) == Refusal.NO_PLACE


@kinds
def test_without_the_library_nothing_is_started(kind, monkeypatch):
    event = make_attended(Mark.PRESENT)
    monkeypatch.setattr(pdf, "LIBRARIES", (("no-such-library.so.0",),))

    with pytest.raises(ReportRefused):
        ask_for(event, kind=kind, **CHOSEN[kind])

    assert Job.objects.count() == 0


@pytest.mark.parametrize("people", [1, 3])
def test_reading_asks_as_often_for_many_as_for_one(people, count_queries):
    event = make_event(capacity=None, sessions=(session_draft(), session_draft()))
    for _ in range(people):
        register(event, make_user(department=make_department()))

    asked = [
        count_queries(lambda: queries.roster(event, queries.chosen_sessions(event, "every"), at=NOW)),
        count_queries(lambda: queries.everybody(event, with_addresses=True, at=NOW)),
        count_queries(lambda: queries.door_signs(event, at=NOW)),
    ]

    assert asked == [5, 4, 2]


def test_the_tab_offers_each_kind_and_takes_what_was_chosen(client):
    event = make_attended(Mark.PRESENT)
    client.force_login(event.roles.get().user)
    page = client.get(reverse("workspace-reports", args=[event.slug])).content.decode()
    addresses = {name: reverse("document-new", args=[event.slug, name]) for name in EVENT_FORMS}

    answer = client.post(addresses["sign-in-sheet"], {"session": "every", "blank_lines": "4", "language": "de"})

    assert [name for name, address in addresses.items() if f'action="{address}"' not in page] == []
    job = Job.objects.get()
    assert answer["Location"] == job.get_absolute_url()
    assert job.params["options"] == {"session": "every", "blank_lines": 4}


def test_documents_of_one_kind_are_told_apart_by_what_was_chosen():
    event = make_event(sessions=(session_draft(), session_draft(DAY + timedelta(days=1))))
    second = event.sessions.latest("starts_at")
    for kind, chosen in (
        (documents.SIGN_IN, {"session": str(second.pk)}),
        (documents.SIGN_IN, {"session": "every"}),
        (documents.POSTER, {"paper": "a3"}),
        (documents.PARTICIPANTS, {"with_addresses": True}),
        (documents.PARTICIPANTS, {"with_addresses": False}),
    ):
        make(event, kind, **chosen)

    with timezone.override("Europe/Berlin"):
        made = panels.made(Document.objects.with_standing().order_by("pk"), at=NOW)

    assert [one.chosen for one in made] == [
        "Thursday 11 March 2027, 10:00–11:00", "", "A3", "With e-mail addresses", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "typed", "wrong"),
    [
        ("sign-in-sheet", {"session": "0", "blank_lines": "61"}, ["session", "blank_lines"]),
        ("sign-in-sheet", {"session": "every", "blank_lines": "-1"}, ["blank_lines"]),
        ("poster", {"paper": "a0"}, ["paper"]),
        ("name-badges", {"language": "xx"}, ["language"]),
    ],
)
def test_what_can_t_be_is_said_at_its_field_and_nothing_is_lost(client, name, typed, wrong):
    event = make_attended(Mark.PRESENT)
    client.force_login(event.roles.get().user)

    response = client.post(reverse("document-new", args=[event.slug, name]), typed)

    offers = {offer.name: offer for offer in response.context["reports"].offers}
    assert (response.status_code, list(offers[name].form.errors), Job.objects.count()) == (422, wrong, 0)
    assert {one: offers[name].form[one].value() for one in typed} == typed
    assert [offer.name for offer in offers.values() if offer.is_open] == [name]
