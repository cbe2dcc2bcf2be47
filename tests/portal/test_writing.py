"""Writing to a group of people: whom it reaches, how it reads, and that it is sent once."""

import uuid
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audit.models import Line
from events import actions as events
from events.drafts import QuestionDraft
from outbox import delivery
from outbox.enums import Priority
from outbox.models import Message
from registrations import actions, queries, wording
from registrations.enums import Mark, Refusal
from registrations.exceptions import RegistrationRefused
from registrations.models import Circular, Registration
from registrations.notifications.writing import Words
from registrations.queries import Whom
from tests.factories.accounts import make_department, make_guest, make_user
from tests.factories.events import make_past_event, make_upcoming_event, session_draft
from tests.factories.registrations import register
from tests.support.pages import main

pytestmark = pytest.mark.django_db

TEXT = {"subject": "News of {event}", "text": "Dear {name},\n\nbring **boots**: {link}"}


@pytest.fixture
def owner(client):
    owner = make_user("Ines Okafor", email="ines@example.org")
    client.force_login(owner)
    return owner


@pytest.fixture
def event(owner):
    """Two seats: Ada of Finance and Ben of Legal have them, Cleo and Dan of Finance and Eve of Legal wait."""
    finance, legal = make_department("Finance"), make_department("Legal")
    event = make_upcoming_event(owner=owner, title="Tides", capacity=2)
    for name, home in (("Ada", finance), ("Ben", legal), ("Cleo", finance), ("Dan", finance), ("Eve", legal)):
        register(event, make_user(name, department=home), at=timezone.now())
    return event


def url(event):
    return reverse("workspace-write", args=[event.slug])


def send(client, event, **typed):
    return client.post(url(event), TEXT | {"key": uuid.uuid4(), "status": "confirmed"} | typed, follow=True)


def names(event, **whom):
    return [one.participant.name for one in queries.addressees(event, Whom(**whom))]


def written():
    return Message.objects.filter(kind=wording.WRITTEN).order_by("pk")


def mail(message):
    return message_from_bytes(delivery.preview(message), policy=default)


def writing(event, number, **values):
    words = Words(subject="Hello", text="All well")
    return actions.Writing(words=words, whom=Whom(), number=number, key=uuid.uuid4(), **values)


def test_the_page_says_how_many_are_meant_and_who(client, event):
    first = main(client.get(url(event)))
    waiting = main(client.get(url(event), {"status": "waitlisted"}))

    assert (first.one("#number").text, waiting.one("#number").text) == ("2 people are meant", "3 people are meant")
    assert "Cleo, Dan, Eve" in waiting.texts("p")


def test_whom_it_reaches(event, owner):
    finance = str(Registration.objects.get(user__name="Ada").user.department_id)
    dan = Registration.objects.get(user__name="Dan").pk
    guest = make_guest("Gus")
    actions.add_guest(event=event, guest=guest, pool=event.pools.get(), by=owner, at=timezone.now())
    waiting = ("waitlisted",)

    assert names(event) == ["Ada", "Ben"]
    assert names(event, states=waiting) == ["Cleo", "Dan", "Eve", "Gus"]
    assert names(event, states=waiting, departments=(finance,)) == ["Cleo", "Dan"]
    assert names(event, states=waiting, departments=(finance, "none")) == ["Cleo", "Dan", "Gus"]
    assert names(event, states=waiting, only=(dan,)) == ["Dan"]
    assert names(event, states=("confirmed", *waiting), seat="online") == []
    assert names(event, states=("cancelled",)) == []


def test_it_reaches_those_who_come_to_a_session(owner):
    day = (timezone.now() + timedelta(days=5)).date()
    sessions = (session_draft(day), session_draft(day + timedelta(days=1)))
    event = make_upcoming_event(owner=owner, sessions=sessions)
    first, second = event.sessions.order_by("pk")
    away = register(event, make_user("Away"), at=timezone.now())
    register(event, make_user("Here"), at=timezone.now())
    actions.stay_away(registration=away, session=second, by=away.user, at=timezone.now())

    assert names(event, session=first) == ["Away", "Here"]
    assert names(event, session=second) == ["Here"]


def test_it_reaches_those_who_have_not_answered(event, owner):
    draft = QuestionDraft(kind="short", label="Boots?")
    question = events.add_question(event=event, draft=draft, by=owner, at=timezone.now())
    registration = Registration.objects.get(user__name="Ada")
    given = [queries.Given(question=question, said="42")]
    actions.answer_questions(registration=registration, given=given, by=registration.user, at=timezone.now())

    assert names(event, unanswered=question) == ["Ben"]


