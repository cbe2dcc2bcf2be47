"""The page of somebody who is asked."""

import logging
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from feedback import actions
from feedback.enums import Complaint, Refusal
from feedback.forms import AnswerForm
from feedback.models import Answered, Box, Form
from feedback.questions import Condition, Kind, Option, Question
from feedback.tally import LONGEST, most_characters
from tests.factories.accounts import make_user
from tests.factories.feedback import answer, close, make_attended, make_form
from tests.support.forms import Page

pytestmark = pytest.mark.django_db

PROMISE = "We note that you answered, not what."
TYPED = {"overall": "4", "recommend": "9", "useful": "The maps.\r\nAll of them.", "improve": ""}


def url(form: Form) -> str:
    return reverse("feedback", args=[form.event.slug])


@pytest.fixture
def form_and_person(client):
    form, (person,) = make_form(at=timezone.now())
    client.force_login(person)
    return form, person


def fields(response) -> dict[str, list[str]]:
    """What stands in the form of the page."""
    (form,) = [each for each in Page(response.content.decode()).forms if "overall" in each.fields]
    return {name: form.fields[name].values for name in ("overall", "useful", "improve", "recommend")}


def boxes() -> dict[str, tuple[int, list]]:
    return {box.question: (sum(box.tally.values()), box.texts) for box in Box.objects.all()}


def test_the_promise_stands_before_the_first_question(client, form_and_person):
    form, _ = form_and_person

    page = client.get(url(form)).content.decode()

    assert 0 < page.index(PROMISE) < page.index('name="overall"')
    assert page.count("btn--primary") == 1


def test_answers_are_kept_and_thanked_for(client, form_and_person):
    form, person = form_and_person

    response = client.post(url(form), TYPED, follow=True)

    assert response.redirect_chain == [(url(form), 302)]
    assert "Thank you, your answers are in." in response.content.decode()
    assert Answered.objects.get().people == [person.pk]
    assert boxes() == {
        "overall": (1, []),
        "useful": (0, ["The maps.\nAll of them."]),
        "improve": (0, []),
        "recommend": (1, []),
    }


def test_thanks_stay_on_the_page_and_the_questions_go(client, form_and_person):
    form, person = form_and_person
    answer(form, person, at=timezone.now())

    page = client.get(url(form)).content.decode()

    assert ("Thank you, your answers are in." in page, 'name="overall"' in page) == (True, False)


@pytest.mark.parametrize(
    ("typed", "field", "complaint"),
    [
        ({"overall": ""}, "overall", Complaint.MISSING),
        ({"recommend": "11"}, "recommend", Complaint.OFF_SCALE),
        ({"overall": "very"}, "overall", Complaint.OFF_SCALE),
        ({"useful": "x" * (LONGEST + 1)}, "useful", Complaint.TOO_LONG),
        ({"improve": "a\x00b"}, "improve", Complaint.UNREADABLE),
    ],
)
def test_bad_input_is_told_at_its_place_and_nothing_is_lost(client, form_and_person, typed, field, complaint):
    form, _ = form_and_person
    sent = TYPED | typed

    response = client.post(url(form), sent)

    page = Page(response.content.decode())
    (shown,) = [each for each in page.forms if "overall" in each.fields]
    assert page.texts[f"id_{field}_error"].strip() == str(complaint.label).replace("%(most)s", "2,000")
    # Lines end our way, whatever a browser sent; a step that does not exist can't be chosen.
    kept = {name: [sent[name].replace("\r\n", "\n")] for name in ("useful", "improve")}
    kept |= {
        name: [sent[name]] if sent[name] in shown.fields[name].options else [] for name in ("overall", "recommend")
    }
    assert {name: fields(response)[name] for name in kept} == kept
    assert (Answered.objects.get().people, Form.objects.get().is_frozen) == ([], False)


def test_a_second_answer_is_refused_and_nothing_typed_is_lost(client, form_and_person):
    form, person = form_and_person
    answer(form, person, at=timezone.now())
    before = boxes()

    response = client.post(url(form), TYPED)

    assert str(Refusal.ALREADY_ANSWERED.label) in response.content.decode()
    assert fields(response)["useful"] == ["The maps.\nAll of them."]
    assert "btn--primary" not in response.content.decode()
    assert boxes() == before


@pytest.mark.parametrize("typed", [TYPED, TYPED | {"overall": ""}])
def test_an_answer_that_comes_too_late_is_refused_and_nothing_typed_is_lost(client, typed):
    form, (person,) = make_form(at=timezone.now() - timedelta(days=20))
    client.force_login(person)

    response = client.post(url(form), typed)

    assert str(Refusal.CLOSED.label) in response.content.decode()
    assert fields(response)["useful"] == ["The maps.\nAll of them."]
    assert Answered.objects.get().people == []


def test_a_closed_form_says_since_when(client):
    form, (person,) = make_form(at=timezone.now() - timedelta(days=20))
    client.force_login(person)
    close(form)

    page = client.get(url(form)).content.decode()

    assert ("Feedback is closed." in page, 'name="overall"' in page) == (True, False)


