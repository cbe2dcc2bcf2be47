"""Certificates as anybody checks them, and as programs do."""

import json
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from recognition import actions, credential, proofs, queries
from recognition.models import SigningKey
from recognition.views import MOST_LOOKS
from tests.factories.accounts import make_user
from tests.factories.events import NOW
from tests.factories.recognition import make_certificate

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def page_of(certificate) -> str:
    return Client().get(certificate.get_absolute_url()).content.decode()


def badge_of(certificate) -> dict:
    response = Client().get(reverse("certificate-badge", args=[certificate.code]))
    assert response.status_code == 200
    return json.loads(response.content)


def test_show_a_stranger_that_it_is_genuine():
    certificate = make_certificate(title="Balance sheets")

    response = Client().get(certificate.get_absolute_url())

    text = response.content.decode()
    assert response.status_code == 200
    assert ("Genuine and valid" in text, "Not valid any more" in text) == (True, False)
    assert all(said in text for said in (certificate.name, "Balance sheets", settings.SITE_NAME))
    assert (response["X-Robots-Tag"], response["Cache-Control"]) == (
        "noindex",
        "max-age=0, no-cache, no-store, must-revalidate, private",
    )


def test_say_that_it_was_taken_back_and_not_why():
    certificate = make_certificate()
    actions.revoke(certificate=certificate, reason="Left after an hour", by=make_user(), at=LATER)

    text = page_of(certificate)

    assert ("Genuine and valid" in text, "Not valid any more" in text) == (False, True)
    assert "Left after an hour" not in text


@pytest.mark.parametrize("name", ["certificate", "certificate-badge"])
def test_know_no_other_code(name):
    certificate = make_certificate()

    codes = ["x" * 22, certificate.code[:-1], certificate.code.swapcase()]

    assert [Client().get(reverse(name, args=[code])).status_code for code in codes] == [404, 404, 404]


def test_answer_later_whoever_tries_codes():
    caches["calls"].clear()
    client = Client()
    address = reverse("certificate", args=["x" * 22])

    answers = [client.get(address).status_code for _ in range(MOST_LOOKS + 1)]

    caches["calls"].clear()
    assert set(answers[:-1]) == {404}
    assert answers[-1] == 429


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "=cmd()"])
def test_show_a_name_as_text(name):
    certificate = make_certificate()
    certificate.user.name = name
    certificate.user.save()
    again = actions.reissue(certificate=certificate, reason="Name", by=make_user(), at=LATER)

    assert "<script>alert" not in page_of(again)
    assert badge_of(again)["credentialSubject"]["identifier"][0]["identityHash"] == name


def test_sign_the_badge_by_the_key_that_the_site_names():
    certificate = make_certificate(title="Balance sheets")

    badge = badge_of(certificate)
    keys = json.loads(Client().get("/.well-known/did.json").content)

    (method,) = keys["verificationMethod"]
    assert badge["proof"]["verificationMethod"] == method["id"]
    assert proofs.is_genuine(badge, public=method["publicKeyMultibase"])
    assert badge["credentialSubject"]["achievement"]["name"] == "Balance sheets"
    assert badge["validFrom"] == credential.instant(certificate.issued_at)
    assert badge["issuer"]["id"] == keys["id"]


def test_give_the_same_badge_each_time():
    certificate = make_certificate()

    assert badge_of(certificate) == badge_of(certificate)


def test_keep_old_badges_provable_after_a_new_key():
    certificate = make_certificate()
    before = badge_of(certificate)

    actions.rotate_key(by=None, at=LATER)

    after = badge_of(certificate)
    keys = {
        one["id"]: one["publicKeyMultibase"]
        for one in json.loads(Client().get("/.well-known/did.json").content)["verificationMethod"]
    }
    assert before["proof"]["verificationMethod"] != after["proof"]["verificationMethod"]
    assert [proofs.is_genuine(one, public=keys[one["proof"]["verificationMethod"]]) for one in (before, after)] == [
        True,
        True,
    ]


def test_list_who_was_taken_back_and_nobody_else():
    kept, taken = make_certificate(), make_certificate()
    actions.revoke(certificate=taken, reason="Wrong person", by=make_user(), at=LATER)

    response = Client().get(reverse("certificate-status", args=[0]))

    document = json.loads(response.content)
    assert document["credentialSubject"]["encodedList"] == credential.encoded([taken.pk])
    assert document["validFrom"] == credential.instant(LATER)
    assert document["id"] == badge_of(kept)["credentialStatus"]["statusListCredential"]
    assert proofs.is_genuine(document, public=queries.current_key().public)
    assert response["Access-Control-Allow-Origin"] == "*"


def test_know_no_list_that_there_is_not_yet():
    make_certificate()

    assert Client().get(reverse("certificate-status", args=[1])).status_code == 404


def test_show_people_their_own_alone():
    own, foreign = make_certificate(title="Balance sheets"), make_certificate(title="Cash flows")
    client = Client()
    client.force_login(own.user)

    text = client.get(reverse("my-certificates")).content.decode()

    assert (own.title in text, foreign.title in text) == (True, False)


def test_make_another_key_where_the_former_one_cant_be_opened(settings):
    certificate = make_certificate()
    settings.SECRET_KEY = "another-" * 8

    actions.ensure_key(at=LATER)

    keys = list(SigningKey.objects.order_by("pk"))
    assert [(bool(key.sealed), key.retired_at) for key in keys] == [(False, LATER), (True, None)]
    assert proofs.is_genuine(badge_of(certificate), public=keys[1].public)


def test_open_the_key_by_a_former_secret_that_is_still_named(settings):
    make_certificate()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-" * 8

    actions.ensure_key(at=LATER)

    assert SigningKey.objects.count() == 1


def test_keep_the_private_half_sealed():
    key = actions.ensure_key(at=NOW)

    private = queries.signer(settings.BASE_URL).private

    assert private.hex() not in key.sealed
    assert proofs.public_key(private) == key.public
