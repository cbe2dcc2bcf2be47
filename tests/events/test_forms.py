"""Typed text to clean values: each mistake at its field, and nothing typed is lost."""

from datetime import UTC, date, datetime, time
from time import process_time as time_spent

import pytest
from django.http import QueryDict

from audit.models import Line
from events import actions
from events.drafts import SpeakerDraft
from events.enums import PoolKind
from events.exceptions import EventRefused
from events.forms import Editor
from events.models import Event, Pool
from tests.factories.accounts import make_department, make_user
from tests.factories.events import DAY, NOW, make_draft, make_event, make_room, make_topic, session_draft

pytestmark = pytest.mark.django_db

FILLED = {
    "title": "Reading a balance sheet",
    "kind": "workshop",
    "description": "## Agenda",
    "room_seats": "24",
    "online_seats": "",
    "language": "en",
    "audience": "everyone",
    "cancellation_hours": "4",
    "speakers": "",
}
MORNING = {"held_on": DAY.isoformat(), "starts_wall": "09:30", "ends_wall": "11:30", "place": "Elbe 2.04"}


def typed(*sessions: dict[str, str], **values: object) -> QueryDict:
    """What a browser sends for the editor."""
    data = QueryDict(mutable=True)
    for name, value in (FILLED | values).items():
        data.setlist(name, value if isinstance(value, list) else [str(value)])
    data["session-TOTAL_FORMS"], data["session-INITIAL_FORMS"] = str(len(sessions)), "0"
    for number, session in enumerate(sessions):
        for name, value in session.items():
            data[f"session-{number}-{name}"] = value
    return data


def editor(*sessions: dict[str, str], event: Event | None = None, **values: object) -> Editor:
    return Editor(typed(*sessions, **values), person=make_user(zone="Europe/Berlin"), event=event)


def focused(shown: Editor) -> list[str]:
    """The names of the fields that have the focus once the page is there."""
    bound = [field for form in shown.sessions for field in form]
    return [field.html_name for field in bound if field.field.widget.attrs.get("autofocus")]


def session_errors(*sessions: dict[str, str]) -> list[dict[str, list[str]]]:
    checked = editor(*sessions)
    assert checked.is_valid() is False
    return [dict(errors) for errors in checked.sessions.errors]


def test_editor_makes_a_draft_of_title_when_where_and_seats():
    checked = editor(MORNING)

    assert checked.is_valid() is True
    draft = checked.draft
    assert (draft.title, draft.kind, draft.seats) == ("Reading a balance sheet", "workshop", {"room": 24})
    (session,) = draft.sessions
    assert (session.held_on, session.starts_wall, session.ends_on, session.ends_wall, session.zone, session.place) == (
        date(2027, 3, 10),
        time(9, 30),
        date(2027, 3, 10),
        time(11, 30),
        "Europe/Berlin",
        "Elbe 2.04",
    )


def test_editor_needs_no_session_and_no_seats_for_a_draft():
    checked = editor({}, room_seats="")

    assert checked.is_valid() is True
    assert (checked.draft.sessions, checked.draft.seats) == ((), {})


