"""What organisers say in the mails of their event: filled, escaped, with the facts that have to be there."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from audit.models import Line
from events import actions as events
from events.models import Event, MailWords
from feedback import actions as feedback
from feedback import notifications as feedback_mails
from outbox.models import Message
from outbox.rendering import Mail, Own
from registrations import clock, notifications
from registrations.notifications import reminders
from tests.factories.accounts import make_user
from tests.factories.events import NOW, make_event
from tests.factories.registrations import register

pytestmark = pytest.mark.django_db

CONFIRMED = "registration.confirmed"


def say(event: Event, kind: str = CONFIRMED, *, language: str = "en", **own: str) -> None:
    events.set_words(event=event, kind=kind, words={language: Own(**own)}, by=event.roles.get().user, at=NOW)


def confirmation(event: Event, name: str = "Mara", language: str = "en") -> Mail:
    register(event, make_user(name, language=language))
    with translation.override(language):
        return notifications.render(Message.objects.filter(kind=CONFIRMED).latest("pk"))


def test_subject_and_text_are_said_and_the_facts_stay():
    event = make_event(title="Sea")
    say(event, subject="Welcome to {event}, {name}", body="We meet at **{place}**.\n\nSee you!")

    mail = confirmation(event)

    assert mail.subject == "Welcome to Sea, Mara"
    assert "We meet at **Elbe 2.04**." in mail.text
    assert "<strong>Elbe 2.04</strong>" in mail.html
    facts = ("10:00–11:00", "You can cancel until", f"http://testserver/e/{event.slug}/")
    assert [fact in text for text in (mail.text, mail.html) for fact in facts] == [True] * 6
    assert mail.calendar is not None


def test_what_is_empty_and_what_another_language_reads_is_ours():
    event = make_event(title="Sea")
    say(event, body="Only the text is mine.")

    english, german = confirmation(event), confirmation(event, "Uwe", "de")

    assert (english.subject, german.subject) == ("You have a seat: Sea", "Sie haben einen Platz: Sea")
    assert ["Only the text is mine." in mail.text for mail in (english, german)] == [True, False]


def test_a_value_is_neither_markup_nor_read_again():
    event = make_event(title="**{name}** <b>")
    say(event, subject="{event}", body="About {event} for {name}")

    mail = confirmation(event, "[x](http://evil.example) {place}")

    assert mail.subject == "**{name}** <b>"
    assert "About **{name}** &lt;b&gt; for [x](http://evil.example) {place}" in mail.html
    assert 'href="http://evil.example"' not in mail.html


def test_a_reminder_and_the_question_for_feedback_can_be_worded():
    event = make_event(title="Sea")
    say(event, "registration.reminder", subject="Tomorrow: {event}")
    say(event, "feedback.open", subject="Tell us, {name}", body="About {event}")
    register(event, make_user("Mara"))
    clock.remind(event.starts_at.replace(day=event.starts_at.day - 1))
    feedback.open_form(event=event, at=event.ends_at)

    reminder = reminders.render_reminder(Message.objects.get(kind="registration.reminder"))
    asked = feedback_mails.render(Message.objects.get(kind="feedback.open"))

    assert (reminder.subject, asked.subject) == ("Tomorrow: Sea", "Tell us, Mara")
    assert ["About Sea" in text for text in (asked.text, asked.html)] == [True, True]


def test_a_clone_says_the_same():
    event = make_event()
    say(event, subject="Welcome")

    clone = events.clone(event=event, title="Again", step=event.ends_at - event.ends_at, by=make_user(), at=NOW)

    assert list(clone.mail_words.values_list("kind", "language", "subject")) == [(CONFIRMED, "en", "Welcome")]


def test_saying_it_leaves_a_line_and_saying_the_same_none():
    event = make_event()
    for _ in range(2):
        say(event, subject="Welcome")

    (line,) = Line.objects.filter(verb="event.words_set")
    assert (line.before, line.after) == ({"kind": CONFIRMED}, {"kind": CONFIRMED, "en": ["Welcome", ""]})


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"subject": "", "body": ""}, "mail_words_say_something"),
        ({"kind": ""}, "mail_words_are_of_a_mail"),
        ({"language": ""}, "mail_words_are_of_a_mail"),
    ],
)
def test_the_database_refuses_words_that_say_nothing(values, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        MailWords.objects.create(**{"event": make_event(), "kind": "k", "language": "en", "subject": "S"} | values)


def test_the_database_holds_one_wording_per_mail_and_language():
    event = make_event()
    say(event, subject="Welcome")

    with pytest.raises(IntegrityError), transaction.atomic():
        MailWords.objects.create(event=event, kind=CONFIRMED, language="en", subject="Another")
