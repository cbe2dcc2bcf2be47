"""The page on which organisers reply to everybody who was asked, and what those who taught open."""

import pytest
from django.urls import reverse

from events.drafts import SpeakerDraft
from feedback import actions
from feedback.models import Form, Reply, Sharing
from outbox.models import Message
from tests.factories.accounts import make_user
from tests.factories.feedback import answer, close, make_form

pytestmark = pytest.mark.django_db


def told(answers: int = 5) -> Form:
    form, people = make_form(answers, speakers=(SpeakerDraft(user=make_user("Sam")),))
    for person in people:
        answer(form, person)
    return close(form)


def write(form: Form, text: str, version: int = 0) -> Reply:
    by = form.event.roles.get().user
    return actions.write_reply(form=form, text=text, shows_rating=False, version=version, by=by, at=form.closes_at)


@pytest.fixture
def owner(client):
    def sign_in(form):
        client.force_login(form.event.roles.get().user)
        return client

    return sign_in


def test_a_reply_is_written_read_and_sent(owner):
    form = told()
    client, page = owner(form), reverse("feedback-reply", args=[form.event.slug])

    client.post(page, {"text": "More maps.", "version": "0"})
    read = client.get(page).content.decode()
    client.post(reverse("feedback-reply-send", args=[form.event.slug]), {"version": "1"})

    assert ("<p>More maps.</p>" in read, Reply.objects.get().is_sent) == (True, True)
    assert Message.objects.filter(kind="feedback.reply").count() == 5


def test_nothing_written_is_said_at_the_field(owner):
    form = told()

    response = owner(form).post(reverse("feedback-reply", args=[form.event.slug]), {"text": " ", "version": "0"})

    assert (response.status_code, list(response.context["form"].errors), Reply.objects.count()) == (422, ["text"], 0)


def test_whoever_was_slower_keeps_what_they_typed_and_can_save_it_next(owner):
    form = told()
    write(form, "Theirs")
    client, page = owner(form), reverse("feedback-reply", args=[form.event.slug])

    refused = client.post(page, {"text": "Mine", "version": "0"})
    saved = client.post(page, {"text": "Mine", "version": str(refused.context["panel"].version)})

    shown = refused.content.decode()
    assert (refused.status_code, "Theirs" in shown, ">\nMine</textarea>" in shown) == (422, True, True)
    assert 'name="version" value="1"' in shown
    assert (saved.status_code, Reply.objects.get().text) == (302, "Mine")


def test_what_was_typed_after_it_was_sent_can_be_copied(owner):
    form = told()
    write(form, "Sent")
    actions.send_reply(form=form, version=1, by=form.event.roles.get().user, at=form.closes_at)

    response = owner(form).post(reverse("feedback-reply", args=[form.event.slug]), {"text": "Late", "version": "1"})

    assert (response.status_code, "Late" in response.content.decode(), Reply.objects.get().text) == (422, True, "Sent")


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "2"])
def test_a_reply_leaves_only_in_the_version_that_was_read(version, owner):
    form = told()
    write(form, "Sent")

    owner(form).post(reverse("feedback-reply-send", args=[form.event.slug]), {"version": version})

    assert (Reply.objects.get().is_sent, Message.objects.filter(kind="feedback.reply").count()) == (False, 0)


def test_sharing_begins_and_ends_with_a_click(client, owner):
    form = told()
    organiser, slug = owner(form), form.event.slug
    speaker = form.event.sessions.get().speakers.get().user

    organiser.post(reverse("feedback-share", args=[slug]), {"with_rating": "on"})
    client.force_login(speaker)
    read = client.get(reverse("teaching-feedback", args=[slug])).status_code
    owner(form).post(reverse("feedback-share-stop", args=[slug]))
    client.force_login(speaker)

    assert (read, client.get(reverse("teaching-feedback", args=[slug])).status_code) == (200, 404)


def test_sharing_nothing_says_why(owner):
    form = told()

    page = owner(form).post(reverse("feedback-share", args=[form.event.slug]), follow=True).content.decode()

    assert ("Share the overall rating." in page, Sharing.objects.count()) == (True, 0)


@pytest.mark.parametrize("answers", [5, 8])
def test_what_is_shared_takes_the_same_queries_however_many_have_answered(answers, client, count_queries):
    form = told(answers)
    actions.share(form=form, with_rating=True, by=form.event.roles.get().user, at=form.closes_at)
    client.force_login(form.event.sessions.get().speakers.get().user)

    assert count_queries(lambda: client.get(reverse("teaching-feedback", args=[form.event.slug]))) == 11
