"""Questions to the organisers: asked, answered once, shown to all without a name."""

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from audit.models import Line
from events import actions, notifications
from events.enums import EnquiryState, Refusal, RoleKind
from events.exceptions import EventRefused
from events.models import Enquiry, Event
from events.policies import MOST_ENQUIRIES
from outbox.models import Message
from tests.factories.accounts import make_user
from tests.factories.events import NOW, make_draft, make_past_event, make_upcoming_event
from tests.support.pages import main

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return make_user("Ines Okafor")


@pytest.fixture
def event(owner):
    return make_upcoming_event(owner=owner, title="Balance sheets")


@pytest.fixture
def asker():
    return make_user("Mara Lindqvist", language="de")


def ask(event, asker, text="Do I need to know anything?"):
    return actions.ask(event=event, text=text, by=asker, at=timezone.now())


def answer(enquiry, by, shown_text=""):
    return actions.answer(enquiry=enquiry, text="Nothing at all.", shown_text=shown_text, by=by, at=timezone.now())


def test_everybody_who_may_answer_gets_the_question(event, owner, asker):
    other, helper = make_user(), make_user()
    actions.set_role(event=event, user=other, kind=RoleKind.ORGANISER, by=owner, at=NOW)
    actions.set_role(event=event, user=helper, kind=RoleKind.HELPER, by=owner, at=NOW)

    ask(event, asker)

    assert list(Message.objects.order_by("pk").values_list("user", flat=True)) == [owner.pk, other.pk]
    assert Line.objects.filter(verb="event.asked", by=asker).count() == 1


def test_the_mail_says_who_asks_what_and_where_to_answer_in_the_readers_language(event, owner, asker):
    ask(event, asker)
    message = Message.objects.get()

    with translation.override("de"):
        mail = notifications.render(message)

    assert mail.subject == "Eine Frage zu „Balance sheets“"
    assert [line for line in mail.text.splitlines() if line][:2] == [
        "Mara Lindqvist fragt:",
        "Do I need to know anything?",
    ]
    assert f"/organise/{event.slug}/questions/" in mail.text


def test_the_answer_comes_by_mail_and_stands_where_it_was_asked(client, event, owner, asker):
    answer(ask(event, asker), owner)
    client.force_login(asker)

    with translation.override("en"):
        mail = notifications.render(Message.objects.get(user=asker))
    page = main(client.get(reverse("event-ask", args=[event.slug])))

    assert mail.text.split("\n")[0] == "Ines Okafor answers:"
    assert [one.text for one in page.all(".said")] == ["Do I need to know anything?", "Nothing at all."]


def test_an_answer_for_all_stands_on_the_page_without_a_name(client, event, owner, asker):
    answer(ask(event, asker), owner, shown_text="What do I need to know?")
    client.force_login(make_user())

    page = main(client.get(event.get_absolute_url()))

    assert (page.one(".answers").text, "Mara" in page.text) == ("What do I need to know? Nothing at all.", False)
    assert Event.objects.get().answers_shown == 1


def test_an_answer_is_taken_off_the_page_again(client, event, owner, asker):
    enquiry = answer(ask(event, asker), owner, shown_text="What do I need to know?")
    client.force_login(owner)

    for _ in range(2):  # a second click changes nothing
        client.post(reverse("question-hide", args=[event.slug, enquiry.pk]))

    assert (main(client.get(event.get_absolute_url())).all(".answers"), Event.objects.get().answers_shown) == ([], 0)
    assert Enquiry.objects.get().answer == "Nothing at all."


def test_where_nobody_of_the_team_is_left_administrators_are_asked(event, owner, asker):
    administrator = make_user(is_staff=True)
    owner.is_active = False
    owner.save()

    ask(event, asker)

    assert list(Message.objects.values_list("user", flat=True)) == [administrator.pk]


def test_whoever_has_left_gets_no_answer(event, owner, asker):
    enquiry = ask(event, asker)
    asker.is_active = False
    asker.save()

    answer(enquiry, owner)

    assert list(Message.objects.values_list("user", flat=True)) == [owner.pk]