def test_it_reaches_those_who_were_there_or_were_not(owner):
    event = make_past_event(owner=owner, days_ago=1, at=timezone.now())
    places = [register(event, make_user(name), at=event.created_at) for name in ("Ada", "Ben", "Cleo")]
    marks = {places[0].pk: Mark.PRESENT, places[1].pk: Mark.ABSENT}
    actions.mark(event=event, session=event.sessions.get(), marks=marks, by=owner, at=timezone.now())

    assert (names(event, was_there="present"), names(event, was_there="absent")) == (["Ada"], ["Ben"])


def test_nobody_writes_to_whoever_has_left(event):
    User.objects.filter(name="Ada").update(is_active=False)

    assert names(event) == ["Ben"]


def test_it_is_sent_to_the_waiting_list_of_one_department(client, event, owner):
    finance = Registration.objects.get(user__name="Ada").user.department_id
    whom = {"status": "waitlisted", "department": finance}

    asked = main(send(client, event, do="ask", **whom))
    response = send(client, event, do="send", number=2, **whom)

    assert asked.one("#ask").text == "Send this to 2 people?"
    assert [(one.name, one.priority) for one in written()] == [("Cleo", Priority.BULK), ("Dan", Priority.BULK)]
    assert response.redirect_chain == [(reverse("workspace-messages", args=[event.slug]), 302)]
    assert [line.after["recipients"] for line in Line.objects.filter(verb="event.written", by=owner)] == [2]
    row = main(response).all(".panel--flush")[0].one("li")
    assert (row.texts("p")[0], row.texts("p")[1].startswith("Ines Okafor, ")) == ("News of Tides", True)
    assert row.texts("p")[1].endswith("to 2 people: 0 delivered, 2 waiting")


def test_it_says_what_was_written_in_the_frame_of_the_readers_language(client, event):
    User.objects.filter(name="Ada").update(language="de")
    send(client, event, do="send", number=2)

    ada, ben = (mail(message) for message in written())

    page = f"http://testserver/e/{event.slug}/"
    assert (ada["Subject"], ada["Reply-To"]) == ("News of Tides", None)
    assert '<html lang="de"' in ada.get_body(["html"]).get_content()
    assert "Dear Ada,\n\nbring **boots**: " + page in ada.get_body(["plain"]).get_content().replace("\r\n", "\n")
    assert "Niemand liest Antworten auf diese Mail." in ada.get_body(["plain"]).get_content()
    html = ben.get_body(["html"]).get_content()
    assert "<strong>boots</strong>" in html
    assert f'<a href="{page}"' in html


def test_answers_go_to_the_author_only_with_their_consent(client, event):
    send(client, event, do="send", number=2, is_answered_by_author="on")

    assert mail(written()[0])["Reply-To"] == "Ines Okafor <ines@example.org>"


def test_what_was_sent_twice_under_one_key_is_sent_once(client, event):
    key = uuid.uuid4()
    send(client, event, do="send", number=2, key=key)
    again = send(client, event, do="send", number=2, key=key)

    assert (Circular.objects.count(), written().count()) == (1, 2)
    assert len(again.redirect_chain) == 1


def test_it_is_asked_again_where_others_are_meant_by_now(client, event):
    page = main(send(client, event, do="send", number=3))

    assert (written().count(), page.one("#ask").text) == (0, "Send this to 2 people?")
    assert page.one("form").one(".note--danger").text == str(Refusal.OTHER_NUMBER.label)


@pytest.mark.parametrize("do", ["preview", "ask", "send"])
def test_nothing_is_sent_to_nobody_and_what_was_typed_stays(do, client, event):
    response = send(client, event, do=do, status="offered", number=0)

    page = main(response)
    assert (response.status_code, written().count()) == (422, 0)
    assert page.one("form").one(".note--danger").text == str(Refusal.NOBODY_MEANT.label)
    assert page.one("#id_text").text == " ".join(TEXT["text"].split())


def test_an_unknown_placeholder_is_named_at_its_place(client, event):
    response = send(client, event, do="send", number=2, text="Dear all,\nsee {evnt}")

    said = "Line 2, character 5: there is no placeholder “{evnt}”. Did you mean “{event}”?"
    page = main(response)
    assert (response.status_code, page.one("#id_text_error").text, written().count()) == (422, said, 0)


