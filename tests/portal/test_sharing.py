"""How an event is passed on."""

import io
import json
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from events import actions
from events.drafts import SpeakerDraft
from events.enums import Audience
from portal.panels.card import preview
from portal.panels.sharing import Share
from tests.factories.accounts import make_department, make_user
from tests.factories.covers import cover_draft
from tests.factories.events import (
    event_draft,
    make_draft,
    make_past_event,
    make_room,
    make_upcoming_event,
    session_draft,
)
from tests.support.pages import main

pytestmark = pytest.mark.django_db

ADDRESS = "https://roundtable.example/e/tea/"


@pytest.fixture(autouse=True)
def site(settings):
    settings.BASE_URL = "https://roundtable.example"


@pytest.fixture
def colleague(client):
    user = make_user()
    client.force_login(user)
    return user


def meta(client, event):
    html = client.get(event.get_absolute_url()).content.decode()
    return [line.strip() for line in html.splitlines() if "og:" in line or 'name="description"' in line]


def test_the_page_gives_address_mail_and_code(client, colleague):
    event = make_upcoming_event(title="Tea")

    fold = main(client.get(event.get_absolute_url())).one("#share")

    assert fold.one("input").attributes["value"] == ADDRESS
    assert fold.texts("a") == ["Send by mail", "QR code for a poster"]
    assert fold.all("a")[1].attributes["href"] == "/e/tea/code.svg"


def test_a_draft_and_what_is_over_are_not_passed_on(client):
    owner = make_user()
    client.force_login(owner)
    draft, past = make_draft(owner=owner), make_past_event(owner=owner, at=timezone.now())

    pages = [main(client.get(event.get_absolute_url())) for event in (draft, past)]

    assert [page.texts("#share") for page in pages] == [[], []]
    assert client.get(reverse("event-code", args=[draft.slug])).status_code == 404


@pytest.mark.parametrize("title", ["Tea", "Fish & chips = 100 %?", "Tee mit Käse + Brot\u202e#top"])
def test_the_mail_carries_any_title_and_nobody(title):
    share = Share(event=make_upcoming_event(title=title))

    mail = urlsplit(share.mail)

    assert (mail.scheme, mail.path, mail.fragment) == ("mailto", "", "")
    assert parse_qs(mail.query.replace("+", "%2B")) == {
        "subject": [title],
        "body": [f"This may be something for you:\r\n\r\n{title}\r\n{share.address}"],
    }


def test_a_new_title_keeps_the_address(client, colleague):
    event = make_upcoming_event(title="Tea", owner=colleague)

    actions.edit(event=event, draft=event_draft(title="Coffee"), by=colleague, at=timezone.now())

    event.refresh_from_db()
    assert (event.title, event.get_absolute_url()) == ("Coffee", "/e/tea/")
    assert client.get("/e/tea/").status_code == 200


def test_the_code_is_a_drawing_with_the_title_as_text(client, colleague):
    event = make_upcoming_event(title="<script>alert(1)</script>")

    response = client.get(reverse("event-code", args=[event.slug]))

    drawing = response.content.decode()
    assert (response["Content-Type"], response["Content-Disposition"], response["X-Content-Type-Options"]) == (
        "image/svg+xml",
        f'attachment; filename="{event.slug}.svg"',
        "nosniff",
    )
    assert drawing.count("<script") == 0
    assert drawing.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 1


def test_strangers_are_asked_to_sign_in_and_come_back(client):
    event = make_upcoming_event(title="Tea")

    addresses = [client.get(address)["Location"] for address in (event.get_absolute_url(), "/e/tea/code.svg")]

    assert addresses == ["/accounts/login/?next=/e/tea/", "/accounts/login/?next=/e/tea/code.svg"]


def test_who_may_not_see_it_is_told_what_to_do_next(client, colleague):
    event = make_upcoming_event(audience=Audience.DEPARTMENTS, departments=(make_department(),))

    response = client.get(event.get_absolute_url())

    assert (response.status_code, main(response).texts("h1")) == (404, ["No seat at this address"])
    assert main(response).texts("a") == ["Open the catalogue", "My seminars"]


@override_settings(PUBLIC_CATALOGUE=True)
def test_other_sites_show_a_public_event(client):
    event = make_upcoming_event(
        title='Tea "hot"', audience=Audience.PUBLIC, description="**Leaves** & <b>water</b>.\n\n" + "word " * 60
    )

    shown = preview(event)

    assert shown is not None
    assert (shown.title, shown.address, len(shown.summary)) == (
        'Tea "hot"',
        f"https://roundtable.example{event.get_absolute_url()}",
        160,
    )
    assert shown.summary.startswith("Leaves & ")
    assert meta(client, event)[2] == '<meta property="og:title" content="Tea &quot;hot&quot;">'


