"""The page on which administrators say how the organisation is called."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import Organisation, User
from common import site
from tests.factories.accounts import make_user
from tests.factories.covers import claiming
from tests.factories.organisation import logo_file, make_logo, name_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(client: Client) -> User:
    user = make_user("Ada", is_staff=True)
    client.force_login(user)
    return user


def send(client: Client, **typed: object):
    said = {"name": "Nordhaven", "logo_text": "", "is_name_shown": "on", "seen": "", **typed}
    return client.post(reverse("organisation"), said)


def upload(data: bytes, name: str = "logo.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def test_an_administrator_says_name_and_logo_and_everybody_sees_them(ada, client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = send(client, logo=upload(logo_file(size=(600, 200))), logo_text="Nordhaven Instruments")

    row = Organisation.objects.get()
    assert (response.status_code, row.name, row.logo_width, row.logo_height) == (302, "Nordhaven", 480, 160)
    page = Client().get(reverse("help")).content.decode()
    address = reverse("logo", args=[row.logo_key])
    assert f'<img class="emblem" src="{address}" alt="" width="480" height="160">' in page
    assert page.count("<title>") == page.count("Nordhaven</title>") == 1


def test_a_logo_that_is_the_name_stands_without_it(client):
    name_organisation(logo=make_logo(), logo_text="Nordhaven Instruments", is_name_shown=False)

    page = client.get(reverse("help")).content.decode()

    assert 'alt="Nordhaven Instruments"' in page
    assert 'class="brand__name' not in page


def test_the_sign_of_the_product_stays_where_there_is_no_logo(client):
    name_organisation(name="Fernhill")

    page = client.get(reverse("help")).content.decode()

    assert ['class="emblem"' in page, '<span class="brand__name desk">Fernhill</span>' in page] == [False, True]


def test_the_picture_is_for_everybody_and_for_long(client):
    row = name_organisation(logo=make_logo(), logo_text="A disc")
    address = reverse("logo", args=[row.logo_key])

    response = client.get(address)

    assert (response["Content-Type"], response.content) == ("image/png", bytes(row.logo))
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get(address, headers={"If-None-Match": response["ETag"]}).status_code == 304
    assert client.get(reverse("logo", args=["another"])).status_code == 404


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        (b"no picture", "This is no JPEG, PNG or WebP picture, whatever its name says. Choose another file."),
        (b"", "This is no JPEG, PNG or WebP picture, whatever its name says. Choose another file."),
        (claiming(30_000, 30_000), "This picture has more than 40 megapixels. Save it smaller, and choose it again."),
        (b"0" * 8_000_001, "This file is larger than 8 MB. Save the picture smaller, and choose it again."),
        (logo_file(size=(31, 200)), "This logo is too small. It takes 32 pixels across and down."),
        (
            logo_file(size=(400, 39)),
            "This picture is more than ten times as long as it is wide. Nothing of it could be made out.",
        ),
        (logo_file(colour="white"), "On white, as on paper, nothing of this logo can be seen. Choose a darker one."),
    ],
    ids=["text", "empty", "bomb", "heavy", "small", "slender", "white"],
)
def test_a_picture_that_is_no_logo_is_refused_at_its_field_and_nothing_is_lost(ada, client, data, wrong):
    response = send(client, name="Typed", logo=upload(data), logo_text="Words")

    assert (response.status_code, response.context["form"].errors) == (422, {"logo": [wrong]})
    page = response.content.decode()
    assert ['value="Typed"' in page, 'value="Words"' in page] == [True, True]
    assert list(Organisation.objects.all()) == []


def test_a_logo_without_words_is_refused_at_the_words(ada, client):
    response = send(client, logo=upload(logo_file()))

    wrong = "Describe the logo in a few words, for those who can't see it. Often its name is enough."
    assert (response.status_code, response.context["form"].errors) == (422, {"logo_text": [wrong]})
    assert list(Organisation.objects.exclude(logo_key="")) == []


def test_the_logo_is_taken_away(ada, client):
    name_organisation(by=ada, logo=make_logo(), logo_text="A disc")

    send(client, removes_logo="on", logo_text="A disc")

    assert list(Organisation.objects.values_list("logo_key", "logo_text")) == [("", "")]


def test_who_was_too_late_is_told_and_keeps_what_was_typed(ada, client):
    seen = client.get(reverse("organisation")).context["form"].fields["seen"].initial
    name_organisation(by=ada, name="Fernhill")

    response = send(client, name="Late", seen=seen)

    assert (response.status_code, 'value="Late"' in response.content.decode()) == (422, True)
    assert Organisation.objects.get().name == "Fernhill"


def test_a_hostile_name_is_text(client):
    name_organisation(name='<script>"&', logo=make_logo(), logo_text='"><script>', is_name_shown=False)

    page = client.get(reverse("help")).content.decode()

    assert "<script>&quot;" not in page
    assert '"><script>' not in page.replace("defer></script>", "")


def test_a_page_asks_nothing_for_name_and_logo(client, count_queries):
    name_organisation(logo=make_logo(), logo_text="A disc")
    site.current()

    assert count_queries(lambda: client.get(reverse("help"))) == 0


def test_mails_say_the_name_and_bring_no_picture(client):
    name_organisation(name="Nordhaven", logo=make_logo(), logo_text="A disc")

    client.force_login(make_user())
    mail = client.get(reverse("styleguide-mail")).content.decode()

    assert ["Nordhaven" in mail, "Roundtable" in mail, "/logo/" in mail] == [True, False, False]
