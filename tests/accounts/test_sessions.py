"""A session brings its person along, and is believed no more easily than Django would believe it."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from accounts.middleware import AuthenticationMiddleware
from accounts.models import SignIn
from accounts.sessions import SessionStore as SignIns
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


def person_with(client):
    """Who it is that comes with the cookie of ``client``."""
    request = RequestFactory().get("/")
    request.session = SignIns(client.cookies["sessionid"].value)
    AuthenticationMiddleware(lambda _request: None).process_request(request)
    return request.user


def test_a_session_and_its_person_are_asked_for_at_once(client, count_queries):
    person = make_user()
    client.force_login(person)

    assert count_queries(lambda: person_with(client).email) == 1
    assert person_with(client) == person


def test_a_session_ends_with_another_password(client):
    person = make_user()
    client.force_login(person)
    person.set_password("another good one")
    person.save()

    assert person_with(client).is_anonymous
    assert list(SignIn.objects.all()) == []


def test_nobody_is_signed_in_with_a_closed_account(client):
    person = make_user()
    client.force_login(person)
    type(person).objects.update(is_active=False)

    assert person_with(client).is_anonymous


def test_a_session_is_of_whoever_signed_in_last(client):
    first, second = make_user(), make_user()
    client.force_login(first)
    client.force_login(second)

    assert person_with(client) == second
    assert list(SignIn.objects.values_list("person", flat=True)) == [second.pk]


def test_what_a_session_says_counts_and_not_the_row_alone(client):
    first, second = make_user(), make_user()
    client.force_login(first)
    SignIn.objects.update(person=second)

    assert person_with(client) == first


def test_a_session_from_before_the_last_change_of_the_key_is_sealed_anew(client, settings):
    person = make_user()
    client.force_login(person)
    former = client.session[HASH_SESSION_KEY]
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another-" + settings.SECRET_KEY, [settings.SECRET_KEY]

    assert person_with(client) == person
    assert person.get_session_auth_hash() != former


def test_whoever_was_signed_in_before_the_table_changed_still_is():
    person = make_user()
    migration = import_module("accounts.migrations.0003_sign_ins")
    at = timezone.now()
    for key, data, age in (
        ("theirs-1", {SESSION_KEY: str(person.pk)}, 0),
        ("nobodys-1", {"language": "de"}, 0),
        ("gone-123", {SESSION_KEY: "0"}, 0),
        ("over-123", {SESSION_KEY: str(person.pk)}, 2),
    ):
        expires = at + timedelta(days=1 - age)
        Session.objects.create(session_key=key, session_data=SessionStore().encode(data), expire_date=expires)

    migration.bring_along(apps, connection.schema_editor())

    assert list(SignIn.objects.order_by("pk").values_list("pk", "person")) == [
        ("gone-123", None),
        ("nobodys-1", None),
        ("theirs-1", person.pk),
    ]
    assert SignIns("theirs-1")[SESSION_KEY] == str(person.pk)
    assert not Session.objects.exists()
