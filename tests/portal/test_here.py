"""Checking in by oneself: the screen of the room, the scan, the tap."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events import actions as events
from events.enums import RoleKind
from events.models import Event
from registrations import actions, links, rotating
from registrations.enums import Mark, Refusal, Source
from registrations.exceptions import RegistrationRefused
from registrations.models import Attendance, AttendanceList, Registration
from tests.factories.accounts import make_guest, make_user
from tests.factories.events import main_pool, make_online_event
from tests.factories.registrations import register

pytestmark = pytest.mark.django_db

YESTERDAY = timedelta(days=1)


@pytest.fixture
def mara(client):
    mara = make_user("Mara Lindqvist")
    client.force_login(mara)
    return mara


@pytest.fixture
def event() -> Event:
    """It begins in ten minutes, and people check in by themselves."""
    event = make_online_event(minutes=10, owner=make_user("Ines Okafor"))
    Event.objects.filter(pk=event.pk).update(has_self_check_in=True)
    event.refresh_from_db()
    return event


def seat(event, person) -> Registration:
    return register(event, person, at=timezone.now() - YESTERDAY)


def code(event, *, ago: int = 0) -> str:
    return rotating.code_at(links.screen_secret(event.sessions.get()), timezone.now() - timedelta(seconds=ago))


def here(event) -> str:
    return reverse("here", args=[event.sessions.get().pk])


def scan(event, shown: str) -> str:
    return reverse("here-scan", args=[event.sessions.get().pk, shown])


def entries() -> list[tuple[str, str, str | None]]:
    return [
        (one.registration.participant.name, one.mark, one.source)
        for one in Attendance.objects.current().select_related("registration__user", "registration__guest")
    ]


def test_one_scans_and_taps_once(client, event, mara):
    seat(event, mara)

    first = client.get(scan(event, code(event)))
    before = entries()
    response = client.post(first["Location"])

    assert (first["Location"], before, response["Location"]) == (here(event), [], here(event))
    assert entries() == [("Mara Lindqvist", Mark.PRESENT, Source.SELF)]
    assert client.get(here(event)).context["page"].is_here


def test_a_second_tap_changes_nothing(client, event, mara):
    seat(event, mara)
    client.get(scan(event, code(event)))

    answers = [client.post(here(event)).status_code for _tap in range(2)]

    assert (answers, Attendance.objects.count()) == ([302, 302], 1)


def test_one_who_is_not_signed_in_signs_in_between(client, event):
    mara = make_user("Mara Lindqvist")
    seat(event, mara)

    who = client.get(scan(event, code(event)))
    client.force_login(mara)  # in the same browser
    client.post(here(event))

    assert f"{reverse('account_login')}?next={here(event)}" in who.content.decode()
    assert entries() == [("Mara Lindqvist", Mark.PRESENT, Source.SELF)]


def test_an_old_picture_of_the_screen_does_not_count(client, event, mara):
    seat(event, mara)
    old = code(event, ago=120)

    client.get(scan(event, old))
    response = client.post(here(event), {"code": old})

    assert response.status_code == 422
    assert response.context["form"].errors["code"] == [Refusal.NOT_ON_SCREEN.label]
    assert entries() == []


def test_a_scan_is_good_for_ten_minutes(client, event, mara):
    seat(event, mara)
    session = client.session
    seen = {str(event.sessions.get().pk): (timezone.now() - timedelta(minutes=11)).isoformat()}
    session["seen_codes"] = seen
    session.save()

    response = client.post(here(event), {"code": ""})

    assert (response.status_code, entries()) == (422, [])


def test_the_code_can_be_typed(client, event, mara):
    seat(event, mara)
    shown = code(event)

    client.post(here(event), {"code": f"{shown[:3].lower()} {shown[3:]}"})

    assert entries() == [("Mara Lindqvist", Mark.PRESENT, Source.SELF)]


def test_guessing_is_stopped(client, event, mara, settings):
    seat(event, mara)

    answers = [client.post(here(event), {"code": "AAAAAA"}).status_code for _guess in range(22)]

    assert (answers[0], answers[-1]) == (422, 429)


def test_a_guest_checks_in_by_their_own_link(client, event):
    guest, at = make_guest("Noor Visser"), timezone.now() - YESTERDAY
    place = Registration.objects.create(
        event=event, pool=main_pool(event), guest=guest, status="confirmed", queued_at=at, confirmed_at=at
    )
    signed = links.guest_url(place).rstrip("/").rpartition("/")[2]
    url = reverse("guest-here", args=[signed, event.sessions.get().pk])

    client.post(url, {"code": code(event)})

    entry = Attendance.objects.get()
    assert (entry.registration, entry.mark, entry.source, entry.marked_by) == (place, Mark.PRESENT, Source.SELF, None)
    assert (
        reverse("guest-here", args=[signed, event.sessions.get().pk])
        in client.get(reverse("guest-event", args=[signed])).content.decode()
    )


def test_without_a_seat_there_is_no_such_page(client, event, mara):
    assert client.get(here(event)).status_code == 404


def test_where_the_team_checks_in_there_is_no_such_page(client, event, mara):
    seat(event, mara)
    Event.objects.update(has_self_check_in=False)

    assert [client.get(url).status_code for url in (here(event), scan(event, code(event)))] == [404, 404]


@pytest.mark.parametrize(
    ("minutes", "refusal"),
    [(-31, Refusal.HERE_LATER), (-30, None), (0, None), (59, None), (60, Refusal.JOIN_OVER)],
)
def test_one_checks_in_from_half_an_hour_before_to_the_end(event, minutes, refusal):
    place, session = seat(event, make_user("Mara")), event.sessions.get()
    at = session.starts_at + timedelta(minutes=minutes)
    if minutes >= 59:
        at = session.ends_at - timedelta(minutes=1 if minutes == 59 else 0)

    found = None
    try:
        actions.check_in_oneself(registration=place, session=session, has_seen=True, by=place.user, at=at)
    except RegistrationRefused as refused:
        found = refused.reason

    assert found == refusal


def test_who_was_marked_otherwise_by_the_team_asks_them(event):
    place, session, at = seat(event, make_user("Mara")), event.sessions.get(), timezone.now()
    actions.mark(event=event, session=session, marks={place.pk: Mark.ABSENT}, by=place.user, at=at)

    with pytest.raises(RegistrationRefused) as refused:
        actions.check_in_oneself(registration=place, session=session, has_seen=True, by=place.user, at=at)

    assert refused.value.reason == Refusal.MARKED_OTHERWISE


def test_on_a_closed_list_nobody_checks_in(event):
    place, at = seat(event, make_user("Mara")), timezone.now()
    AttendanceList.objects.create(event=event, closed_at=at, closed_by=None)

    with pytest.raises(RegistrationRefused) as refused:
        actions.check_in_oneself(registration=place, session=event.sessions.get(), has_seen=True, by=place.user, at=at)

    assert refused.value.reason == Refusal.LIST_CLOSED


def test_the_screen_shows_the_code_and_who_is_there(client, event):
    helper, session = make_user("Yusuf"), event.sessions.get()
    events.set_role(event=event, user=helper, kind=RoleKind.HELPER, by=helper, at=timezone.now())
    seat(event, make_user("Amelie"))
    place = seat(event, make_user("Mara"))
    actions.mark(event=event, session=session, marks={place.pk: Mark.PRESENT}, by=helper, at=timezone.now())
    client.force_login(helper)

    url = reverse("room-screen", args=[event.slug, session.pk])
    page, fragment = client.get(url), client.get(url, headers={"HX-Request": "true"})

    shown = page.context["screen"]
    assert (shown.arrived, shown.seated, rotating.tidied(shown.code)) == (1, 2, code(event))
    assert (b"<html" in page.content, b"<html" in fragment.content) == (True, False)
    assert fragment.content.strip().startswith(b'<section id="room-screen"')


@pytest.mark.parametrize("page", ["event", "my-seminars"])
def test_the_way_leads_there_while_it_is_time(page, client, event, mara):
    seat(event, mara)
    url = event.get_absolute_url() if page == "event" else reverse(page)

    assert here(event) in client.get(url).content.decode()
    Event.objects.update(has_self_check_in=False)
    assert here(event) not in client.get(url).content.decode()
