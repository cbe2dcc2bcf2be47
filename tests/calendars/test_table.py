"""What must be mailed in each situation: sent by the product's own actions, read by vobject and by ical.js."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.actions import confirm_address
from calendars import actions as calendars
from calendars.models import Meeting
from events.actions.copying import draft_of
from events.drafts import SpeakerDraft
from outbox.models import Message
from tests.factories.accounts import make_user
from tests.factories.events import make_room, session_draft
from tests.support.desk import DAYS, Desk
from tests.support.letters import letters
from tests.support.readers import Seen

pytestmark = pytest.mark.django_db

ASKED, MOVED = ("REQUEST", 0, "CONFIRMED", "NEEDS-ACTION", True), ("REQUEST", 1, "CONFIRMED", "NEEDS-ACTION", True)
ENDED = ("CANCEL", 1, "CANCELLED", "NEEDS-ACTION", False)


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def seated(desk) -> Desk:
    desk.register()
    desk.said()
    return desk


def test_registered_and_seated(desk):
    desk.register()

    assert desk.said() == [ASKED]


def test_registered_on_the_waiting_list():
    desk = Desk(capacity=1)
    desk.register(make_user())

    desk.register()

    assert desk.said() == [None]


def test_promoted_from_the_waiting_list():
    desk = Desk(capacity=1)
    other = make_user()
    desk.register(other)
    desk.register()
    desk.said()

    desk.leave(other)

    assert desk.said() == [ASKED]


@pytest.mark.parametrize("changed", ["title", "room"])
def test_title_or_room_changed(seated, changed):
    before = Meeting.objects.get().revised_at
    if changed == "title":
        seated.edit(title="Clearer writing")
    else:
        seated.edit_session(room=make_room("Weser"), place="")

    [seen] = seated.seen()

    assert (seen.method, seen.sequence, seen.uid, seen.status) == ("REQUEST", 0, seated.uid, "CONFIRMED")
    assert (seen.stamped_at > before, seen.title == "Clearer writing", "Weser" in seen.place) == (
        True,
        changed == "title",
        changed == "room",
    )


def test_moved(seated):
    seated.edit_session(starts_wall=time(14), ends_wall=time(15))

    [seen] = seated.seen()

    session = seated.event.sessions.get()
    assert (seen.method, seen.sequence, seen.uid, seen.attendees[0][1:]) == (
        "REQUEST",
        1,
        seated.uid,
        ("NEEDS-ACTION", True),
    )
    assert (seen.starts_at, seen.ends_at) == (session.starts_at, session.ends_at)


def test_time_zone_changed(seated):
    before = seated.event.sessions.get().starts_at
    seated.edit_session(zone="America/New_York")

    [seen] = seated.seen()

    assert (seen.method, seen.sequence, seen.uid) == ("REQUEST", 1, seated.uid)
    assert seen.starts_at == seated.event.sessions.get().starts_at != before


def test_event_cancelled(seated):
    waiting = make_user()
    seated.call_off()

    assert (seated.said(), seated.said(waiting)) == ([ENDED], [])


def test_session_cancelled_and_its_row_deleted():
    """Nothing of the session is left but what stands in calendars: the meeting tells its end."""
    desk = Desk(sessions=(soon(DAYS), soon(DAYS + 1)))
    desk.register()
    desk.seen()
    first, _second = draft_of(desk.event).sessions
    gone = desk.event.sessions.order_by("starts_at")[1].uid

    desk.edit(sessions=(first,))

    seen = [one for one in desk.seen() if one]
    assert [(one.method, one.uid, one.sequence, one.status) for one in seen] == [("CANCEL", gone, 1, "CANCELLED")]
    assert Meeting.objects.get(uid=gone).is_cancelled


def test_reinstated(seated):
    """The product knows no way back for an event that was called off; the calendar does."""
    seated.call_off()
    seated.said()
    meeting = Meeting.objects.get()

    calendars.put_meeting(uid=meeting.uid, details=meeting.details, at=seated.tick())
    [revision] = calendars.expect(person=seated.person, wanted=[meeting.uid], among=[meeting.uid], at=seated.at)

    assert (revision.method, revision.sequence, Meeting.objects.get().sequence) == ("REQUEST", 2, 2)


def test_person_leaves(seated):
    other = make_user()
    seated.register(other)
    seated.said(other)

    seated.leave()

    assert (seated.said(), Meeting.objects.get().sequence) == ([ENDED], 0)


def test_person_comes_back(seated):
    seated.leave()
    seated.said()

    seated.register()

    assert seated.said() == [("REQUEST", 2, "CONFIRMED", "NEEDS-ACTION", True)]


def test_person_leaves_and_comes_back_three_times_and_it_is_moved_meanwhile(seated):
    said = []
    for hour in (14, 15, 16):
        for deed in (
            seated.leave,
            lambda: seated.edit_session(starts_wall=time(hour), ends_wall=time(hour + 1)),  # noqa: B023  # called at once
            seated.register,
        ):
            deed()
            said += seated.said()

    methods, sequences = [one[0] for one in said], [one[1] for one in said]
    assert methods == ["CANCEL", "REQUEST"] * 3
    assert sequences == sorted(set(sequences))  # each beats the one before


def test_what_was_overtaken_before_it_left_is_not_sent(seated):
    seated.leave()
    seated.register()

    assert seated.said() == [("REQUEST", 2, "CONFIRMED", "NEEDS-ACTION", True)]


def test_moved_three_times_then_cancelled(seated):
    said = []
    for hour in (14, 15, 16):
        seated.edit_session(starts_wall=time(hour), ends_wall=time(hour + 1))
        said += seated.said()
    seated.call_off()
    said += seated.said()

    assert said == [
        MOVED,
        ("REQUEST", 2, "CONFIRMED", "NEEDS-ACTION", True),
        ("REQUEST", 3, "CONFIRMED", "NEEDS-ACTION", True),
        ("CANCEL", 4, "CANCELLED", "NEEDS-ACTION", False),
    ]


def test_removed_by_an_organiser(seated):
    seated.remove()

    assert seated.said() == [ENDED]


def test_speaker_changed(seated):
    meeting = Meeting.objects.get()
    seated.edit(speakers=(SpeakerDraft(user=make_user("Noor Haddad")),))

    assert seated.said() == []
    now = Meeting.objects.get()
    assert (now.description, now.sequence) == ("With Noor Haddad", meeting.sequence)
    assert now.revised_at > meeting.revised_at


def test_draft_and_published_without_a_seat_are_mailed_to_nobody(desk):
    desk.edit(title="Clearer writing")

    assert desk.said() == []


def test_address_changed(seated):
    old, new = seated.person.email, "ines.new@example.org"
    address = EmailAddress.objects.create(user=seated.person, email=new)

    def confirm() -> bool:
        address.verified = True
        address.set_as_primary()
        return True

    confirm_address(address=address, confirm=confirm, at=seated.tick())

    sent = {to: [(one.method, one.sequence) for one in seen] for to, seen in by_address(old, new).items()}
    # The invitation is above the cancellation: both may end in one mailbox.
    assert sent == {old: [("CANCEL", 1)], new: [("REQUEST", 2)]}
    # Organisers find what became of them among the mails of the event.
    scopes = Message.objects.filter(kind="calendar.entry").values_list("scope", flat=True)
    assert list(scopes) == [seated.event.scope] * 2


def test_several_sessions():
    desk = Desk(sessions=tuple(soon(DAYS + number) for number in range(3)))

    desk.register()

    seen = desk.seen()
    uids = list(desk.event.sessions.order_by("starts_at").values_list("uid", flat=True))
    assert [one and (one.method, one.uid, one.sequence) for one in seen] == [
        None,  # what people read
        *(("REQUEST", uid, 0) for uid in uids),
    ]


def test_of_several_sessions_only_what_changed():
    desk = Desk(sessions=tuple(soon(DAYS + number) for number in range(3)))
    desk.register()
    desk.seen()
    first, second, third = draft_of(desk.event).sessions

    desk.edit(sessions=(first, replace(second, starts_wall=time(14), ends_wall=time(15)), third))

    moved = desk.event.sessions.order_by("starts_at")[1].uid
    assert [(one.method, one.uid, one.sequence) for one in desk.seen() if one] == [("REQUEST", moved, 1)]


def test_session_in_the_past(seated):
    after = timezone.now() + timedelta(days=DAYS + 2)

    calendars.cancel_meeting(uid=seated.uid, at=after)

    assert calendars.bring_up_to_date(uids=[seated.uid], at=after) == []


def soon(days: int, **values: object):
    return session_draft(_day(days), **values)


def _day(days: int) -> date:
    return (timezone.now() + timedelta(days=days)).date()


def by_address(*addresses: str) -> dict[str, list[Seen]]:
    found: dict[str, list[Seen]] = {address: [] for address in addresses}
    for to, seen in letters():
        if seen and to in found:
            found[to].append(seen)
    return found