def test_the_preview_is_what_one_of_them_reads(client, event):
    ben = Registration.objects.get(user__name="Ben")

    page = main(send(client, event, do="preview", shown_to=ben.pk))

    assert (page.one("#preview").text, page.one(".prose").all("p")[0].text) == ("News of Tides", "Dear Ben,")


def test_who_is_meant_is_shown_before_a_word_is_written_and_keeps_those_that_are(client, event):
    answers = [
        client.post(url(event), {"do": "whom", "key": uuid.uuid4(), "status": "waitlisted"}),
        send(client, event, do="whom", status="waitlisted"),
    ]

    fresh, begun = map(main, answers)
    assert [one.status_code for one in answers] == [200, 200]

    assert (fresh.one("#number").text, fresh.one("form").all(".note--danger")) == ("3 people are meant", [])
    assert (begun.one("#number").text, begun.one("#id_text").text) == (
        "3 people are meant",
        " ".join(TEXT["text"].split()),
    )


def test_the_mails_of_one_of_two_are_shown_alone(client, event, owner):
    at = timezone.now()
    first, second = (actions.write(event=event, writing=writing(event, 2), by=owner, at=at) for _ in range(2))
    page = reverse("workspace-messages", args=[event.slug])

    looked = client.get(page, {"written": second.pk})
    everything = main(client.get(page)).all(".panel--flush")[0]

    rows = looked.context["mail"].rows
    assert [row.message.about_id for row in rows] == [str(second.pk)] * 2
    assert [(one.value, one.count) for one in looked.context["mail"].table.filters[-1].choices[1:]] == [
        (str(second.pk), 2),
        (str(first.pk), 2),
    ]
    assert [link.attributes["href"] for link in everything.all("a")] == [
        f"{page}?written={one.pk}" for one in (second, first)
    ]


def test_names_are_never_read_as_markup(client, event):
    User.objects.filter(name="Ada").update(name="**A** {event}<b>")

    page = main(send(client, event, do="preview"))
    send(client, event, do="send", number=2)

    assert page.one(".prose").all("p")[0].text == "Dear **A** {event}<b>,"
    assert "Dear **A** {event}&lt;b&gt;," in mail(written()[0]).get_body(["html"]).get_content()


def test_a_test_goes_to_its_author_and_shows_no_guests_own_address(client, owner):
    event = make_upcoming_event(owner=owner, title="Tides")
    guest = make_guest("Gus")
    registration = actions.add_guest(event=event, guest=guest, pool=event.pools.get(), by=owner, at=timezone.now())

    send(client, event, do="test", shown_to=registration.pk)

    message = Message.objects.get(kind=wording.WRITTEN_TEST)
    text = mail(message).get_body(["plain"]).get_content()
    assert (message.user, message.scope, mail(message)["Subject"]) == (owner, "", "Test: News of Tides")
    assert ("Dear Gus," in text, "/g/" in text) == (True, False)


def test_there_is_an_end_to_writing_and_to_tests(event, owner):
    at = timezone.now()
    for _ in range(10):
        actions.write(event=event, writing=writing(event, 2), by=owner, at=at)
    registration = event.registrations.first()
    for number in range(20):
        actions.write_test(
            words=Words(subject="a", text="b"), registration=registration, key=f"{number}", by=owner, at=at
        )

    with pytest.raises(RegistrationRefused) as often:
        actions.write(event=event, writing=writing(event, 2), by=owner, at=at)
    with pytest.raises(RegistrationRefused) as tested:
        actions.write_test(words=Words(subject="a", text="b"), registration=registration, key="x", by=owner, at=at)
    actions.write(event=event, writing=writing(event, 2), by=owner, at=at + timedelta(days=1))

    assert (often.value.reason, tested.value.reason) == (Refusal.WRITTEN_OFTEN, Refusal.TESTED_OFTEN)
    assert (Circular.objects.count(), written().count()) == (11, 22)


@pytest.mark.parametrize(
    ("name", "values"),
    [("circular_says_something", {"text": ""}), ("circular_has_recipients", {"recipients": 0})],
)
def test_the_database_keeps_no_empty_circular(name, values, event, owner):
    whole = {"subject": "a", "text": "b", "recipients": 1}
    row = Circular(event=event, written_by=owner, sent_at=timezone.now(), **whole | values)

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        row.save()
