"""What the organisers answer everybody who was asked."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from accounts.models import User
from audit.models import Line
from feedback import actions, notifications
from feedback.enums import ReplyRefusal
from feedback.exceptions import ReplyRefused
from feedback.models import Form, Reply
from feedback.panels import reply_panel, told
from outbox.models import Message
from tests.factories.accounts import make_user
from tests.factories.events import NOW
from tests.factories.feedback import answer, close, make_form

pytestmark = pytest.mark.django_db

TEXT = "We bring **more maps**."


def asked(people: int = 6, answers: int = 5) -> tuple[Form, list[User]]:
    form, colleagues = make_form(people)
    for person in colleagues[:answers]:
        answer(form, person)
    return close(form), colleagues


def write(form: Form, *, text: str = TEXT, shows_rating: bool = False, version: int = 0) -> Reply:
    by = form.event.roles.get().user
    return actions.write_reply(
        form=form, text=text, shows_rating=shows_rating, version=version, by=by, at=form.closes_at
    )


def send(form: Form, *, version: int = 1) -> int:
    return actions.send_reply(form=form, version=version, by=form.event.roles.get().user, at=form.closes_at)


def mails() -> list[Message]:
    return list(Message.objects.filter(kind="feedback.reply").order_by("user"))


def test_a_reply_goes_to_everybody_who_was_asked_whether_they_have_answered_or_not():
    form, people = asked(6, answers=5)
    write(form)

    number = send(form)

    assert (number, [mail.user for mail in mails()]) == (6, people)
    assert Line.objects.get(verb="feedback.reply_sent").after == {"people": 6}


def test_nobody_gets_a_reply_who_wants_no_such_mails_or_has_left():
    form, people = asked(6)
    User.objects.filter(pk=people[0].pk).update(gets_feedback=False)
    User.objects.filter(pk=people[1].pk).update(is_active=False)
    write(form)

    assert (send(form), [mail.user for mail in mails()]) == (4, people[2:])


def test_too_few_answers_can_be_replied_to_too():
    form, people = asked(3, answers=1)
    write(form, shows_rating=True)
    send(form)

    assert [(one.rating, "more maps" in one.html) for one in told(form.event, people[0])] == [("", True)]


def test_a_reply_is_edited_until_it_is_sent_and_never_after():
    form, _people = asked()
    write(form)
    write(form, text="Better", version=1)
    send(form, version=2)

    for late in (lambda: write(form, text="Late", version=2), lambda: send(form, version=2)):
        with pytest.raises(ReplyRefused) as refused:
            late()
        assert refused.value.reason == ReplyRefusal.SENT_ALREADY

    assert (Reply.objects.get().text, len(mails())) == ("Better", 6)


@pytest.mark.parametrize("late", [lambda form: write(form, version=0), lambda form: send(form, version=1)])
def test_whoever_saw_another_version_is_told_and_changes_nothing(late):
    form, _people = asked()
    write(form)
    write(form, text="Better", version=1)

    with pytest.raises(ReplyRefused) as refused:
        late(form)

    assert refused.value.reason == ReplyRefusal.CHANGED_MEANWHILE
    assert (Reply.objects.get().text, mails()) == ("Better", [])


def test_nothing_is_replied_while_people_are_still_answering():
    form, _people = make_form(6)

    with pytest.raises(ReplyRefused) as refused:
        write(form)

    assert (refused.value.reason, Reply.objects.count()) == (ReplyRefusal.NOT_CLOSED, 0)


def test_nothing_is_sent_that_nobody_has_written():
    form, _people = asked()

    with pytest.raises(ReplyRefused) as refused:
        send(form, version=0)

    assert refused.value.reason == ReplyRefusal.NOTHING_WRITTEN


def test_participants_read_a_reply_once_it_is_sent_and_nobody_else_does():
    form, people = asked()
    write(form, shows_rating=True)
    before = told(form.event, people[5])
    send(form)

    with translation.override("en"):
        read = told(form.event, people[5])

    assert (before, told(form.event, make_user())) == ([], [])
    assert [(one.html, one.rating) for one in read] == [
        ("<p>We bring <strong>more maps</strong>.</p>\n", "All in all it was 4.0 of 5 for the 5 people who answered.")
    ]


def test_the_mail_says_what_is_written_in_the_language_of_whoever_reads_it():
    form, _people = asked()
    write(form, shows_rating=True)
    send(form)

    with translation.override("de"):
        mail = notifications.TOLD["feedback.reply"](mails()[0])

    assert mail.subject == f"Was aus Ihrem Feedback zu „{form.event.title}“ wird"
    assert ("We bring **more maps**." in mail.text, "<strong>more maps</strong>" in mail.html) == (True, True)
    assert mail.unsubscribe.startswith("http")


def test_markup_in_a_reply_stays_text():
    form, _people = asked()
    write(form, text="<script>alert(1)</script>")

    with translation.override("en"):
        assert "<script>" not in reply_panel(form).preview.html


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("reply_says_something", {"text": ""}),
        ("reply_has_a_version", {"version": 0}),
        ("reply_is_sent_after_it_is_written", {"sent_at": NOW}),
    ],
)
def test_the_database_refuses_what_is_no_reply(constraint, values):
    form, _people = asked()
    write(form)

    with pytest.raises(IntegrityError) as error, transaction.atomic():
        Reply.objects.update(**values)

    assert constraint in str(error.value)


def test_the_database_refuses_a_second_reply():
    form, _people = asked()
    write(form)

    with pytest.raises(IntegrityError), transaction.atomic():
        Reply.objects.create(form=form, text="Another", written_at=NOW)
