"""Materials in the browser: added, opened, found again; and the pages of those who teach."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from common import times
from events.drafts import Content, SpeakerDraft
from events.links import sign_speaker
from events.models import Engagement, Material, SpeakerProfile
from tests.factories.accounts import make_user
from tests.factories.covers import picture_file
from tests.factories.events import make_draft, make_topic, make_upcoming_event, session_draft
from tests.factories.materials import make_material
from tests.factories.registrations import register
from tests.factories.series import events_of, repeated
from tests.support.pages import main

pytestmark = pytest.mark.django_db

JO = SpeakerDraft(name="Jo Arendt", email="jo@example.com")


@pytest.fixture
def owner():
    return make_user("Olga Owner")


@pytest.fixture
def event(owner):
    return make_upcoming_event(owner=owner, speakers=(JO,), topics=(make_topic("Water"),), title="Reading water")


def upload(data: bytes = b"%PDF-1.7 slides", name: str = "slides.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="text/html")


def test_an_organiser_hands_out_a_file_and_it_leaves_as_an_attachment(client, event, owner):
    client.force_login(owner)
    values = {"title": "Slides", "visible": "all", "shown_from": "now", "language": "en", "file": upload()}

    response = client.post(reverse("material-new", args=[event.slug]), values)

    assert response.url == reverse("workspace-materials", args=[event.slug])
    file = client.get(Material.objects.get().get_absolute_url())
    names = ("Content-Type", "Content-Disposition", "X-Content-Type-Options", "Content-Security-Policy")
    assert [file[name] for name in names] == [
        "application/pdf",
        'attachment; filename="slides.pdf"',
        "nosniff",
        "default-src 'none'; sandbox",
    ]
    assert b"".join(file.streaming_content) == b"%PDF-1.7 slides"


@pytest.mark.parametrize(
    ("kind", "values", "said"),
    [
        ("file", {"file": upload(b"<script>", "slides.pdf")}, "Choose a PDF"),
        ("link", {"url": "javascript:alert(1)"}, "Enter a valid URL"),
        ("link", {"url": "ftp://a.example/x"}, "Enter a valid URL"),
        ("note", {"text": ""}, "This field is required"),
    ],
)
def test_what_is_no_such_material_is_said_at_its_field(client, event, owner, kind, values, said):
    client.force_login(owner)
    about = {"title": "Slides", "visible": "all", "shown_from": "now", "language": "en"}

    response = client.post(reverse("material-new", args=[event.slug]) + f"?kind={kind}", about | values)

    assert (response.status_code, said in response.content.decode(), Material.objects.count()) == (200, True, 0)


def test_somebody_from_outside_brings_slides_by_their_link_and_a_newer_version(client, event):
    signed = sign_speaker(Engagement.objects.get())
    address = reverse("speaker-bring", args=[signed])

    for data in (b"%PDF-1.7 first", b"%PDF-1.7 second"):
        values = {"title": "My slides", "language": "en", "file": upload(data)}
        assert client.post(address, values).url == reverse("speaker-page", args=[signed])

    (found,) = Material.objects.for_event(event)
    assert [(one.number, one.by) for one in found.versions.all()] == [(2, "Jo Arendt"), (1, "Jo Arendt")]
    file = client.get(reverse("speaker-material", args=[signed, found.pk]))
    assert b"".join(file.streaming_content) == b"%PDF-1.7 second"
    assert (file["Referrer-Policy"], file["X-Robots-Tag"]) == ("no-referrer", "noindex")


def test_the_event_page_shows_what_its_reader_may_open(client, event):
    person = make_user()
    client.force_login(person)
    make_material(event, title="For seats", kind="note")
    make_material(event, title="For all", visible="all")
    assert main(client.get(event.get_absolute_url())).texts(".strong").count("For seats") == 0

    register(event, person, at=timezone.now())

    texts = main(client.get(event.get_absolute_url())).texts(".strong")
    assert [texts.count(title) for title in ("For seats", "For all")] == [1, 1]


def test_the_library_finds_by_topic_kind_year_and_words(client, event):
    person = make_user()
    client.force_login(person)
    make_material(event, title="Tides", kind="note", visible="all")
    make_material(event, title="Charts", visible="all")
    make_material(event, title="Hidden")
    year = timezone.localtime(event.starts_at).year

    def found(query: str) -> list[str]:
        rows = main(client.get(f"{reverse('library')}?{query}")).all(".panel--flush")
        return [one for row in rows for one in row.texts(".strong")]

    assert found("") == ["Charts", "Tides"]
    assert found("kind=note") == ["Tides"]
    assert found("q=reading+tides") == ["Tides"]
    assert found("q=arendt") == ["Charts", "Tides"]
    assert (found(f"year={year}"), found("year=1999")) == (["Charts", "Tides"], [])
    assert [found("year=0000"), found("year=9999")] == [["Charts", "Tides"]] * 2
    assert found(f"topic={event.topics.get().key}&q=water") == ["Charts", "Tides"]
    assert found("topic=nothing") == []


def test_what_is_the_same_at_dates_of_a_series_stands_once_in_the_library_and_the_search(client, owner):
    client.force_login(make_user())
    at = timezone.now()
    day = (at + timedelta(days=7)).date()
    series = repeated(make_draft(owner=owner, title="Reading club", sessions=(session_draft(day),)), at=at)
    dates = list(events_of(series))
    alone = make_upcoming_event(owner=owner, title="Alone", days=30)
    for one in (*dates, alone):
        make_material(one, title="Tides", kind="note", visible="all")
    make_material(dates[0], title="Tides", kind="note", visible="all", content=Content(text="Of this day."))

    pages = [client.get(f"{reverse(name)}?q=tides") for name in ("library", "catalogue")]

    first, second, last = (times.day(one.starts_at) for one in (*dates[:2], alone))
    found, beside = ([text for text in main(page).texts(".quiet") if text.startswith("Note")] for page in pages)
    assert found == [
        f"Note · Alone, {last}",
        f"Note · Reading club, {second} and at 1 more date",
        f"Note · Reading club, {first}",
    ]
    assert sorted(beside) == sorted(text.removesuffix(" and at 1 more date") for text in found)


@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_queries_is_constant(client, count_queries, number, owner):
    client.force_login(owner)
    for each in range(number):
        event = make_upcoming_event(days=3 + each, owner=owner, speakers=(JO,), title=f"Event {each}")
        for kind in ("file", "note", "link")[:number]:
            make_material(event, kind=kind, title=kind)
    profile = SpeakerProfile.objects.get(guest__isnull=False)
    pages = [reverse("library"), event.get_absolute_url(), reverse("workspace-materials", args=[event.slug])]

    assert [client.get(page).status_code for page in pages] == [200] * 3
    counted = [count_queries(lambda url=url: client.get(url)) for url in (*pages, profile.get_absolute_url())]

    assert counted == [8, 8, 8, 7]


def test_a_colleague_introduces_themself_and_others_read_it_where_they_may(client, event, owner):
    ines, reader = make_user("Ines Okafor"), make_user()
    client.force_login(ines)
    values = {"title": "Head of tides", "biography": "Knows **water**.", "picture": upload(picture_file(), "me.png")}

    response = client.post(reverse("speaker-own"), values)
    profile = SpeakerProfile.objects.get(user=ines)
    assert response.url == profile.get_absolute_url()

    client.force_login(reader)
    assert client.get(profile.get_absolute_url()).status_code == 404
    make_upcoming_event(title="Tides", speakers=(SpeakerDraft(user=ines),), owner=owner)
    page = main(client.get(profile.get_absolute_url()))
    assert (page.one("h1").text, page.texts("h3")) == ("Ines Okafor", ["Tides"])
    assert client.get(profile.picture_address)["Content-Type"] == "image/jpeg"


def test_an_organiser_sets_right_who_somebody_from_outside_is(client, event, owner):
    client.force_login(owner)
    profile = SpeakerProfile.objects.get(guest__email=JO.email)
    values = {"name": "Dr. Jo Arendt", "title": "Harbour Lab", "biography": "", "language": "de", "zone": "Asia/Tokyo"}

    client.post(reverse("speaker-edit", args=[profile.pk]), values)

    profile.refresh_from_db()
    guest = profile.guest
    assert (guest.name, guest.language, guest.zone, profile.title) == (
        "Dr. Jo Arendt",
        "de",
        "Asia/Tokyo",
        "Harbour Lab",
    )
    assert str(event.sessions.get().speakers.get()) == "Dr. Jo Arendt"
    client.force_login(make_user())
    assert client.get(reverse("speaker-edit", args=[profile.pk])).status_code == 404


def test_the_organisers_page_says_who_comes(client, event, owner):
    client.force_login(owner)
    later = timezone.now() + timedelta(hours=30)
    Engagement.objects.update(asked_at=later - timedelta(days=3))

    page = main(client.get(reverse("workspace-speakers", args=[event.slug])))
    assert page.texts(".state")[-1] == "Asked, no answer yet"
    response = client.post(reverse("speaker-ask-again", args=[event.slug, Engagement.objects.get().pk]), follow=True)

    assert "Jo Arendt is asked again by mail." in response.content.decode()
    client.post(reverse("workspace-speakers", args=[event.slug]), {"days": "7"})
    event.refresh_from_db()
    assert event.briefing_days == 7