@pytest.mark.parametrize(
    ("session", "expected"),
    [
        ({"ends_wall": "08:30"}, {"ends_wall": ["Choose a time after 09:30, or a later last day."]}),
        ({"ends_wall": "09:30"}, {"ends_wall": ["Choose a time after 09:30, or a later last day."]}),
        ({"ends_on": "2027-03-09"}, {"ends_on": ["The last day is before the first."]}),
        ({"place": ""}, {"room": ["Choose a room, write another place, or give an online link."]}),
        (
            {"room": "999", "ends_wall": "08:30"},
            {
                "room": ["Select a valid choice. 999 is not one of the available choices."],
                "ends_wall": ["Choose a time after 09:30, or a later last day."],
            },
        ),
        (
            {"place": "", "ends_wall": "08:30"},
            {
                "ends_wall": ["Choose a time after 09:30, or a later last day."],
                "room": ["Choose a room, write another place, or give an online link."],
            },
        ),
        ({"zone": "Europe/Atlantis"}, {"zone": ["We don't know this time zone. Write it like Europe/Berlin."]}),
        ({"held_on": ""}, {"held_on": ["This field is required."]}),
        ({"held_on": "0001-01-01"}, {"held_on": ["Check the year."]}),
        ({"starts_wall": "soon"}, {"starts_wall": ["Enter a valid time."]}),
        ({"join_url": "javascript:alert(1)"}, {"join_url": ["Enter a valid URL."]}),
        ({"join_url": "ftp://example.org"}, {"join_url": ["Enter a valid URL."]}),
        ({"place": "x" * 201}, {"place": ["Ensure this value has at most 200 characters (it has 201)."]}),
        ({"room": "999"}, {"room": ["Select a valid choice. 999 is not one of the available choices."]}),
        (
            {"id": "999"},
            {
                "__all__": [
                    "This session was removed in the meantime. Remove it here too, or add it as another session."
                ]
            },
        ),
    ],
)
def test_session_says_what_is_wrong_at_its_field(session, expected):
    assert session_errors(MORNING | session) == [expected]


def test_session_refuses_a_start_that_the_clocks_jump_over():
    (errors,) = session_errors(MORNING | {"held_on": "2027-03-28", "starts_wall": "02:30", "ends_wall": "04:00"})

    assert errors == {
        "starts_wall": [
            "The clocks go forward on 28 March 2027: 02:30 does not exist in Europe/Berlin. Choose another time."
        ]
    }


def test_session_refuses_an_end_that_the_clocks_jump_over():
    (errors,) = session_errors(MORNING | {"held_on": "2027-03-28", "starts_wall": "01:30", "ends_wall": "02:15"})

    assert list(errors) == ["ends_wall"]


def test_session_may_end_on_another_day():
    checked = editor(MORNING | {"starts_wall": "22:00", "ends_wall": "01:00", "ends_on": "2027-03-11"})

    assert checked.is_valid() is True
    (session,) = checked.draft.sessions
    assert (session.starts_at, session.ends_at) == (
        datetime(2027, 3, 10, 21, tzinfo=UTC),
        datetime(2027, 3, 11, 0, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("zone", "in_singapore", "expected"),
    [("", True, "Asia/Singapore"), ("america/new_york", True, "America/New_York"), ("", False, "Europe/Berlin")],
)
def test_session_takes_the_zone_named_else_of_the_room_else_ones_own(zone, in_singapore, expected):
    room = make_room(zone="Asia/Singapore")
    checked = editor(MORNING | {"zone": zone, "room": str(room.pk) if in_singapore else ""})

    assert checked.is_valid() is True
    assert checked.draft.sessions[0].zone == expected


@pytest.mark.parametrize(
    ("zone", "has_room", "expected"),
    [("", False, False), ("Europe/Berlin", False, False), ("Europe/Berlin", True, True), ("Asia/Tokyo", False, True)],
)
def test_another_clock_is_shown_only_where_it_is_not_the_usual_one(zone, has_room, expected):
    room = str(make_room(zone="Asia/Tokyo").pk) if has_room else ""
    (session,) = editor(MORNING | {"zone": zone, "room": room}).sessions

    assert session.is_by_another_clock is expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"title": ""}, {"title": ["This field is required."]}),
        ({"title": "x" * 161}, {"title": ["Ensure this value has at most 160 characters (it has 161)."]}),
        (
            {"description": "x" * 20_001},
            {"description": ["Ensure this value has at most 20000 characters (it has 20001)."]},
        ),
        ({"audience": "departments"}, {"departments": ["Choose the departments whose people may come."]}),
        ({"room_seats": "-1"}, {"room_seats": ["Ensure this value is greater than or equal to 0."]}),
        ({"room_seats": "many"}, {"room_seats": ["Enter a whole number."]}),
        ({"cancellation_hours": ""}, {"cancellation_hours": ["This field is required."]}),
        ({"kind": "party"}, {"kind": ["Select a valid choice. party is not one of the available choices."]}),
        (
            {"speakers": "Ines Okafor\nnobody@example.org"},
            {"speakers": ["Line 2: no colleague has the address “nobody@example.org”. Correct it, or write a name."]},
        ),
        ({"speakers": "x" * 151}, {"speakers": ["Line 1 is too long for a name. Write one person a line."]}),
    ],
)
def test_event_says_what_is_wrong_at_its_field(values, expected):
    checked = editor(MORNING, **values)

    assert checked.is_valid() is False
    assert dict(checked.form.errors) == expected


