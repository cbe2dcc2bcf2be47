"""The pages of what people wrote."""

import pytest
from django.urls import reverse

from feedback import actions, noting
from feedback.models import TextNote
from outbox.models import Message
from tests.factories.accounts import make_user
from tests.factories.events import NOW
from tests.factories.feedback import answer, close, make_form

pytestmark = pytest.mark.django_db

MARKUP = "<b>The maps</b>"


def told(number: int = 5):
    form, people = make_form(number, capacity=None)
    for place, person in enumerate(people):
        answer(form, person, useful=MARKUP if place == 0 else f"Text {place:02}")
    return close(form)


def address(form, name: str = "feedback-text", text: str = MARKUP) -> str:
    return reverse(name, args=[form.event.slug, "useful", noting.digest(text)])


@pytest.fixture
def owner(client):
    def sign_in(form):
        client.force_login(form.event.roles.get().user)
        return client

    return sign_in


def test_texts_stand_by_question_and_as_they_were_written(owner):
    form = told()

    page = owner(form).get(reverse("feedback-texts", args=[form.event.slug])).content.decode()

    assert (page.count('<blockquote class="said">'), "&lt;b&gt;The maps" in page, MARKUP in page) == (5, True, False)


def test_long_lists_come_a_page_at_a_time(owner):
    form = told(32)
    url = reverse("feedback-texts", args=[form.event.slug])

    pages = [owner(form).get(url, {"page": page}).content.decode().count("<blockquote") for page in (1, 2)]
    beside = owner(form).get(reverse("workspace-feedback", args=[form.event.slug])).content.decode()

    assert (pages, beside.count("<blockquote"), "Read all 32 texts" in beside) == ([30, 2], 6, True)


def test_tags_are_saved_from_the_page_of_a_text(owner):
    form = told()

    response = owner(form).post(address(form), {"tags": "Room,  pace , room"})

    assert response.url == reverse("feedback-texts", args=[form.event.slug])
    assert TextNote.objects.get().tags == ["pace", "Room"]


@pytest.mark.parametrize(
    ("name", "sent", "says"),
    [
        ("feedback-text", {"tags": "a,b,c,d,e,f,g"}, "At most 6 tags."),
        ("feedback-text", {"tags": "x" * 41}, "A tag has at most 40 characters."),
        ("feedback-text-hide", {"reason": " "}, "This field is required."),
    ],
)
def test_what_cannot_be_saved_is_said_and_kept_in_the_form(name, sent, says, owner):
    form = told()

    response = owner(form).post(address(form, name), sent)

    assert (response.status_code, TextNote.objects.count()) == (422, 0)
    assert says in response.content.decode()


def test_a_hidden_text_is_gone_for_the_team_and_stays_for_administrators(client, owner):
    form = told()
    team = owner(form)
    team.post(address(form, "feedback-text-hide"), {"reason": "Names somebody"})
    urls = [reverse(name, args=[form.event.slug]) for name in ("feedback-texts", "workspace-feedback")]

    for_team = ["The maps" in team.get(url).content.decode() for url in urls]
    csv = team.get(urls[1], {"export": "csv"}).getvalue().decode()
    own = team.get(address(form)).status_code
    client.force_login(make_user(is_staff=True))
    page = client.get(urls[0]).content.decode()

    assert (for_team, "The maps" in csv, own) == ([False, False], False, 404)
    assert ("The maps" in page, "Names somebody" in page) == (True, True)


def test_administrators_show_a_hidden_text_again(client):
    form = told()
    text = ("useful", noting.digest(MARKUP))
    actions.hide_text(form=form, text=text, reason="Rude", by=form.event.roles.get().user, at=NOW)
    client.force_login(make_user(is_staff=True))

    client.post(address(form, "feedback-text-show"))

    assert TextNote.objects.count() == 0


@pytest.mark.parametrize("number", [5, 8])
def test_texts_take_the_same_queries_however_many_there_are(number, owner, count_queries):
    form = told(number)
    client = owner(form)

    assert count_queries(lambda: client.get(reverse("feedback-texts", args=[form.event.slug]))) == 9


def test_organisers_get_one_mail_once_there_are_results(owner):
    form = told()

    close(form)

    sent = Message.objects.filter(kind="feedback.ready")
    assert [message.user for message in sent] == [form.event.roles.get().user]
