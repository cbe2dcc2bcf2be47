"""Who may sign up and sign in, what a new account starts with, and what goes out by mail."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.test import override_settings
from django.utils import timezone

from accounts import actions
from accounts.models import User
from outbox.models import Message
from tests.factories.accounts import make_user
from tests.support.pages import read

pytestmark = pytest.mark.django_db

PASSWORD = "a-long-enough-one"


def sign_up(client, email="mara@example.org", **headers):
    values = {"email": email, "name": "Mara", "password1": PASSWORD, "password2": PASSWORD}
    return client.post("/accounts/signup/", values, headers=headers)


def sign_in(client, email, password=PASSWORD):
    return client.post("/accounts/login/", {"login": email, "password": password})


def colleague(**values):
    return actions.enrol(email="mara@example.org", name="Mara", password=PASSWORD, at=timezone.now(), **values)


def test_a_new_account_waits_for_its_code(client):
    response = sign_up(client, "Mara@Example.org")

    user = User.objects.get()
    assert (response["Location"], user.email, user.name) == ("/accounts/confirm-email/", "mara@example.org", "Mara")
    assert EmailAddress.objects.get().verified is False


@pytest.mark.parametrize(("accepted", "language"), [("de-AT,de;q=0.9", "de"), ("fr", "en"), ("en-GB", "en")])
def test_a_new_account_reads_the_language_of_the_browser(client, accepted, language):
    sign_up(client, **{"Accept-Language": accepted})

    assert User.objects.get().language == language


@override_settings(SIGNUP_DOMAINS=["Nordhaven.example", "@lab.example"])
@pytest.mark.parametrize(
    ("email", "number"),
    [
        ("mara@nordhaven.example", 1),
        ("mara@LAB.example", 1),
        ("mara@evil.example", 0),
        ("mara@sub.nordhaven.example", 0),
        ("mara@notnordhaven.example", 0),
        ("mara@nordhaven.example.evil.example", 0),
    ],
)
def test_only_our_domains_may_sign_up(client, email, number):
    sign_up(client, email)

    assert User.objects.count() == number


@override_settings(SIGNUP_DOMAINS=["nordhaven.example", "lab.example"])
def test_another_domain_is_refused_at_the_field_and_nothing_typed_is_lost(client):
    page = read(sign_up(client, "mara@evil.example"))

    assert page.one("#id_email_error").text == "Use your work address. It ends in @nordhaven.example, @lab.example."
    assert (page.one("#id_email").attributes["value"], page.one("#id_name").attributes["value"]) == (
        "mara@evil.example",
        "Mara",
    )


@override_settings(SIGNUP_DOMAINS=["nordhaven.example"])
def test_a_second_address_follows_the_rule_too(client):
    client.force_login(colleague())

    client.post("/accounts/email/", {"action_add": "", "email": "mara@evil.example"})

    assert list(EmailAddress.objects.values_list("email", flat=True)) == ["mara@example.org"]


@override_settings(SIGNUP_DOMAINS=["nordhaven.example"])
@pytest.mark.parametrize("email", ["mara@example.org", "nobody@example.org"])
def test_asking_for_a_new_password_tells_nobody_who_has_an_account(client, email):
    colleague()

    response = client.post("/accounts/password/reset/", {"email": email})

    assert response["Location"] == "/accounts/password/reset/done/"


def test_a_colleague_signs_in(client):
    user = colleague()

    response = sign_in(client, user.email)

    assert (response["Location"], client.session["_auth_user_id"]) == ("/", str(user.pk))


def test_a_closed_account_can_not_sign_in(client):
    user = colleague()
    actions.deactivate(user=user, by=None, at=timezone.now())

    response = sign_in(client, user.email)

    assert (response["Location"], "_auth_user_id" in client.session) == ("/accounts/inactive/", False)


def test_a_closed_account_gets_no_code(client):
    user = colleague()
    actions.deactivate(user=user, by=None, at=timezone.now())

    client.post("/accounts/login/code/", {"email": user.email})

    assert list(Message.objects.values_list("is_secret", "address"))[:1] in ([], [(True, user.email)])
    assert not re.search(rb"\b[A-Z0-9]{3}-[A-Z0-9]{3}\b", bytes(Message.objects.last().raw or b""))


def test_who_is_signed_in_when_the_account_closes_is_signed_out(client):
    user = colleague()
    sign_in(client, user.email)

    actions.deactivate(user=user, by=None, at=timezone.now())

    assert client.get("/account/")["Location"] == "/accounts/login/?next=/account/"


def test_codes_are_posted_ready_made_and_forgotten(client):
    user = colleague(language="de")

    client.post("/accounts/login/code/", {"email": user.email})

    message = Message.objects.get()
    lifetime = message.not_after - message.queued_at
    assert (message.kind, message.address, message.language, message.is_secret, message.params) == (
        "account.mail",
        "mara@example.org",
        "de",
        True,
        {},
    )
    assert lifetime.total_seconds() == 15 * 60


def test_a_link_to_a_new_password_lives_as_long_as_it_is_good(client):
    client.post("/accounts/password/reset/", {"email": colleague().email})

    message = Message.objects.get()
    assert (message.not_after - message.queued_at).days == 3


def test_strangers_learn_nothing_by_signing_up_again(client):
    make_user(email="taken@example.org")

    taken, free = sign_up(client, "taken@example.org"), sign_up(client, "free@example.org")

    assert taken["Location"] == free["Location"]
