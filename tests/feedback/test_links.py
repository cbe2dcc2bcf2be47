"""Answering by the link of a mail, and saying "not this one"."""

from datetime import timedelta

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from accounts import actions as people
from feedback import actions, links, notifications
from feedback.enums import Refusal
from feedback.models import Answered, Box, Form
from feedback.queries import due_for, has_declined
from outbox.models import Message
from tests.factories.accounts import make_user
from tests.factories.events import NOW
from tests.factories.feedback import answer, close, make_form

pytestmark = pytest.mark.django_db

TYPED = {"overall": "4", "recommend": "9", "useful": "The maps.", "improve": ""}


@pytest.fixture
def asked():
    form, (person,) = make_form(at=timezone.now())
    return form, person


def by_link(form: Form, person) -> str:
    return links.answer_path(links.sign(form, person, address=person.email))


def not_this_one(form: Form, person) -> str:
    return links.decline_path(links.sign(form, person, address=person.email))


def test_the_link_takes_answers_without_signing_in(client, asked):
    form, person = asked

    before = client.get(by_link(form, person))
    untouched = Answered.objects.get().people
    response = client.post(by_link(form, person), TYPED, follow=True)

    assert (before.status_code, before["Referrer-Policy"], untouched) == (200, "same-origin", [])
    assert "Thank you, your answers are in." in response.content.decode()
    assert Answered.objects.get().people == [person.pk]


def test_answering_again_by_the_link_counts_nothing_and_says_so(client, asked):
    form, person = asked
    client.post(by_link(form, person), TYPED)

    page = client.post(by_link(form, person), TYPED | {"useful": "Once more."}).content.decode()

    assert str(Refusal.ALREADY_ANSWERED.label) in page
    assert "Once more." in page
    assert Box.objects.get(question="useful").texts == ["The maps."]


def test_what_was_typed_by_the_link_stays_where_an_answer_is_missing(client, asked):
    form, person = asked

    page = client.post(by_link(form, person), TYPED | {"overall": ""}).content.decode()

    assert ("Please choose an answer." in page, "The maps." in page) == (True, True)
    assert Answered.objects.get().people == []


def test_the_link_of_a_closed_form_says_that_it_is_over(client, asked):
    form, person = asked
    close(form)

    page = client.get(by_link(form, person)).content.decode()
    late = client.post(by_link(form, person), TYPED).content.decode()

    assert ("Feedback is closed." in page, 'name="overall"' in page) == (True, False)
    assert ("Feedback is closed. Your answers were not sent." in late, "The maps." in late) == (True, True)


def test_the_link_is_dead_once_its_person_has_left(client, asked):
    form, person = asked
    people.deactivate(user=person, by=None, at=timezone.now())

    assert [client.get(url(form, person)).status_code for url in (by_link, not_this_one)] == [404, 404]


def test_the_link_is_dead_once_the_address_is_another(client, asked):
    form, person = asked
    old = by_link(form, person)
    type(person).objects.filter(pk=person.pk).update(email="another@example.org")
    person.refresh_from_db()

    assert [client.get(old).status_code, client.get(by_link(form, person)).status_code] == [404, 200]


def test_a_link_that_we_have_not_made_leads_nowhere(client, asked):
    form, person = asked
    stranger = make_user()
    others = links.sign(form, stranger, address=stranger.email)
    parts = [form.pk, person.pk, "0" * links.MARK]
    forged = [
        "forged",
        others,
        links.sign(form, person, address=person.email)[:-2],
        signing.dumps(parts, salt=links.PURPOSE),
        signing.dumps(parts, salt="another.purpose"),
    ]

    for signed in forged:
        assert client.get(links.answer_path(signed)).status_code == 404
        assert client.post(links.answer_path(signed), TYPED).status_code == 404
        assert client.post(links.decline_path(signed)).status_code == 404
    assert Answered.objects.get().people == []


def test_the_mail_has_both_links_and_no_copy_of_it_is_kept(asked):
    message = Message.objects.get(kind="feedback.open")

    mail = notifications.render(message)

    assert (mail.text.count("/f/"), mail.text.count("/not-this-one/"), message.is_secret) == (2, 1, True)


def test_a_mail_of_which_a_copy_is_kept_has_no_link_of_that_kind(asked):
    form, _ = asked
    Message.objects.update(is_secret=False)  # posted by an older version

    mail = notifications.render(Message.objects.get(kind="feedback.open"))

    assert ("/f/" in mail.text, form.get_absolute_url() in mail.text) == (False, True)


def test_not_this_one_asks_before_it_does_anything(client, asked):
    form, person = asked

    page = client.get(not_this_one(form, person)).content.decode()
    before = has_declined(form, person)
    client.post(not_this_one(form, person))

    assert ("Not this one?" in page, before, has_declined(form, person)) == (True, False, True)


def test_who_has_declined_is_not_reminded_and_has_nothing_due():
    form, (silent, declined) = make_form(2)
    actions.decline(form=form, person=declined, at=NOW)

    actions.remind(form=form, at=form.closes_at - timedelta(days=4))

    assert [one.user for one in Message.objects.filter(kind="feedback.reminder")] == [silent]
    assert [due_for(silent, at=NOW), due_for(declined, at=NOW)] == [[form], []]


def test_declining_can_be_taken_back_while_the_form_is_open(client, asked):
    form, person = asked
    client.post(not_this_one(form, person))

    page = client.get(not_this_one(form, person)).content.decode()
    client.post(not_this_one(form, person), {"again": "1"})

    assert ("Ask me after all" in page, has_declined(form, person)) == (True, False)
    assert due_for(person, at=timezone.now()) == [form]


def test_who_has_declined_can_still_answer_and_the_answer_does_not_touch_it(client, asked):
    form, person = asked
    client.post(not_this_one(form, person))

    client.post(by_link(form, person), TYPED)

    assert (Answered.objects.get().people, has_declined(form, person)) == ([person.pk], True)


def test_who_has_answered_has_nothing_to_decline(client, asked):
    form, person = asked
    answer(form, person, at=timezone.now())

    page = client.post(not_this_one(form, person), follow=True).content.decode()

    assert ("Thank you, your answers are in." in page, has_declined(form, person)) == (True, False)


def test_the_page_of_who_is_signed_in_offers_not_this_one(client, asked):
    form, person = asked
    client.force_login(person)

    page = client.get(reverse("feedback", args=[form.event.slug])).content.decode()

    assert page.count("/not-this-one/") == 1