@override_settings(PUBLIC_CATALOGUE=True)
def test_other_sites_show_nothing_of_an_internal_event(client, colleague):
    event = make_upcoming_event(description="Secret plans")

    assert (preview(event), meta(client, event)) == (None, [])


@override_settings(PUBLIC_CATALOGUE=False)
def test_other_sites_show_nothing_where_the_catalogue_is_internal():
    event = make_upcoming_event(audience=Audience.PUBLIC)

    assert preview(event) is None


def block(client, event):
    """What the page tells search engines."""
    html = client.get(event.get_absolute_url()).content.decode()
    start = html.index('<script type="application/ld+json">') + 35
    return html[start : html.index("</script>", start)]


@override_settings(PUBLIC_CATALOGUE=True)
def test_search_engines_are_told_what_the_page_says(client):
    room = make_room("Elbe")
    event = make_upcoming_event(
        title="Tea </script><script>alert(1)</script> & co",
        audience=Audience.PUBLIC,
        speakers=(SpeakerDraft(name="John Adair"),),
        sessions=(session_draft(date(2030, 7, 1), room=room, place="", join_url="https://meet.example/secret"),),
    )

    told = block(client, event)

    assert ("<" in told, "secret" in told) == (False, False)
    data = json.loads(told)
    address = f"https://roundtable.example{event.get_absolute_url()}"
    assert data["name"] == "Tea </script><script>alert(1)</script> & co"
    assert (data["eventStatus"], data["eventAttendanceMode"], data["startDate"], data["endDate"]) == (
        "https://schema.org/EventScheduled",
        "https://schema.org/MixedEventAttendanceMode",
        "2030-07-01T10:00:00+02:00",
        "2030-07-01T11:00:00+02:00",
    )
    assert data["location"] == [
        {"@type": "Place", "name": str(room), "address": str(room)},
        {"@type": "VirtualLocation", "url": address},
    ]
    assert (data["performer"], "offers" in data) == ([{"@type": "Person", "name": "John Adair"}], False)


@override_settings(PUBLIC_CATALOGUE=True)
def test_search_engines_are_told_of_every_session_and_that_it_was_called_off(client):
    days = (date(2030, 7, 1), date(2030, 7, 8))
    event = make_upcoming_event(audience=Audience.PUBLIC, sessions=tuple(session_draft(day) for day in days))
    actions.cancel(event=event, message="", by=make_user(), at=timezone.now())

    data = json.loads(block(client, event))

    assert (data["eventStatus"], [part["startDate"] for part in data["subEvent"]]) == (
        "https://schema.org/EventCancelled",
        ["2030-07-01T10:00:00+02:00", "2030-07-08T10:00:00+02:00"],
    )


@override_settings(PUBLIC_CATALOGUE=True)
def test_the_card_is_the_drawn_cover_kept_for_ever(client):
    event = make_upcoming_event(audience=Audience.PUBLIC)
    picture = preview(event).picture

    response = client.get(picture.address.removeprefix("https://roundtable.example"))

    assert (response["Content-Type"], response["Cache-Control"]) == ("image/png", "public, max-age=31536000, immutable")
    assert Image.open(io.BytesIO(response.content)).size == picture.size == (1200, 630)
    assert client.get(reverse("event-card", args=[event.slug, "0" * 16])).status_code == 404


@override_settings(PUBLIC_CATALOGUE=True)
def test_an_uploaded_cover_is_the_card(client):
    event = make_upcoming_event(audience=Audience.PUBLIC, cover=cover_draft())

    shown = preview(event).picture

    assert shown.address == f"https://roundtable.example{event.cover_address}"
    assert client.get(event.cover_address)["Cross-Origin-Resource-Policy"] == "cross-origin"


@override_settings(PUBLIC_CATALOGUE=True)
def test_what_is_internal_or_only_by_its_link_has_no_card(client, colleague):
    events = [make_upcoming_event(), make_upcoming_event(audience=Audience.PUBLIC, is_unlisted=True)]

    found = [(preview(event), client.get(event.get_absolute_url()).content.count(b"ld+json")) for event in events]

    assert found == [(None, 0), (None, 0)]
