"""The pages about sets of questions, the words in every language, other dates, and the view on a phone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events import actions as events
from feedback import actions, queries
from feedback.models import QuestionSet
from feedback.questions import Kind, Option, Question
from tests.factories.accounts import make_department, make_user
from tests.factories.events import NOW, event_draft, make_event, session_draft
from tests.factories.feedback import make_form
from tests.factories.series import repeated
from tests.support.forms import Page
from tests.support.pages import main

pytestmark = pytest.mark.django_db

MINE = Question(
    key="mine",
    kind=Kind.CHOICE,
    text={"en": "What was best?"},
    options=(Option("1", {"en": "Maps", "de": "Karten"}), Option("2", {"en": "Food"})),
)


@pytest.fixture
def event(client):
    event = make_event(owner=make_user("Olga", department=make_department("Finance")))
    client.force_login(event.roles.get().user)
    return event


def write(event, question: Question = MINE) -> None:
    actions.write_question(event=event, question=question, version=queries.written(event)[1], by=make_user(), at=NOW)


def address(event, name="feedback-questionnaire", *more) -> str:
    return reverse(name, args=[event.slug, *more])


def text_of(response) -> str:
    return " ".join(main(response).text.split())


def keep(event, **values) -> QuestionSet:
    owner = event.roles.get().user
    usual = {"department": owner.department, "name": "After a workshop", "by": owner, "at": NOW}
    return actions.keep_set(event=event, **usual | values)


def test_what_is_asked_is_kept_and_taken_by_another_event(client, event):
    write(event)
    finance = event.roles.get().user.department

    kept = client.post(address(event, "feedback-set-keep"), {"name": "After a workshop", "department": finance.pk})
    other = make_event(owner=event.roles.get().user)
    page = Page(client.get(address(other, "feedback-sets")).content.decode())
    form = next(one for one in page.forms if one.action.endswith("/start/"))
    taken = client.post(form.action, form.values)

    one = QuestionSet.objects.get()
    assert (kept.status_code, kept.url) == (302, reverse("question-set", args=[one.pk]))
    assert (taken.status_code, taken.url) == (302, address(other))
    assert queries.written(other) == (queries.written(event)[0], 1)


def test_a_name_that_is_taken_and_a_department_of_others_are_errors_at_their_fields(client, event):
    keep(event)
    elsewhere = make_department("Elsewhere")
    own = event.roles.get().user.department

    answers = [
        client.post(address(event, "feedback-set-keep"), {"name": name, "department": department.pk})
        for name, department in (("After a Workshop", own), ("Another", elsewhere), ("", own))
    ]

    assert [(one.status_code, dict(one.context["form"].errors)) for one in answers] == [
        (422, {"name": ["This department has a set of that name already. Choose another name."]}),
        (422, {"department": ["Select a valid choice. That choice is not one of the available choices."]}),
        (422, {"name": ["This field is required."]}),
    ]
    assert QuestionSet.objects.count() == 1


def test_what_can_not_be_taken_is_said_and_nothing_is_changed(client, event):
    kept = keep(event)
    write(event)

    answer = client.post(address(event, "feedback-set-add", kept.pk), {"version": "0"}, follow=True)

    assert answer.redirect_chain[0][0] == address(event, "feedback-sets")
    assert [str(one) for one in answer.context["messages"]] == [
        "Somebody has changed the questions meanwhile. Look at them, and try again."
    ]
    assert queries.written(event)[1] == 1


def test_an_event_that_asks_already_takes_nothing(client):
    event = make_form()[0].event
    client.force_login(event.roles.get().user)
    keep(event, department=make_department("Finance"), by=make_user(is_staff=True))

    page = Page(client.get(address(event, "feedback-sets")).content.decode())

    assert [one.action for one in page.forms if "/sets/" in (one.action or "")] == []


def test_a_set_is_renamed_worded_and_removed_by_whoever_made_it(client, event):
    write(event)
    kept = keep(event)
    url = reverse("question-set-change", args=[kept.pk])
    page = Page(client.get(url).content.decode())
    form = next(one for one in page.forms if "mine.text.de" in one.fields)

    answer = client.post(url, form.values | {"name": "After each", "mine.text.de": "Was war am besten?"})

    changed = QuestionSet.objects.get()
    assert (answer.status_code, changed.name) == (302, "After each")
    assert changed.written[-1].text == {"en": "What was best?", "de": "Was war am besten?"}
    assert queries.written(event)[0][-1] == MINE
    client.post(reverse("question-set-remove", args=[kept.pk]))
    assert QuestionSet.objects.count() == 0


def test_an_older_page_of_a_set_changes_nothing_and_keeps_what_was_typed(client, event):
    kept = keep(event)
    url = reverse("question-set-change", args=[kept.pk])
    form = next(one for one in Page(client.get(url).content.decode()).forms if "version" in one.fields)
    client.post(url, form.values)

    answer = client.post(url, form.values | {"name": "Late", "overall.text.de": "Und?"})

    assert dict(answer.context["name"].errors) == {
        "name": ["Somebody has changed the questions meanwhile. Look at them, and try again."]
    }
    assert 'value="Und?"' in answer.content.decode()


def test_what_is_not_there_in_a_language_is_named_and_written_side_by_side(client, event):
    write(event)
    before = text_of(client.get(address(event)))
    url = address(event, "feedback-words")
    form = next(one for one in Page(client.get(url).content.decode()).forms if "mine.text.de" in one.fields)

    client.post(url, form.values | {"mine.text.de": "Was war am besten?", "mine.option-2.de": "Essen"})

    after = text_of(client.get(address(event)))
    assert "Not everything is there in German." in before
    assert "One of several answers · not all in German" in before
    assert "not all in German" not in after
    assert [dict(one.text) for one in queries.written(event)[0][-1].options] == [
        {"en": "Maps", "de": "Karten"},
        {"en": "Food", "de": "Essen"},
    ]


def test_words_that_are_missing_too_long_or_the_same_are_errors_at_their_fields(client, event):
    write(event)
    url = address(event, "feedback-words")
    form = next(one for one in Page(client.get(url).content.decode()).forms if "mine.text.de" in one.fields)
    wrong = {
        "mine.text.en": "",
        "mine.option-2.de": "karten",
        "overall.lowest.de": "x" * 201,
        "overall.text.de": "Und?",
    }

    answer = client.post(url, form.values | wrong)

    assert (answer.status_code, dict(answer.context["form"].errors)) == (
        422,
        {
            "overall.lowest.de": ["Ensure this value has at most 200 characters (it has 201)."],
            "mine.text.en": ["Leave it in one language at least."],
            "mine.option-2.de": ["Another answer is called the same."],
        },
    )
    assert (answer.context["form"]["overall.text.de"].value(), queries.written(event)[1]) == ("Und?", 1)


@pytest.mark.parametrize(("language", "title"), [("en", "How was it for you"), ("de", "Wie war es für Sie")])
def test_the_preview_is_the_form_in_each_language_and_only_our_own_page_may_frame_it(client, event, language, title):
    page = client.get(address(event) + f"?preview={language}").content.decode()
    address_of_frame = address(event, "feedback-preview", language)

    frame = client.get(address_of_frame)

    assert f'<iframe class="handset" src="{address_of_frame}"' in page
    assert f'<html lang="{language}"' in frame.content.decode()
    assert title in frame.content.decode()
    assert (frame.headers["X-Frame-Options"], "frame-ancestors 'self'" in frame.headers["Content-Security-Policy"]) == (
        "SAMEORIGIN",
        True,
    )
    assert "<form" not in frame.content.decode()


def test_whoever_moves_a_question_comes_back_to_it(client, event):
    answer = client.post(address(event, "feedback-question-move", "recommend"), {"place": "1", "version": "0"})

    assert answer.url == address(event) + "#q-recommend"
    assert queries.written(event)[0][0].key == "recommend"


def test_other_dates_ask_the_same_as_this_one(client):
    at = timezone.now()
    day = (at + timedelta(days=30)).date()
    event = events.create(draft=event_draft(sessions=(session_draft(day),)), by=make_user("Olga"), at=at)
    series = repeated(event, at=at)
    client.force_login(event.roles.get().user)
    event.refresh_from_db()
    write(event)
    form = next(one for one in Page(client.get(address(event)).content.decode()).forms if "reach" in one.fields)

    answer = client.post(address(event, "feedback-dates"), form.values | {"reach": "all"}, follow=True)

    assert [str(one) for one in answer.context["messages"]] == ["Saved for 3 dates."]
    assert [queries.written(one)[0][-1] for one in series.events.all()] == [MINE] * 3


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_sets_asks_as_often_for_three_as_for_one(client, event, number, django_assert_num_queries):
    for each in range(number):
        keep(event, name=f"Set {each}")

    with django_assert_num_queries(4):
        client.get(reverse("question-sets"))
