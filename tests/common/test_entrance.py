"""allauth's pages and mails are ours: design, words, and every one that somebody can reach."""

import re
from pathlib import Path

import allauth
import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from tests.factories.accounts import make_user

THEIRS = Path(allauth.__file__).parent / "templates/account"
OURS = Path("templates/account")
# Sign-in by phone and by passkey are not offered.
NOT_OFFERED = re.compile(r"phone|passkey")

FOR_ANYONE = {
    "account_login": "Come in, there’s a seat",
    "account_signup": "Take a seat",
    "account_request_login_code": "Sign in with a code",
    "account_reset_password": "A new password",
    "account_reset_password_done": "Look into your mail",
    "account_reset_password_from_key_done": "Your password is changed",
    "account_inactive": "This account is closed",
}
SIGNED_IN = {
    "account_logout": "Sign out?",
    "account_change_password": "Change your password",
    "account_email": "Your e-mail address",
    "account_reauthenticate": "Is it still you?",
}
MAILS = {
    "account_already_exists": "password_reset_url",
    "email_changed": "to_email",
    "email_confirm": "ip",
    "email_confirmation": "code",
    "email_confirmation_signup": "code",
    "email_deleted": "deleted_email",
    "login_code": "code",
    "password_changed": "ip",
    "password_reset": "ip",
    "password_reset_code": "code",
    "password_reset_key": "password_reset_url",
    "password_set": "user_agent",
    "unknown_account": "signup_url",
}
GIVEN = {
    "code": "K7Q-4M2<",
    "password_reset_url": "https://roundtable.example/reset/x?a=1&b=2",
    "signup_url": "https://roundtable.example/signup/?a=1&b=2",
    "ip": "192.0.2.7<",
    "user_agent": "<script>alert(1)</script>",
    "from_email": "old@example.org",
    "to_email": "<new@example.org",
    "deleted_email": "<gone@example.org",
}


def heading(page: str) -> list[str]:
    return [re.sub(r"\s+", " ", text).strip() for text in re.findall(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)]


@pytest.mark.parametrize("kind", ["*.html", "email/*.txt", "messages/*.txt", "snippets/*.html"])
def test_nothing_of_allauths_own_look_is_left(kind):
    theirs = {str(path.relative_to(THEIRS)) for path in THEIRS.glob(kind) if not NOT_OFFERED.search(path.name)}
    theirs.discard("email/base_notification.txt")  # none of our mails is built on it

    assert sorted(name for name in theirs if not (OURS / name).exists()) == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", FOR_ANYONE)
def test_a_page_before_signing_in_is_ours(client, name):
    answer = client.get(reverse(name))

    assert (answer.status_code, heading(answer.content.decode())) == (200, [FOR_ANYONE[name]])


@pytest.mark.django_db
@pytest.mark.parametrize("name", SIGNED_IN)
def test_a_page_of_ones_own_account_is_ours(client, name):
    client.force_login(make_user(password="correct horse battery"))

    answer = client.get(reverse(name))

    assert (answer.status_code, heading(answer.content.decode())) == (200, [SIGNED_IN[name]])


@pytest.mark.django_db
def test_whoever_has_no_password_sets_one(client):
    client.force_login(make_user())

    assert heading(client.get(reverse("account_set_password")).content.decode()) == ["Set a password"]


@pytest.mark.django_db
def test_a_used_link_says_so_and_offers_another(client):
    answer = client.get(reverse("account_reset_password_from_key", args=("1", "used-up")))

    assert heading(answer.content.decode()) == ["This link does not work any more"]


@pytest.mark.django_db
def test_a_wrong_password_is_told_at_the_top_and_the_address_is_kept(client):
    answer = client.post(reverse("account_login"), {"login": "mara@example.org", "password": "wrong"})

    page = answer.content.decode()
    assert ('value="mara@example.org"' in page, 'role="alert"' in page) == (True, True)


@pytest.mark.django_db
def test_the_code_page_offers_another_code_and_another_address(client):
    values = {"email": "new@example.org", "name": "Nina New"}
    passwords = {"password1": "correct horse battery", "password2": "correct horse battery"}
    client.post(reverse("account_signup"), values | passwords)

    page = client.get(reverse("account_email_verification_sent")).content.decode()

    assert heading(page) == ["Type the code"]
    assert ("new@example.org" in page, 'value="resend"' in page, 'value="change"' in page) == (True, True, True)


@pytest.mark.parametrize("name", MAILS)
def test_a_mail_says_the_same_in_text_and_html(name):
    prefix = f"account/email/{name}"

    subject = render_to_string(f"{prefix}_subject.txt", GIVEN).strip()
    text = render_to_string(f"{prefix}_message.txt", GIVEN)
    html = render_to_string(f"{prefix}_message.html", GIVEN)

    told = GIVEN[MAILS[name]]
    escaped = told.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert (subject.count("\n"), bool(subject), told in text, escaped in html) == (0, True, True, True)
    assert (html.count("<script"), html.count("<h1"), html.count("<style>")) == (0, 1, 1)


def test_a_mail_of_ours_in_text_has_no_markup_and_no_entities():
    text = render_to_string("account/email/password_reset_key_message.txt", GIVEN)

    assert re.findall(r"&\w+;|</?\w+>", text) == []
