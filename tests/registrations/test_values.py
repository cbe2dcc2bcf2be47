"""What the placeholders of a worded mail stand for."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from outbox.enums import Placeholder
from registrations import actions
from registrations.notifications.values import values_for
from tests.factories.accounts import make_department, make_user
from tests.factories.events import NOW, main_pool, make_event, session_draft
from tests.factories.registrations import register

pytestmark = pytest.mark.django_db


def test_every_placeholder_has_its_value_in_the_language_and_zone_of_the_mail():
    sessions = (
        session_draft(date(2027, 3, 10), "10:00", "11:00"),
        session_draft(date(2027, 3, 31), "10:00", "11:00", place="Alster"),
    )
    event = make_event(capacity=1, title="Tides", sessions=sessions)
    register(event)
    registration = register(event, make_user("Ada", department=make_department("Finance")))

    with translation.override("de"), timezone.override(ZoneInfo("Asia/Kolkata")):
        values = values_for(registration, at=NOW)

    first, second = "Mittwoch, 10.\N{NO-BREAK SPACE}März 2027", "Mittwoch, 31.\N{NO-BREAK SPACE}März 2027"
    assert values == {
        "name": "Ada",
        "department": "Finance",
        "event": "Tides",
        "when": f"{first}, 14:30–15:30\xa0Uhr (Ortszeit Kolkata); {second}, 13:30–14:30\xa0Uhr (Ortszeit Kolkata)",
        "date": first,
        "time": "14:30",
        "place": "Elbe 2.04, Alster",
        "speakers": "",
        "seat": "Vor Ort",
        "position": "1",
        "until": "",
        "deadline": f"{first}, 12:30\xa0Uhr",
        "link": f"http://testserver/e/{event.slug}/",
        "join": "",
    }
    assert list(values) == Placeholder.values


def test_a_guest_gets_the_address_of_their_own_page():
    event = make_event()
    registration = actions.invite_guest(
        event=event,
        pool=main_pool(event),
        by=event.roles.get().user,
        at=NOW,
        email="g@elsewhere.example",
        name="Gast",
        language="en",
    )

    values = values_for(registration, at=NOW)

    assert (values["name"], values["department"], values["position"]) == ("Gast", "", "")
    assert values["link"].startswith("http://testserver/g/")