def test_editor_shows_mistakes_of_both_parts_at_once():
    checked = editor(MORNING | {"ends_wall": "08:30"}, title="")

    assert checked.is_valid() is False
    assert (list(checked.form.errors), [list(errors) for errors in checked.sessions.errors]) == (
        ["title"],
        [["ends_wall"]],
    )


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"room_seats": "24"}, {"room": 24}),
        ({"room_seats": "0"}, {"room": 0}),
        ({"room_seats": "", "room_unlimited": "on"}, {"room": None}),
        ({"room_seats": "", "online_unlimited": "on"}, {"online": None}),
        ({"room_seats": "8", "online_seats": "200"}, {"room": 8, "online": 200}),
    ],
)
def test_seats_are_a_number_or_without_limit_or_not_offered(values, expected):
    checked = editor(MORNING, **values)

    assert checked.is_valid() is True
    assert checked.draft.seats == expected


def test_speakers_are_colleagues_by_address_and_others_by_name_once_each():
    ines = make_user("Ines Okafor", email="ines@example.org")
    checked = editor(MORNING, speakers="INES@example.org\n\n Jonas Petersen \nInes Okafor <ines@example.org>")

    assert checked.is_valid() is True
    assert checked.draft.speakers == (SpeakerDraft(user=ines), SpeakerDraft(name="Jonas Petersen"))


def test_speakers_who_have_left_are_unknown():
    make_user(email="gone@example.org", is_active=False)

    assert editor(MORNING, speakers="gone@example.org").is_valid() is False


def test_departments_count_only_where_the_audience_is_departments():
    finance = make_department()
    invited = editor(MORNING, audience="departments", departments=[str(finance.pk)])
    everyone = editor(MORNING, audience="everyone", departments=[str(finance.pk)])

    assert (invited.is_valid(), everyone.is_valid()) == (True, True)
    assert (invited.draft.departments, everyone.draft.departments) == ((finance,), ())


# Another session, and one less: without JavaScript, without a word lost.


def test_another_session_keeps_what_was_typed_and_copies_the_last_but_its_day():
    changed = editor(MORNING | {"ends_wall": "nonsense"}, title="", room_seats="many", sessions="add")

    assert changed.is_valid() is False
    assert (changed.form["title"].value(), changed.form["room_seats"].value()) == ("", "many")
    first, second = changed.sessions.forms
    assert (first["held_on"].value(), first["ends_wall"].value()) == ("2027-03-10", "nonsense")
    assert (second["held_on"].value(), second["starts_wall"].value(), second["place"].value()) == (
        None,
        "09:30",
        "Elbe 2.04",
    )
    assert focused(changed) == ["session-1-held_on"]


def test_another_session_says_nothing_about_mistakes_yet():
    changed = editor({"held_on": "x"}, title="", sessions="add")

    assert (changed.form.errors, changed.sessions.errors) == ({}, [])


