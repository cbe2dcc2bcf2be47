"""What the mails say."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from common import times
from feedback import actions, notifications
from feedback.links import asked_from
from feedback.models import Form
from outbox.exceptions import Obsolete
from outbox.models import Message
from tests.factories.feedback import close, make_form

pytestmark = pytest.mark.django_db

MAIL = """Hello Ines Okafor,

A few short questions help those who prepare the next seminar. Your answers are anonymous: \
we note that you answered, not what.

Four winters on the Elbe
{when}

Give feedback:
http://testserver{path}

You can answer until {until}.

--
You get this because you took part.
Not this one: http://testserver{path}not-this-one/
No such mails any more: {end}
Roundtable, http://testserver/
"""


@pytest.fixture(autouse=True)
def _reader():
    with translation.override("en"), timezone.override(ZoneInfo("Europe/Berlin")):
        yield


def asked(**values) -> Message:
    form, (person,) = make_form(title="Four winters on the Elbe", **values)
    type(form.event).objects.filter(pk=form.event.pk).update(slug="four-winters")
    Message.objects.filter(user=person).update(name="Ines Okafor")
    return Message.objects.get(kind="feedback.open")


def test_the_mail_asks_and_says_until_when():
    message = asked()
    form = form_of(message)

    mail = notifications.render(message)

    when, until = times.span(form.event.starts_at, form.event.ends_at), times.moment(form.closes_at)
    (path,) = set(re.findall(r"(/f/[^/]+/)\n", mail.text))
    wanted = MAIL.format(when=when, until=until, path=path, end=mail.unsubscribe)
    assert (mail.subject, mail.text) == ("How was “Four winters on the Elbe”?", wanted)
    assert mail.html.count(f'href="http://testserver{path}"') == 1
    assert asked_from(path.split("/")[2]) == (form, message.user)


def test_the_reminders_say_how_many_there_are():
    form = form_of(asked())
    for days in (4, 1):
        actions.remind(form=form, at=form.closes_at - timedelta(days=days))

    first, second = map(notifications.render, Message.objects.filter(kind="feedback.reminder").order_by("pk"))

    assert first.subject == second.subject == "Still open: how was “Four winters on the Elbe”?"
    assert "We remind you at most twice." in first.text
    assert "This is the last reminder." in second.text


def form_of(message: Message):
    return Form.objects.get(pk=message.params["form"])


def test_nobody_is_asked_once_the_form_is_closed():
    message = asked()
    close(form_of(message))

    with pytest.raises(Obsolete):
        notifications.render(message)


def test_a_title_with_markup_stays_text():
    _form, _ = make_form(title="<b>Bold & 100 %</b>")

    mail = notifications.render(Message.objects.get(kind="feedback.open"))

    assert (mail.subject, "<b>Bold" in mail.html) == ("How was “<b>Bold & 100 %</b>”?", False)