def test_answers_are_asked_for_only_where_there_are_some(client, event, owner, asker):
    client.force_login(make_user())

    def asked():
        with CaptureQueriesContext(connection) as captured:
            client.get(event.get_absolute_url())
        return len(captured)

    before = asked()
    answer(ask(event, asker), owner, shown_text="All?")

    assert (before, asked()) == (before, before + 1)


def test_nobody_answers_twice(event, owner, asker):
    enquiry = ask(event, asker)
    answer(enquiry, owner)

    with pytest.raises(EventRefused) as refused:
        answer(enquiry, owner)

    assert (refused.value.reason, Message.objects.filter(user=asker).count()) == (Refusal.ENQUIRY_ANSWERED, 1)


def test_so_many_questions_may_wait(event, asker):
    for number in range(MOST_ENQUIRIES):
        ask(event, asker, f"Question {number}?")

    with pytest.raises(EventRefused) as refused:
        ask(event, asker, "One more?")

    assert refused.value.reason == Refusal.ENQUIRIES_FULL


@pytest.mark.parametrize(
    ("arrange", "reason"),
    [
        (lambda owner: make_draft(owner=owner), Refusal.NOT_ANNOUNCED),
        (lambda owner: make_past_event(owner=owner, at=timezone.now()), Refusal.OVER),
        (
            lambda owner: actions.cancel(
                event=make_upcoming_event(owner=owner), message="", by=owner, at=timezone.now()
            ),
            Refusal.CANCELLED,
        ),
    ],
)
def test_nothing_is_asked_about_what_is_not_to_come(owner, asker, arrange, reason):
    with pytest.raises(EventRefused) as refused:
        ask(arrange(owner), asker)

    assert (refused.value.reason, Enquiry.objects.count()) == (reason, 0)


def test_asking_and_answering_by_the_pages(client, event, owner, asker):
    client.force_login(asker)
    client.post(reverse("event-ask", args=[event.slug]), {"text": "In English?"})
    enquiry = Enquiry.objects.get()
    client.force_login(owner)
    asked = main(client.get(reverse("workspace-questions", args=[event.slug]))).one(".said").text
    client.post(
        reverse("question-answer", args=[event.slug, enquiry.pk]),
        {"answer": "Yes.", "is_shown": "on", "shown_text": "Is it in English?"},
    )

    enquiry.refresh_from_db()
    assert (asked, enquiry.state, enquiry.answer, enquiry.shown_text) == (
        "In English?",
        EnquiryState.ANSWERED,
        "Yes.",
        "Is it in English?",
    )


def test_what_is_shown_to_all_has_to_say_something(client, event, owner, asker):
    enquiry = ask(event, asker)
    client.force_login(owner)

    page = main(
        client.post(reverse("question-answer", args=[event.slug, enquiry.pk]), {"answer": "Yes.", "is_shown": "on"})
    )

    assert page.one("#id_shown_text_error").text == "Write what everybody may read, or show nothing."
    assert page.one("#id_answer").text == "Yes."


def test_the_desk_says_how_many_questions_wait(client, event, owner, asker):
    ask(event, asker)
    client.force_login(owner)

    page = main(client.get(reverse("organise")))

    link = next(link for link in page.all("a") if link.text.startswith("Answer"))
    assert (link.attributes["href"], page.text.count("1 question waits for an answer")) == (
        reverse("workspace-questions", args=[event.slug]),
        1,
    )


@pytest.mark.parametrize(
    "values",
    [
        {"text": ""},
        {"state": EnquiryState.ANSWERED, "answer": "Yes."},
        {"state": EnquiryState.ANSWERED, "answered_at": NOW},
        {"answer": "Yes."},
        {"shown_text": "All?"},
    ],
    ids=["enquiry_asks_something", "no date", "no answer", "answer while open", "shown while open"],
)
def test_the_database_refuses_halves(event, asker, values):
    """enquiry_asks_something, enquiry_state_has_its_date."""
    with pytest.raises(IntegrityError):
        Enquiry.objects.create(**{"event": event, "asker": asker, "text": "Why?", "asked_at": NOW} | values)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(client, event, owner, count_queries, number):
    for _ in range(number):
        ask(event, make_user())
    client.force_login(owner)

    assert count_queries(lambda: client.get(reverse("workspace-questions", args=[event.slug]))) == 6
