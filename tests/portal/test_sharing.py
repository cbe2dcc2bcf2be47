"""How an event is passed on."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from events import actions
from events.enums import Audience
from portal.panels.sharing import Share, preview
from tests.factories.accounts import make_department, make_user
from tests.factories.events import event_draft, make_draft, make_past_event, make_upcoming_event
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
