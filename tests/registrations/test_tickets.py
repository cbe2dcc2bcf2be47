"""The code for the door in mails: whose seat brings one, where it leads, and what a camera reads."""

import re
from base64 import b64decode
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from django.utils import timezone, translation

from accounts.reminding import Reminder
from events import actions as events
from events.enums import PoolKind
from events.models import Event
from outbox import registry
from outbox.models import Message
from outbox.panels import body_of
from outbox.rendering import Mail, Own, as_bytes
from registrations import actions, links, wording
from registrations.models import Registration
from registrations.notifications import reminders
from tests.factories.accounts import make_guest, make_user
from tests.factories.events import NOW, main_pool, make_event
from tests.factories.registrations import register
from tests.support.cameras import codes_in

pytestmark = pytest.mark.django_db


def told(kind: str) -> Message:
    return Message.objects.filter(kind=kind).latest("pk")


def written(message: Message, language: str = "en") -> Mail:
    with translation.override(language), timezone.override(timezone.get_default_timezone()):
        return registry.write(message)


def remind(registration: Registration) -> Message:
    session = registration.event.sessions.get()
    at = session.starts_at - timedelta(days=1)
    reminders.remind([(registration, Reminder.DAY_BEFORE)], session, at=at)
    return told(wording.REMINDER)


def make_online() -> Event:
    event = make_event()
    pool = main_pool(event)
    pool.kind = PoolKind.ONLINE
    pool.save(update_fields=["kind"])
    return event


def test_a_confirmed_seat_brings_its_code_as_address_letters_and_picture():
    place = register(make_event(), make_user("Mara"))

    mail = written(told(wording.CONFIRMED))

    address = links.check_in_url(place)
    assert [one in mail.text for one in (address, place.check_in_code)] == [True, True]
    assert [one in mail.html for one in (address, place.check_in_code, 'src="cid:check-in-code"')] == [True] * 3
    assert [codes_in(one.png) for one in mail.pictures] == [[address]]


def test_a_reminder_brings_the_same_code():
    place = register(make_event(), make_user("Mara"))

    confirmed, reminded = written(told(wording.CONFIRMED)), written(remind(place))

    assert reminded.pictures == confirmed.pictures
    assert [links.check_in_url(place) in reminded.text, place.check_in_code in reminded.text] == [True, True]


def test_the_picture_comes_with_the_page_beside_the_calendar_part():
    register(make_event(), make_user("Mara"))
    message = told(wording.CONFIRMED)

    mime = message_from_bytes(as_bytes(written(message), message, at=NOW), policy=default)

    assert [part.get_content_type() for part in mime.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
        "text/calendar",
        "application/ics",
    ]
    (picture,) = [part for part in mime.walk() if part.get_content_type() == "image/png"]
    assert (picture["Content-ID"], picture.get_content_disposition()) == ("<check-in-code>", "inline")


def test_a_seat_online_and_a_place_in_the_line_bring_none():
    register(make_online(), make_user("Mara"))
    online = written(told(wording.CONFIRMED))
    full = make_event(capacity=1)
    register(full)
    register(full)
    waiting = written(told(wording.WAITING))

    assert [(mail.pictures, "/c/" in mail.text) for mail in (online, waiting)] == [((), False)] * 2


def test_a_guest_is_led_to_their_own_link_and_shows_the_same_kind_of_code(client):
    event = make_event()
    owner = event.roles.get().user
    guest = actions.add_guest(event=event, guest=make_guest(), pool=main_pool(event), by=owner, at=NOW)

    mail = written(told(wording.CONFIRMED))

    (address,) = [word for word in mail.text.split() if word.endswith("/code/")]
    page = client.get(address.removeprefix("http://testserver"))
    assert [codes_in(one.png) for one in mail.pictures] == [[links.check_in_url(guest)]]
    assert (links.check_in_url(guest) in mail.text, page.status_code) == (False, 200)


def test_who_has_given_the_seat_back_is_told_no_code():
    place = register(make_event(), make_user("Mara"))
    actions.cancel(registration=place, by=place.user, at=NOW)

    mail = written(told(wording.CANCELLED))

    assert (mail.pictures, "/c/" in mail.text) == ((), False)


def test_organisers_own_words_leave_the_code_where_it_is():
    event = make_event()
    owner = event.roles.get().user
    words = {"en": Own(body="Come.")}
    events.set_words(event=event, kind=wording.CONFIRMED, words=words, by=owner, at=NOW)
    place = register(event, make_user("Mara"))

    mail = written(told(wording.CONFIRMED))

    assert ["Come." in mail.text, links.check_in_url(place) in mail.text] == [True, True]


def test_the_picture_stands_in_the_html_that_a_page_of_ours_shows():
    register(make_event(), make_user("Mara"))
    message = told(wording.CONFIRMED)
    mail = written(message)

    shown = body_of(as_bytes(mail, message, at=NOW), "html")

    pictures = re.findall(r'src="data:image/png;base64,([^"]+)"', shown)
    assert ([b64decode(one) for one in pictures], "cid:" in shown) == ([one.png for one in mail.pictures], False)
