"""Pictures in the editor and on the pages: uploaded, refused, shown to whoever may see the event."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from events.covers import file_of
from events.enums import Audience
from events.models import Event
from registrations import actions
from registrations.links import guest_url
from tests.factories.accounts import make_department, make_guest, make_user
from tests.factories.covers import claiming, cover_draft, picture_file
from tests.factories.events import make_draft, make_upcoming_event
from tests.factories.registrations import register
from tests.support.forms import Page

pytestmark = pytest.mark.django_db

NEW = "/organise/new/"
KEY = re.compile(r"[0-9a-f]{32}")


@pytest.fixture(autouse=True)
def files(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def owner(client):
    owner = make_user("Ines Okafor", email="ines@example.org")
    client.force_login(owner)
    return owner


def upload(data: bytes, name: str = "river.png", content_type: str = "image/png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type)


def save(client, url: str = NEW, **changes: object):
    """Open the editor, type over what stands there, choose a file, and press Save."""
    page = Page(client.get(url).content.decode())
    form = next(form for form in page.forms if "title" in form.fields)
    values = {name: value for name, value in form.values.items() if name != "cover_picture"}
    return client.post(url, {name: value for name, value in (values | changes).items() if value})


def settings_of(event: Event) -> str:
    return reverse("workspace-settings", args=[event.slug])


def errors(response) -> dict[str, list[str]]:
    return dict(response.context["editor"].form.errors)


def test_a_picture_comes_with_the_draft(client, owner):
    response = save(client, title="By the river", cover_picture=upload(picture_file()), cover_text="A river")

    event = Event.objects.get()
    assert (response.status_code, event.cover_text) == (302, "A river")
    with Image.open(file_of(event.cover, "large")) as kept:
        assert kept.size == (640, 480)


def test_a_name_and_a_declared_type_play_no_part(client, owner):
    file = upload(picture_file("WEBP"), "../../etc/passwd.html", "text/html")

    save(client, title="By the river", cover_picture=file, cover_text="A river")

    assert KEY.fullmatch(Event.objects.get().cover)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<!doctype html><script>alert(1)</script>", "This is no JPEG, PNG or WebP picture, whatever its name says."),
        (b"", "This is no JPEG, PNG or WebP picture, whatever its name says."),
        (picture_file()[:-100], "This picture is damaged and can't be read to its end."),
        (claiming(30_000, 30_000), "This picture has more than 40 megapixels."),
        (picture_file(size=(100, 100)), "This picture is too small to be seen well."),
        (b"\0" * 8_000_001, "This file is larger than 8 MB."),
    ],
    ids=["html", "empty", "damaged", "bomb", "small", "heavy"],
)
def test_what_is_no_good_picture_is_told_at_its_field_and_nothing_typed_is_lost(data, said, client, owner):
    response = save(client, title="By the river", cover_picture=upload(data), cover_text="A river")

    page = Page(response.content.decode())
    form = next(form for form in page.forms if "title" in form.fields)
    assert page.error_at(form.fields["cover_picture"]).strip().startswith(said)
    assert (form.fields["title"].value, form.fields["cover_text"].value) == ("By the river", "A river")
    assert [fold.name for fold in response.context["folds"] if fold.is_open] == ["cover"]
    assert Event.objects.count() == 0


def test_a_picture_needs_words_and_words_need_a_picture(client, owner):
    silent = save(client, title="By the river", cover_picture=upload(picture_file()))
    blind = save(client, title="By the river", cover_text="A river")

    assert errors(silent) == {"cover_text": ["Say in a few words what the picture shows."]}
    assert errors(blind) == {"cover_picture": ["Choose the picture, or say nothing about it."]}


def test_saving_something_else_leaves_the_picture(client, owner):
    event = make_draft(owner=owner, cover=cover_draft())

    save(client, settings_of(event), title="Another title")

    changed = Event.objects.get()
    assert (changed.title, changed.cover, changed.cover_text) == ("Another title", event.cover, event.cover_text)


def test_a_picture_is_taken_away(client, owner):
    event = make_draft(owner=owner, cover=cover_draft())

    save(client, settings_of(event), cover_removed="on")

    assert (Event.objects.get().cover, Event.objects.get().cover_text) == ("", "")


def test_a_new_picture_wins_over_taking_the_old_one_away(client, owner):
    event = make_draft(owner=owner, cover=cover_draft())

    save(client, settings_of(event), cover_removed="on", cover_picture=upload(picture_file()), cover_text="The sea")

    changed = Event.objects.get()
    assert (changed.cover not in {"", event.cover}, changed.cover_text) == (True, "The sea")


def test_only_a_picture_can_be_taken_away(client, owner):
    event = make_draft(owner=owner)

    fields = client.get(settings_of(event)).context["editor"].form.fields

    assert [name for name in fields if name.startswith("cover")] == ["cover_picture", "cover_text"]


def test_one_session_more_keeps_what_is_said_of_the_picture(client, owner):
    response = save(client, title="By the river", cover_text="A river", sessions="add")

    assert response.context["editor"].form["cover_text"].value() == "A river"


def test_each_place_shows_the_picture_in_its_size(client, owner):
    event = make_upcoming_event(owner=make_user(), cover=cover_draft("A river <at> noon"))
    register(event, owner, at=timezone.now())
    small, large = (reverse("event-cover", args=[event.slug, event.cover, size]) for size in ("small", "large"))

    pages = {url: client.get(url).content.decode() for url in ("/", "/my/", event.get_absolute_url())}

    found = {url: re.findall(r'<img src="([^"]+)" alt="([^"]*)"', page) for url, page in pages.items()}
    assert found == {
        "/": [(small, "")],
        "/my/": [(small, "")],
        event.get_absolute_url(): [(large, "A river &lt;at&gt; noon")],
    }


def test_a_picture_is_a_picture_and_may_be_kept_by_its_reader_alone(client, owner):
    event = make_upcoming_event(owner=owner, cover=cover_draft())
    address = event.cover_address

    response = client.get(address)
    again = client.get(address, headers={"If-None-Match": response["ETag"]})

    assert Image.open(io.BytesIO(response.content)).format == "JPEG"
    assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert response["Cache-Control"] == "private, max-age=31536000, immutable"
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", response["ETag"])


def test_who_may_not_see_the_event_does_not_see_its_picture(client):
    event = make_upcoming_event(
        owner=make_user(), cover=cover_draft(), audience=Audience.DEPARTMENTS, departments=(make_department(),)
    )
    stranger = client.get(event.cover_address)
    client.force_login(make_user("From elsewhere"))

    assert (stranger.status_code, client.get(event.cover_address).status_code) == (404, 404)


def test_an_old_address_leads_nowhere(client, owner):
    event = make_draft(owner=owner, cover=cover_draft())
    before = event.cover_address

    save(client, settings_of(event), cover_picture=upload(picture_file()), cover_text="The sea")

    assert (client.get(before).status_code, client.get(Event.objects.get().cover_address).status_code) == (404, 200)


def test_a_picture_that_is_lost_is_not_found(client, owner):
    event = make_draft(owner=owner, cover=cover_draft())
    file_of(event.cover, "large").unlink()

    assert client.get(event.cover_address).status_code == 404


def test_a_guest_sees_the_picture_through_their_link(client):
    event = make_upcoming_event(owner=make_user(), cover=cover_draft())
    place = actions.add_guest(
        event=event, guest=make_guest(), pool=event.pools.get(), by=make_user(), at=timezone.now()
    )
    link = guest_url(place).removeprefix("http://testserver")

    (address,) = re.findall(r'<img src="([^"]+)"', client.get(link).content.decode())
    response = client.get(address)

    assert (response.status_code, response["Content-Type"], response["Referrer-Policy"]) == (
        200,
        "image/jpeg",
        "no-referrer",
    )