def test_removing_a_session_keeps_the_others():
    afternoon = MORNING | {"starts_wall": "14:00", "place": "Auditorium"}
    changed = editor(MORNING, afternoon, MORNING | {"place": "Weser"}, sessions="remove-1")

    assert [form["place"].value() for form in changed.sessions] == ["Elbe 2.04", "Weser"]
    assert focused(changed) == ["session-0-held_on"]


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("add", ["session-3-held_on"]),
        ("remove-0", ["session-0-held_on"]),
        ("remove-2", ["session-1-held_on"]),
        ("room-1-7", ["session-1-room"]),
        ("room-9-7", []),
        ("rooms-1", []),
    ],
)
def test_a_button_of_a_session_leaves_the_focus_at_what_it_changed(command, expected):
    assert focused(editor(MORNING, MORNING, MORNING, sessions=command)) == expected


def test_removing_the_only_session_leaves_an_empty_one():
    changed = editor(MORNING, sessions="remove-0")

    assert [form["place"].value() for form in changed.sessions] == [None]


@pytest.mark.parametrize("command", ["", "remove-7", "remove--1", "explode"])
def test_an_unknown_command_changes_nothing(command):
    changed = editor(MORNING, sessions=command)

    assert [form["place"].value() for form in changed.sessions] == ["Elbe 2.04"]


def test_sessions_have_a_most():
    crowded = [MORNING] * 40

    assert len(editor(*crowded, sessions="add").sessions.forms) == 40
    assert editor(*crowded, MORNING).is_valid() is False


def test_editor_survives_a_form_without_its_counters():
    data = typed(MORNING)
    del data["session-TOTAL_FORMS"]

    assert Editor(data, person=make_user()).is_valid() is False


# An event that stands comes back as it was.


def test_editor_of_an_event_sends_back_what_it_is():
    room = make_room(zone="Asia/Singapore")
    event = make_draft(
        sessions=(
            session_draft(room=room, place="", zone="Asia/Singapore"),
            session_draft(join_url="https://example.org/x"),
        ),
        speakers=(SpeakerDraft(user=make_user(email="ines@example.org")), SpeakerDraft(name="Jonas")),
        seats={"room": 12, "online": None},
        topics=(make_topic(),),
        host_department=make_department(),
        shows_participants=True,
    )
    shown = Editor(None, person=make_user(zone="UTC"), event=event)
    sent = QueryDict(mutable=True)
    for form in [shown.form, *shown.sessions.forms, shown.sessions.management_form]:
        for bound in form:
            value = bound.value()
            if value is True:
                sent[bound.html_name] = "on"
            elif value not in (None, False):
                sent.setlist(bound.html_name, [str(one) for one in value] if isinstance(value, list) else [str(value)])

    again = Editor(sent, person=make_user(zone="UTC"), event=event)
    assert again.is_valid() is True, (again.form.errors, again.sessions.errors)
    actions.edit(event=event, draft=again.draft, by=make_user(), at=NOW)

    edited = Line.objects.get(verb="event.edited")
    assert edited.before == edited.after


def test_capacity_below_the_seats_taken_is_refused_at_its_field():
    event = make_event(capacity=10)
    Pool.objects.filter(event=event).update(seats_taken=7)
    session = event.sessions.get()
    checked = editor(MORNING | {"id": str(session.pk)}, event=event, room_seats="5")

    assert checked.is_valid() is True
    with pytest.raises(EventRefused) as refused:
        actions.edit(event=event, draft=checked.draft, by=make_user(), at=NOW)
    checked.refuse(refused.value)

    assert dict(checked.form.errors) == {
        "room_seats": ["7 seats are taken, offered or held. Choose 7 or more, or free seats first."]
    }
    assert event.pools.get(kind=PoolKind.ROOM).capacity == 10


@pytest.mark.parametrize("field", ["departments", "topics"])
def test_an_id_that_no_database_holds_is_a_wrong_choice(field):
    checked = editor(MORNING, audience="departments", **{field: [str(10**30)]})

    assert checked.is_valid() is False
    assert len(checked.form.errors[field]) == 1


def test_a_line_of_nothing_but_addresses_is_read_in_no_time():
    before = time_spent()

    checked = editor(MORNING, speakers="a@" * 3_990 + "<")

    assert checked.is_valid() is False
    assert time_spent() - before < 5
