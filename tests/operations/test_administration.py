"""Administrators' pages: the state of the installation and of every mail."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from jobs.enums import JobState
from jobs.models import Heartbeat
from outbox import delivery, pacing, registry, transport
from outbox.enums import MessageState
from outbox.models import Message
from tests.factories.accounts import make_user
from tests.factories.jobs import make_job
from tests.factories.outbox import START, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    client.force_login(make_user(is_staff=True))
    return client


def page(client, name: str, *args: object, **query: str) -> str:
    return client.get(reverse(name, args=args), query).content.decode()


def failed(**values: object) -> Message:
    message = post(**values)
    Message.objects.filter(pk=message.pk).update(
        state=MessageState.FAILED, failed_at=START, attempts=8, error="550 no such mailbox"
    )
    return message


def test_the_overview_says_that_no_mail_server_is_set_up(administrator):
    with override_settings(EMAIL_BACKEND=transport.DUMMY):
        assert "No mail server is set up" in page(administrator, "administration")
    assert "No mail server is set up" not in page(administrator, "administration")


def test_the_overview_shows_what_keeps_a_cluster_from_its_work(administrator):
    pacing.pause("The mail server refuses us", at=START)

    assert "The mail server refuses us" in page(administrator, "administration")


def test_the_list_is_filtered_by_state_and_name(administrator):
    failed(to=make_user("Amelie Roux"))
    post(to=make_user("Bashir Rahimi"))

    names = ("Amelie Roux", "Bashir Rahimi")
    shown = [
        [name in page(administrator, "messages", **query) for name in names]
        for query in (
            {},
            {"state": "failed"},
            {"q": "bashir"},
            {"state": "failed", "q": "bashir"},
            {"state": "nonsense"},
        )
    ]

    assert shown == [[True, True], [True, False], [False, True], [False, False], [True, True]]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_questions(administrator, count, django_assert_num_queries):
    for _ in range(count):
        post()

    with django_assert_num_queries(7):
        page(administrator, "messages")


def test_one_mail_shows_what_it_says_before_it_is_sent(administrator):
    message = post(params={"subject": "A <b>bold</b> subject", "text": "Hello there"})

    shown = page(administrator, "message", message.pk)

    assert "Hello there" in shown
    assert Message.objects.get().raw is None


def test_the_source_is_plain_text_and_the_html_stands_alone(administrator):
    message = post()

    source = administrator.get(reverse("message-source", args=[message.pk]))
    html = administrator.get(reverse("message-html", args=[message.pk]))

    assert source.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert f"Message-ID: {message.message_id}".encode() in source.content
    assert html.headers["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox"
    )
    assert html.content.strip() == b"<p>Hello</p>"


def test_a_secret_is_never_shown(administrator):
    message = post(is_secret=True, params={"text": "code 123456"})

    answers = [administrator.get(reverse(name, args=[message.pk])) for name in ("message-source", "message-html")]

    assert "123456" not in page(administrator, "message", message.pk)
    assert [answer.status_code for answer in answers] == [404, 404]


def test_a_failed_mail_is_sent_again(administrator):
    message = failed()

    administrator.post(reverse("message-send", args=[message.pk]))
    message.refresh_from_db()

    assert (message.state, message.attempts) == (MessageState.QUEUED, 0)


def test_what_was_sent_is_not_sent_again(administrator):
    message = post()
    delivery.set_aside(at=START + timedelta(days=1))
    Message.objects.update(state=MessageState.SENT, sent_at=START, raw=b"x")

    answer = administrator.post(reverse("message-send", args=[message.pk]), follow=True)

    message.refresh_from_db()
    assert (message.state, "There is nothing to send" in answer.content.decode()) == (MessageState.SENT, True)


@pytest.mark.parametrize(("age", "words"), [(timedelta(0), "At work"), (timedelta(minutes=5), "Silent")])
def test_the_overview_says_whether_a_cluster_was_heard_of(administrator, age, words):
    Heartbeat.objects.create(cluster="roundtable", beat_at=timezone.now() - age)

    shown = page(administrator, "administration")

    assert [word in shown for word in ("At work", "Silent")] == [words == "At work", words == "Silent"]


def test_the_overview_shows_what_broke_and_not_what_was_refused(administrator):
    make_job(JobState.FAILED, title="A broken list", fault="ZeroDivisionError: division by zero")
    make_job(JobState.FAILED, title="A refused list", error="Too many rows.")

    shown = page(administrator, "administration")

    assert [text in shown for text in ("A broken list", "division by zero", "A refused list")] == [True, True, False]


@pytest.mark.parametrize("count", [1, 3])
def test_the_overview_asks_the_same_number_of_questions(administrator, count, django_assert_num_queries):
    for _ in range(count):
        make_job(JobState.FAILED, fault="broken")

    with django_assert_num_queries(18 if connection.vendor == "postgresql" else 19):  # SQLite is asked how it is set
        page(administrator, "administration")


def test_a_mail_that_cannot_be_written_is_shown_with_its_error(administrator, caplog):
    registry.register("tests.broken", label="Broken", render=lambda _message: 1 / 0)
    message = failed(kind="tests.broken")

    shown = page(administrator, "message", message.pk)

    assert ("can&#x27;t be written" in shown or "can't be written" in shown, "550 no such mailbox" in shown) == (
        True,
        True,
    )