def test_who_was_not_asked_finds_nothing(client):
    form, _ = make_form(at=timezone.now())
    organiser = form.event.roles.get().user

    for person in (make_user(), organiser, make_user(is_staff=True)):
        client.force_login(person)
        found = [client.get(url(form)).status_code, client.post(url(form), TYPED).status_code]
        assert found == [404, 404]
    assert client.get(reverse("feedback", args=["no-such-event"])).status_code == 404


def test_who_is_not_signed_in_is_asked_to(client):
    form, _ = make_form(at=timezone.now())

    response = client.get(url(form))

    assert (response.status_code, response.url) == (302, f"{reverse('account_login')}?next={url(form)}")


def test_questions_stand_in_the_readers_language(client, form_and_person):
    form, person = form_and_person
    questions = [
        question | {"text": {"en": question["key"], "de": f"{question['key']} auf Deutsch"}}
        for question in form.questions
    ]
    Form.objects.update(questions=questions)
    person.language = "de"
    person.save()

    page = client.get(url(form)).content.decode()

    assert [page.count(f"{question['key']} auf Deutsch") for question in questions] == [1, 1, 1, 1]


def test_the_page_takes_the_same_queries_however_many_are_asked(client, count_queries):
    counts = []
    for people in (1, 3):
        form, (person, *_) = make_form(people, at=timezone.now())
        client.force_login(person)
        counts.append(count_queries(lambda form=form: client.get(url(form))))

    assert counts == [4, 4]


def test_no_log_says_what_was_answered(client, form_and_person, caplog):
    form, person = form_and_person

    with caplog.at_level(logging.DEBUG):
        client.post(url(form), TYPED | {"overall": "", "useful": "a giveaway"})
        client.post(url(form), TYPED | {"useful": "a giveaway"})
        client.post(url(form), TYPED | {"useful": "a giveaway"})

    assert [record.getMessage() for record in caplog.records if "giveaway" in str(vars(record))] == []
    assert [record.getMessage() for record in caplog.records if person.email in str(vars(record))] == []


def test_the_size_of_a_page_that_is_sent_back_says_nothing_about_the_text(client, form_and_person):
    form, _ = form_and_person
    wrong = TYPED | {"overall": "", "useful": "Once."}

    pages = [client.post(url(form), wrong).content.decode() for _ in range(20)]

    assert len({len(page) for page in pages}) > 10
    assert len({len(page.split("</html>")[0]) for page in pages}) == 1


def test_the_page_is_kept_in_no_cache(client, form_and_person):
    form, _ = form_and_person

    assert client.get(url(form)).headers["Cache-Control"] == ("max-age=0, no-cache, no-store, must-revalidate, private")


@pytest.fixture
def own_form(client):
    """A form with questions that organisers wrote, and somebody who is asked."""
    event, (person,) = make_attended(1, at=timezone.now())
    written = [
        Question(key="part", kind=Kind.HEADING, text={"en": "The day"}),
        Question(
            key="best",
            kind=Kind.CHOICES,
            text={"en": "What was best?"},
            options=(Option("1", {"en": "The maps"}), Option("2", {"en": "The food"})),
        ),
        Question(
            key="why",
            kind=Kind.SHORT,
            text={"en": "What was wrong with the maps?"},
            is_required=True,
            condition=Condition("best", options=("1",)),
        ),
    ]
    for version, question in enumerate(written):
        by = {"by": event.roles.get().user, "at": timezone.now()}
        actions.write_question(event=event, question=question, version=version, **by)
    client.force_login(person)
    return actions.open_form(event=event, at=timezone.now())


def test_questions_of_other_kinds_are_asked_under_their_headings(client, own_form):
    page = client.get(url(own_form)).content.decode()

    assert page.index("<h2>The day</h2>") < page.index("What was best?") < page.index("What was wrong with the maps?")
    assert "Asked only if your answer to “What was best?” was: The maps." in page
    assert 'data-follows="best" data-after="1"' in page


def test_what_is_not_asked_is_neither_missed_nor_kept(client, own_form):
    client.post(url(own_form), TYPED | {"best": ["2"], "why": "Too large"})

    assert {box.question: (box.tally, box.texts) for box in Box.objects.filter(question__in=["best", "why"])} == {
        "best": ({"*": 1, "1": 0, "2": 1}, []),
        "why": ({}, []),
    }


def test_what_follows_is_missed_where_it_is_asked(client, own_form):
    response = client.post(url(own_form), TYPED | {"best": ["1", "2"], "why": ""})

    assert "Please choose an answer." in response.content.decode()
    assert Answered.objects.get().people == []


@pytest.mark.parametrize(("kind", "most"), [(Kind.TEXT, "2,000"), (Kind.SHORT, "200")])
def test_a_text_that_is_too_long_is_told_how_long_it_may_be(kind, most):
    question = Question(key="why", kind=kind, text={"en": "Why?"})

    form = AnswerForm([question], {"why": "x" * (most_characters(question) + 1)})

    assert form.errors["why"] == [f"This text is too long. Please keep it to {most} characters."]
