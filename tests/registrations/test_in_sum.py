"""What those who teach get to know of the answers on registering: sums without names, from five answers on."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from hypothesis import given
from hypothesis import strategies as st

from common.crowds import FEWEST
from events import actions as events
from events.drafts import QuestionDraft, SpeakerDraft
from events.enums import QuestionKind, Refusal
from events.exceptions import EventRefused
from events.models import Event, RegistrationQuestion
from outbox.models import Message
from registrations import actions, clock, queries
from registrations.answering import Sum, in_sum
from registrations.forms import AnswersForm
from registrations.models import Answer, Registration
from registrations.notifications.teaching import render_briefing
from tests.factories.accounts import make_user
from tests.factories.events import NOW, make_event
from tests.factories.questions import answer, ask, filled

ANSWERS = st.one_of(
    st.lists(st.lists(st.integers(1, 6), min_size=1).map(tuple)),
    st.lists(st.text(min_size=1)),
    st.lists(st.booleans()),
)


@pytest.fixture
def event() -> Event:
    return make_event(capacity=30, speakers=(SpeakerDraft(name="Jo Arendt", email="jo@example.com"),))


@given(ANSWERS, st.randoms(use_true_random=False))
def test_a_sum_says_nothing_of_who_answered_and_in_which_order(answers, chance):
    shuffled = chance.sample(answers, len(answers))

    assert in_sum(shuffled) == in_sum(answers)


@given(ANSWERS)
def test_a_sum_of_few_says_how_many_and_no_more(answers):
    few = answers[:4]

    assert in_sum(few) == Sum(answered=len(few), is_enough=False, counts={})


@given(st.lists(st.lists(st.integers(1, 6), min_size=1).map(tuple), min_size=5))
def test_a_sum_counts_each_person_once_with_each_choice(answers):
    found = in_sum(answers)

    assert dict(found.counts) == {one: sum(one in each for each in answers) for each in answers for one in each}


def answered_by(event: Event, number: int, **values: object) -> None:
    for each in range(number):
        said = {kind: value(each) if callable(value) else value for kind, value in values.items()}
        answer(event, said, make_user(f"Person {each}"))


@pytest.mark.django_db
def test_those_who_teach_get_what_is_for_them_once_enough_have_a_seat(event):
    wish, private = ask(event, "long", is_for_speakers=True), ask(event, "short")
    answered_by(event, FEWEST - 1, long=lambda each: f"Wish {9 - each}", short="For the organisers")
    (before,) = queries.needs_at(event)

    answer(event, {"long": "A wish", "short": "Too"})

    (need,) = queries.needs_at(event)
    assert (before.question, before.sum) == (wish, Sum(answered=4, is_enough=False, counts={}))
    assert need.sum.texts == ("A wish", "Wish 6", "Wish 7", "Wish 8", "Wish 9")
    assert Answer.objects.filter(question=private).count() == FEWEST


@pytest.mark.django_db
def test_choices_are_counted_with_those_that_nobody_chose(event):
    question = ask(event, "choices", is_for_speakers=True)
    ask(event, "yes_no", is_for_speakers=True)
    meat, fish, _neither = question.choices.order_by("position")
    answered_by(event, FEWEST, choices=[str(meat.pk), str(fish.pk)], yes_no=lambda each: "yes" if each else "no")

    rows = [[(row.label, row.number) for row in need.rows] for need in queries.needs_at(event)]

    assert rows == [[("Meat", 5), ("Fish", 5), ("Neither", 0)], [("Yes", 4), ("No", 1)]]


@pytest.mark.django_db
def test_whoever_gives_the_seat_back_counts_no_more(event):
    ask(event, "long", is_for_speakers=True)
    answered_by(event, FEWEST, long="A wish")
    actions.cancel(registration=Registration.objects.get(user__name="Person 0"), by=None, at=NOW)

    (need,) = queries.needs_at(event)

    assert (need.sum.answered, need.sum.is_enough) == (FEWEST - 1, False)


@pytest.mark.django_db
def test_what_is_asked_no_longer_is_still_told_and_what_was_turned_off_is_not(event):
    gone, kept_back = ask(event, "long", is_for_speakers=True), ask(event, "short", is_for_speakers=True)
    answered_by(event, FEWEST, long="A wish", short="A line")
    owner = event.roles.get(kind="owner").user
    events.retire_question(question=gone, by=owner, at=NOW)
    draft = QuestionDraft(kind="short", label=kept_back.label)
    events.change_question(question=kept_back, draft=draft, by=owner, at=NOW)

    assert [need.question for need in queries.needs_at(event)] == [gone]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["number", "date", "consent", "file", "access"])
def test_what_could_point_at_somebody_is_never_for_those_who_teach(kind, event):
    with pytest.raises(EventRefused) as refused:
        ask(event, kind, is_for_speakers=True)

    assert refused.value.reason == Refusal.NOT_SUMMED
    with pytest.raises(IntegrityError, match="question_for_speakers_can_be_summed"):
        RegistrationQuestion.objects.create(event=event, position=1, kind=kind, label="?", is_for_speakers=True)


@pytest.mark.django_db
def test_answers_that_were_given_to_organisers_alone_stay_with_them(event):
    question = ask(event, "short")
    answer(event, {"short": "A line"})
    draft = QuestionDraft(kind="short", label=question.label, is_for_speakers=True)

    with pytest.raises(EventRefused) as refused:
        events.change_question(question=question, draft=draft, by=make_user(), at=NOW)

    assert refused.value.reason == Refusal.ANSWERED_UNTOLD


@pytest.mark.django_db
def test_who_reads_it_is_said_before_it_is_answered(event):
    question = ask(event, "short", is_for_speakers=True, help_text="One line will do.")
    form = AnswersForm(questions=queries.asked(event, "room"))

    assert form[f"question-{question.pk}"].help_text == (
        "One line will do. Organisers read it with your name. Speakers read all answers in sum, without names."
    )
    assert form["told"].value() == str(question.pk)


@pytest.mark.django_db
def test_an_answer_from_a_page_that_did_not_say_so_yet_comes_back_with_the_promise(event):
    question = ask(event, "short", is_for_speakers=True)
    name = f"question-{question.pk}"

    form = filled(event, {"short": "A line"}, told="")
    again = filled(event, {"short": "A line"})

    assert dict(form.errors) == {name: ["Speakers read this too now, in sum. Send it again if you agree."]}
    assert (form[name].value(), form["told"].value()) == ("A line", str(question.pk))
    assert again.errors == {}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "label"), [("en", "What do you want to learn?"), ("de", "Was möchten Sie lernen?")]
)
def test_one_click_asks_what_people_want_to_learn_once_in_the_language_of_the_event(language, label):
    event = make_event(language=language)
    for _click in range(2):
        events.ask_for_needs(event=event, by=event.roles.get().user, at=NOW)

    question = RegistrationQuestion.objects.get()
    assert (question.label, question.kind, question.is_for_speakers) == (label, QuestionKind.LONG, True)
    assert question.is_required is False


@pytest.mark.django_db
def test_the_briefing_says_what_people_want_once_enough_have_said_so(event):
    question = ask(event, "choice", label="How much do you know?", is_for_speakers=True)
    ask(event, "long", label="What do you want to learn?", is_for_speakers=True)
    few = ask(event, "short", label="And else?", is_for_speakers=True)
    meat = question.choices.order_by("position")[0]
    answered_by(event, 22, choice=str(meat.pk), long=lambda each: f"Wish {each:02} <b>" + "x" * 400)
    clock.brief_speakers(event.starts_at - timedelta(days=1))

    mail = render_briefing(Message.objects.get(kind="speakers.briefing"))

    assert "How much do you know?\nMeat: 22\nFish: 0\nNeither: 0\n" in mail.text
    assert "“Wish 19 <b>" in mail.text
    assert "“Wish 20" not in mail.text
    assert "2 more on the page" in mail.text
    assert ("Person 0" in mail.text, few.label in mail.text, "<b>xxx" in mail.html) == (False, False, False)
