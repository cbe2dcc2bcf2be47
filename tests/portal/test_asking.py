"""What people want to learn: asked with one click, answered with the seat, read in sum by whoever teaches."""

import pytest
from django.urls import reverse
from django.utils import timezone

from common.crowds import FEWEST
from events import actions as events
from events.drafts import SpeakerDraft
from events.links import sign_speaker
from events.models import Event, RegistrationQuestion
from tests.factories import questions
from tests.factories.accounts import make_user
from tests.factories.events import make_upcoming_event
from tests.support.forms import Page
from tests.support.pages import main

pytestmark = pytest.mark.django_db

JO = SpeakerDraft(name="Jo Arendt", email="jo@example.com")


@pytest.fixture
def ines():
    return make_user("Ines Okafor")


@pytest.fixture
def event(ines) -> Event:
    return make_upcoming_event(speakers=(JO, SpeakerDraft(user=ines)))


def ask(event: Event, kind: str, **values: object) -> RegistrationQuestion:
    return questions.ask(event, kind, at=timezone.now(), **values)


def answer(event: Event, values: dict, person=None):
    return questions.answer(event, values, person, at=timezone.now())


def text_of(response) -> str:
    return " ".join(main(response).text.split())


def test_an_organiser_asks_with_one_click_and_sees_for_whom_it_is(client, event):
    client.force_login(event.roles.get().user)
    form = reverse("workspace-form", args=[event.slug])
    before = text_of(client.get(form))

    response = client.post(reverse("form-needs", args=[event.slug]))

    after = text_of(client.get(form))
    assert (response.status_code, response.url) == (302, form)
    assert ["Ask what people want to learn" in page for page in (before, after)] == [True, False]
    assert "What do you want to learn? A longer text · for speakers, in sum" in after


def test_an_event_that_is_called_off_asks_for_nothing_more(client, event):
    question = ask(event, "short")
    client.force_login(event.roles.get().user)
    events.cancel(event=event, message="", by=event.roles.get().user, at=timezone.now())

    client.post(reverse("form-needs", args=[event.slug]))

    assert list(RegistrationQuestion.objects.all()) == [question]


def test_a_kind_that_can_not_be_summed_is_refused_at_its_field_and_nothing_is_lost(client, event):
    client.force_login(event.roles.get().user)
    sent = {"label": "How old is your boat?", "kind": "number", "is_for_speakers": "on"}

    page = client.post(reverse("form-question-new", args=[event.slug]), sent)

    form = page.context["form"]
    assert dict(form.errors) == {
        "is_for_speakers": ["Speakers get texts, choices and yes or no. Choose one of these, or untick this."]
    }
    assert (form["label"].value(), RegistrationQuestion.objects.count()) == ("How old is your boat?", 0)


def test_whoever_registers_reads_who_will_see_it_and_sends_it_along(client, event):
    question = ask(event, "long", is_for_speakers=True)
    person, address = make_user("Mara"), reverse("register-form", args=[event.slug, "room"])
    client.force_login(person)

    page = client.get(address).content.decode()
    (form,) = [one for one in Page(page).forms if f"question-{question.pk}" in one.fields]
    response = client.post(address, {f"question-{question.pk}": "Reading tides", "told": form.fields["told"].values[0]})

    assert "Organisers read it with your name. Speakers read all answers in sum, without names." in page
    assert (response.status_code, event.registrations.get().answers.get().said) == (302, "Reading tides")


def test_a_page_from_before_it_was_for_those_who_teach_takes_no_seat_and_says_why(client, event):
    question = ask(event, "long", is_for_speakers=True)
    client.force_login(make_user("Mara"))

    response = client.post(reverse("register-form", args=[event.slug, "room"]), {f"question-{question.pk}": "Tides"})

    assert event.registrations.count() == 0
    assert "Speakers read this too now, in sum." in text_of(response)
    assert response.context["form"][f"question-{question.pk}"].value() == "Tides"


@pytest.mark.parametrize("number", [FEWEST - 1, FEWEST])
def test_those_who_teach_read_it_in_sum_by_their_link_and_signed_in(client, event, ines, number):
    ask(event, "long", label="What do you want to learn?", is_for_speakers=True)
    ask(event, "short", label="And for us?")
    for each in range(number):
        answer(event, {"long": f"Wish <{each}>", "short": "A secret"}, make_user(f"Wisher {each}"))
    jo = event.engagements.get(guest__isnull=False)

    by_link = text_of(client.get(reverse("speaker-page", args=[sign_speaker(jo)])))
    client.force_login(ines)
    signed_in = text_of(client.get(reverse("teaching", args=[event.slug])))

    for page in (by_link, signed_in):
        assert ("What do you want to learn?" in page, "And for us?" in page, "Wisher" in page) == (True, False, False)
        assert ("Wish <0>" in page, "Not enough answers yet" in page) == (number == FEWEST, number < FEWEST)


def test_whoever_can_not_come_reads_nothing(client, event, ines):
    ask(event, "long", is_for_speakers=True)
    own = event.engagements.get(user=ines)
    events.answer_as_speaker(engagement=own, comes=False, note="", by=ines, at=timezone.now())
    client.force_login(ines)

    assert "What people want from it" not in text_of(client.get(reverse("teaching", args=[event.slug])))


def test_the_page_of_whoever_teaches_asks_as_often_for_three_answers_as_for_six(
    client, event, ines, django_assert_num_queries
):
    question = ask(event, "choices", is_for_speakers=True)
    choices = [str(one.pk) for one in question.choices.all()]
    client.force_login(ines)
    for _time in range(2):
        for _each in range(3):
            answer(event, {"choices": choices})
        with django_assert_num_queries(11):
            client.get(reverse("teaching", args=[event.slug]))
