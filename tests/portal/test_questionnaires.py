"""The organiser's pages about what will be asked."""

import pytest
from django.urls import reverse

from feedback import queries
from feedback.models import Questionnaire
from feedback.questions import Condition, Each, Kind
from tests.factories.accounts import make_user
from tests.factories.events import make_event
from tests.factories.feedback import make_form
from tests.support.forms import Page

pytestmark = pytest.mark.django_db

NEW = {
    "text_en": "What was best?",
    "text_de": "Was war am besten?",
    "kind": "choices",
    "options_en": "The maps\r\n\r\n The  food ",
    "options_de": "Die Karten\r\nDas Essen",
    "each": "event",
    "is_required": "on",
    "follows": "overall=4-5",
    "version": "0",
}


@pytest.fixture
def event(client):
    event = make_event()
    client.force_login(event.roles.get().user)
    return event


def address(event, name="feedback-questionnaire", *more) -> str:
    return reverse(name, args=[event.slug, *more])


def errors(response) -> dict[str, list[str]]:
    return dict(response.context["form"].errors)


def test_an_organiser_sees_what_every_event_asks_and_how_it_looks(client, event):
    page = client.get(address(event)).content.decode()
    frame = client.get(address(event, "feedback-preview", "en")).content.decode()

    assert "These questions are asked after every event." in page
    assert "<legend>How was it for you, all in all?</legend>" in frame
    assert '<p class="strong">How was it for you, all in all?</p>' in page


def test_a_new_question_is_written_in_both_languages(client, event):
    response = client.post(address(event, "feedback-question-new"), NEW)

    question = queries.written(event)[0][-1]
    assert (response.status_code, response.url) == (302, address(event))
    assert (question.kind, question.each, question.is_required) == (Kind.CHOICES, Each.EVENT, True)
    assert question.text == {"en": "What was best?", "de": "Was war am besten?"}
    assert [dict(one.text) for one in question.options] == [
        {"en": "The maps", "de": "Die Karten"},
        {"en": "The food", "de": "Das Essen"},
    ]
    assert question.condition == Condition("overall", low=4, high=5)


def test_a_question_comes_back_as_it_was_written(client, event):
    client.post(address(event, "feedback-question-new"), NEW)
    question = queries.written(event)[0][-1]

    page = Page(client.get(address(event, "feedback-question", question.key)).content.decode())

    (form,) = [one for one in page.forms if "text_en" in one.fields]
    shown = {name: form.fields[name].values for name in ("text_de", "options_en", "follows", "kind", "version")}
    assert shown == {
        "text_de": ["Was war am besten?"],
        "options_en": ["The maps\nThe food"],
        "follows": ["overall=4-5"],
        "kind": ["choices"],
        "version": ["1"],
    }


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text_en": "", "text_de": ""}, "text_en"),
        ({"kind": "stars"}, "kind"),
        ({"options_en": "", "options_de": ""}, "options_en"),
        ({"options_en": "One", "options_de": ""}, "options_en"),
        ({"options_de": "Die Karten"}, "options_de"),
        ({"options_en": "Twice\nTwice"}, "options_en"),
        ({"options_en": "x" * 101 + "\ny"}, "options_en"),
        ({"options_en": "\n".join(map(str, range(13)))}, "options_en"),
        ({"follows": "nothing"}, "follows"),
        ({"follows": "overall=1-2", "each": "nobody"}, "each"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_is_lost(client, event, wrong, field):
    response = client.post(address(event, "feedback-question-new"), NEW | wrong)

    assert (response.status_code, list(errors(response))) == (422, [field])
    assert "What was best?" in response.content.decode() or "text_en" in wrong
    assert Questionnaire.objects.count() == 0


def test_whoever_saw_an_older_version_is_told_and_keeps_what_was_typed(client, event):
    client.post(address(event, "feedback-question-new"), NEW)

    response = client.post(address(event, "feedback-question-new"), NEW | {"text_en": "Mine"})

    assert response.status_code == 422
    assert errors(response)["__all__"] == ["Somebody has changed the questions meanwhile. Look at them, and try again."]
    assert "Mine" in response.content.decode()


def test_a_question_is_moved_and_taken_away_from_the_list(client, event):
    client.post(address(event, "feedback-question-move", "recommend"), {"place": "1", "version": "0"})
    client.post(address(event, "feedback-question-remove", "useful"), {"version": "1"})

    assert [one.key for one in queries.written(event)[0]] == ["recommend", "overall", "improve"]


def test_a_click_on_an_old_page_changes_nothing_and_says_so(client, event):
    client.post(address(event, "feedback-question-move", "recommend"), {"place": "1", "version": "0"})

    response = client.post(address(event, "feedback-question-remove", "useful"), {"version": "x" * 99}, follow=True)

    assert "Somebody has changed the questions meanwhile." in response.content.decode()
    assert len(queries.written(event)[0]) == 4


def test_an_event_goes_back_to_the_questions_of_all(client, event):
    client.post(address(event, "feedback-question-new"), NEW)

    client.post(address(event, "feedback-as-all-do"))

    assert queries.written(event)[1] == 0


def test_nothing_is_offered_once_people_are_asked(client):
    form, _people = make_form()
    client.force_login(form.event.roles.get().user)

    page = client.get(address(form.event)).content.decode()

    assert "People are being asked already." in page
    assert "Ask something more" not in page


def test_a_question_that_is_not_there_is_not_found(client, event):
    assert client.get(address(event, "feedback-question", "nothing")).status_code == 404


def test_nobody_else_writes_questions(client, event):
    client.force_login(make_user())

    assert client.get(address(event)).status_code == 404


@pytest.mark.parametrize("more", [0, 8])
def test_the_page_asks_the_database_as_often_for_few_questions_as_for_many(
    client, event, django_assert_num_queries, more
):
    for number in range(more):
        client.post(address(event, "feedback-question-new"), NEW | {"text_en": f"Q{number}", "version": str(number)})

    with django_assert_num_queries(8):
        client.get(address(event))
