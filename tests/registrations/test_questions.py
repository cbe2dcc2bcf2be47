"""What events ask of whoever registers: changes take no sense from answers that were given."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from events import actions as events
from events.drafts import QuestionDraft
from events.enums import Refusal as EventRefusal
from events.exceptions import EventRefused
from events.models import Event, QuestionChoice, RegistrationQuestion
from outbox.models import Message
from registrations import actions, queries
from registrations.forms import AnswersForm
from registrations.models import Answer
from registrations.notifications import render
from tests.factories.accounts import make_user
from tests.factories.events import NOW, main_pool, make_event
from tests.factories.questions import answer, ask, said


@pytest.fixture
def event() -> Event:
    return make_event()


@pytest.mark.django_db
def test_what_was_answered_keeps_its_kind_and_what_was_agreed_to_its_words(event):
    owner, consent, line = event.roles.get().user, ask(event, "consent"), ask(event)
    answer(event, {"consent": "on", "short": "A line"})
    refused = []
    for question, draft in [
        (line, QuestionDraft(kind="long", label="Anew")),
        (consent, QuestionDraft(kind="consent", label="More than that")),
    ]:
        with pytest.raises(EventRefused) as caught:
            events.change_question(question=question, draft=draft, by=owner, at=NOW)
        refused.append(caught.value.reason)

    events.change_question(question=line, draft=QuestionDraft(kind="short", label="Anew"), by=owner, at=NOW)

    assert refused == [EventRefusal.KIND_FIXED, EventRefusal.CONSENT_FIXED]
    assert Answer.objects.get(question=line).question.label == "Anew"


@pytest.mark.django_db
def test_a_choice_that_was_made_is_retired_and_one_that_was_not_is_gone(event):
    question = ask(event, "choice")
    _meat, fish, neither = question.choices.order_by("position")
    registration = answer(event, {"choice": str(fish.pk)})
    draft = QuestionDraft(kind="choice", label="Food", kept={neither.pk: "None"}, added=("Soup",))

    events.change_question(question=question, draft=draft, by=make_user(), at=NOW)

    rows = question.choices.order_by("position").values_list("label", "retired_at")
    assert list(rows) == [("Fish", NOW), ("None", None), ("Soup", None)]
    own = AnswersForm(questions=queries.asked(event, "room"), before=queries.answers_of(registration))
    new = AnswersForm(questions=queries.asked(event, "room"))
    offered = [[label for _pk, label in form[f"question-{question.pk}"].field.choices] for form in (own, new)]
    assert offered == [["Fish", "None", "Soup"], ["None", "Soup"]]


@pytest.mark.django_db
def test_two_choices_may_swap_their_names(event):
    question = ask(event, "choice", added=("One", "Two"))
    one, two = question.choices.order_by("position")
    draft = QuestionDraft(kind="choice", label="Which", kept={one.pk: "Two", two.pk: "One"})

    events.change_question(question=question, draft=draft, by=make_user(), at=NOW)

    assert list(question.choices.order_by("position").values_list("pk", "label")) == [(one.pk, "Two"), (two.pk, "One")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("added", "reason"),
    [
        (("One",), EventRefusal.FEW_CHOICES),
        (("One", "one"), EventRefusal.CHOICE_TWICE),
        (tuple(map(str, range(31))), EventRefusal.MANY_CHOICES),
    ],
)
def test_choices_are_at_least_two_different_ones(added, reason, event):
    with pytest.raises(EventRefused) as caught:
        ask(event, "choice", added=added)

    assert (caught.value.reason, QuestionChoice.objects.count()) == (reason, 0)


@pytest.mark.django_db
def test_an_event_asks_twenty_questions_and_no_more(event):
    for _ in range(20):
        ask(event)

    with pytest.raises(EventRefused) as caught:
        ask(event)

    assert caught.value.reason == EventRefusal.QUESTIONS_FULL


@pytest.mark.django_db
def test_questions_change_their_order(event):
    first, _second, third = (ask(event, label=label) for label in ("One", "Two", "Three"))

    events.move_question(question=third, place=1, by=make_user(), at=NOW)
    events.move_question(question=first, place=99, by=make_user(), at=NOW)

    assert [one.label for one in queries.asked(event, "room")] == ["Three", "Two", "One"]


@pytest.mark.django_db
def test_a_question_with_answers_is_retired_and_one_without_is_gone(event):
    answered, ignored = ask(event, "short"), ask(event, "number")
    registration = answer(event, {"short": "A line"})

    for question in (answered, ignored):
        events.retire_question(question=question, by=make_user(), at=NOW)

    assert list(RegistrationQuestion.objects.values_list("pk", "retired_at")) == [(answered.pk, NOW)]
    assert (queries.asked(event, "room"), said(registration)) == ([], {"short": "A line"})


@pytest.mark.django_db
def test_the_mail_says_that_something_is_asked_of_whoever_has_not_answered(event):
    question = ask(event, is_required=True)
    owner, added = event.roles.get().user, make_user()
    answer(event, {"short": "A line"})
    actions.add(event=event, participant=added, pool=main_pool(event), by=owner, at=NOW)

    mails = Message.objects.filter(kind="registration.confirmed").order_by("pk")

    asks = "The organisers ask something of you. Please answer on the event's page."
    assert [(one.address == added.email, asks in render(one).text) for one in mails] == [(False, False), (True, True)]
    assert question.is_required


def refused_by(constraint: str, call, **values: object) -> None:
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        call(**values)
    assert constraint in str(caught.value)


@pytest.mark.django_db
def test_the_database_refuses_what_is_no_question(event):
    question = ask(event, "choice")
    change = RegistrationQuestion.objects.filter(pk=question.pk).update
    choice = QuestionChoice.objects.filter(pk=question.choices.first().pk).update

    refused_by("question_asks_something", change, label="")
    refused_by("question_is_of_a_known_kind", change, kind="riddle")
    refused_by("question_retired_only_once_answered", change, retired_at=NOW)
    refused_by("choice_says_something", choice, label="")
    refused_by("choice_retired_only_once_chosen", choice, retired_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        choice(label=question.choices.last().label)


@pytest.mark.django_db
def test_the_database_refuses_what_is_no_answer(event):
    question = ask(event)
    registration = answer(event, {"short": "A line"})
    change = registration.answers.update

    refused_by("answer_says_something", change, value="")
    refused_by("answer_file_is_ours", change, file="../somebody-else")
    with pytest.raises(IntegrityError), transaction.atomic():
        registration.answers.create(question=question, value='"twice"', answered_at=NOW)
    with pytest.raises(ProtectedError):
        question.delete()
