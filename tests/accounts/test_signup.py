"""Who may sign up and sign in, what a new account starts with, and what goes out by mail."""

import re
from email import message_from_bytes
from email.policy import default

import pytest
from allauth.account.models import EmailAddress
from django.test import Client, override_settings
from django.utils import timezone

from accounts import actions
from accounts.models import User
from audit.models import Line
from outbox.models import Message
from tests.factories.accounts import make_user
from tests.factories.events import make_upcoming_event
from tests.factories.registrations import register
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
    assert not re.search(rb"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", bytes(Message.objects.last().raw or b""))


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


def ask_for_another_address(client, email):
    """Asks for it and types the code that came."""
    client.post("/accounts/email/", {"action_add": "", "email": email})
    mail = message_from_bytes(bytes(Message.objects.get(address=email).raw), policy=default)
    (code,) = re.findall(r"^    (\w{4}-\w{4})\s*$", mail.get_body(["plain"]).get_content(), re.MULTILINE)
    return client.post("/accounts/confirm-email/", {"code": code, "action": "verify"})


def test_another_address_takes_the_place_of_the_old_and_the_calendar_follows(client):
    user = colleague()
    register(make_upcoming_event(), user, at=timezone.now())
    Message.objects.all().delete()
    client.force_login(user)

    ask_for_another_address(client, "mara@new.example")

    user.refresh_from_db()
    line = Line.objects.get(verb="person.address_changed")
    told = Message.objects.exclude(kind="account.mail").order_by("pk")
    assert (user.email, line.by, line.before, line.after) == (
        "mara@new.example",
        user,
        {"email": "mara@example.org"},
        {"email": "mara@new.example"},
    )
    assert [(message.kind, message.address) for message in told] == [
        ("calendar.entry", "mara@example.org"),
        ("calendar.entry", "mara@new.example"),
    ]


def test_an_address_that_is_only_typed_changes_nothing(client):
    user = colleague()
    client.force_login(user)

    client.post("/accounts/email/", {"action_add": "", "email": "mara@new.example"})
    client.post("/accounts/confirm-email/", {"code": "wrong", "action": "verify"})

    user.refresh_from_db()
    assert user.email == "mara@example.org"


@override_settings(SIGNUP_DOMAINS=["nordhaven.example"])
def test_no_other_domain_comes_in_while_the_code_is_awaited(client):
    sign_up(client, "mara@nordhaven.example")

    page = read(client.post("/accounts/confirm-email/", {"email": "mara@evil.example", "action": "change"}))

    assert page.texts(".error") == ["Use your work address. It ends in @nordhaven.example."]
    assert list(Message.objects.values_list("address", flat=True)) == ["mara@nordhaven.example"]


def test_a_mistake_in_another_address_is_said(client):
    sign_up(client, "mara@nordhaven.example")

    page = read(client.post("/accounts/confirm-email/", {"email": "mara", "action": "change"}))

    assert (page.texts(".error"), page.one("#id_email").attributes["value"]) == (
        ["Enter a valid email address."],
        "mara",
    )


@override_settings(SIGNUP_DOMAINS=["nordhaven.example"])
def test_a_mistyped_address_is_put_right(client):
    sign_up(client, "maar@nordhaven.example")

    client.post("/accounts/confirm-email/", {"email": "Mara@nordhaven.example", "action": "change"})

    assert list(Message.objects.order_by("pk").values_list("address", flat=True)) == [
        "maar@nordhaven.example",
        "mara@nordhaven.example",
    ]


def code_in(message):
    mail = message_from_bytes(bytes(message.raw), policy=default)
    (code,) = re.findall(r"^    (\w+-\w+)\s*$", mail.get_body(["plain"]).get_content(), re.MULTILINE)
    return code


def test_whoever_signs_up_with_anothers_address_does_not_keep_the_password(client):
    sign_up(client, "mara@example.org")
    owner = Client()
    owner.post("/accounts/login/code/", {"email": "mara@example.org"})

    owner.post("/accounts/login/code/confirm/", {"code": code_in(Message.objects.order_by("pk").last())})

    user = User.objects.get()
    assert (owner.get("/account/").status_code, user.has_usable_password()) == (200, False)
    assert Line.objects.filter(verb="person.password_forgotten", by=user).count() == 1
    assert "_auth_user_id" not in sign_in(Client(), "mara@example.org").client.session


def test_whoever_has_proved_the_address_keeps_the_password(client):
    user = colleague()
    client.post("/accounts/login/code/", {"email": user.email})

    client.post("/accounts/login/code/confirm/", {"code": code_in(Message.objects.get())})

    user.refresh_from_db()
    assert (client.session["_auth_user_id"], user.check_password(PASSWORD)) == (str(user.pk), True)


@pytest.mark.parametrize("path", ["/accounts/password/reset/", "/accounts/login/code/", "/accounts/signup/"])
def test_an_address_that_no_mail_can_be_written_to_gets_none(client, path):
    values = {"name": "Mara", "password1": PASSWORD, "password2": PASSWORD}

    response = client.post(path, {"email": '"\x01"@example.org', **values})

    assert (response.status_code < 500, Message.objects.count()) == (True, 0)


@override_settings(ALLOWED_HOSTS=["testserver", "localhost"])
def test_links_in_mails_lead_to_our_address_whatever_host_was_named(client):
    client.post("/accounts/password/reset/", {"email": colleague().email}, headers={"Host": "localhost:4444"})

    mail = message_from_bytes(bytes(Message.objects.get().raw), policy=default).get_body(["plain"]).get_content()
    assert re.findall(r"https?://[^/\s]+", mail) == ["http://testserver", "http://testserver"]
