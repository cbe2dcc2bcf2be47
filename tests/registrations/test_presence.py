"""Attendance reports of online meetings, read and matched. No database."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registrations.presence import sheet
from registrations.presence.planning import By, Fate, Participant, Plan, folded, make_plan, names_of
from registrations.presence.sheet import Fault
from registrations.presence.stamps import read_duration, read_moment
from registrations.presence.stays import Stay, Window, merged, seconds_within

SAMPLES = Path("tests/samples/attendance")
BERLIN = "Europe/Berlin"
STARTS = datetime(2027, 3, 10, 9, tzinfo=UTC)
WINDOW = Window(starts=STARTS, ends=STARTS + timedelta(hours=1))
AMELIE = Participant(pk=1, name="Amelie Roth", email="amelie@example.org")
BASHIR = Participant(pk=2, name="Bashir Haddad", email="bashir@example.org")
CLARA = Participant(pk=3, name="Clara Nunez", email="clara@example.org")
DANIEL = Participant(pk=4, name="Daniel Weiß", email="daniel@example.org")
PEOPLE = [AMELIE, BASHIR, CLARA, DANIEL]


def plan(data: bytes | str, people=PEOPLE, *, share: int = 75, zone: str = BERLIN, **choices: int) -> Plan:
    data = data.encode() if isinstance(data, str) else data
    chosen = {int(row.removeprefix("row")): pk for row, pk in choices.items()}
    return make_plan(sheet.read(data, window=WINDOW, zone=zone), people, window=WINDOW, share=share, choices=chosen)


def rows(*lines: str) -> str:
    return "\n".join(("Name,Email,Join Time,Leave Time", *lines))


def fates(found: Plan) -> dict[str, tuple[Fate, int]]:
    return {step.attendee.name: (step.fate, step.minutes) for step in found.steps}


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.csv")), ids=lambda path: path.stem)
def test_each_sample_says_the_same_of_the_same_people(path):
    found = plan(path.read_bytes())

    amelie, bashir, clara = found.marks[1], found.marks[2], found.marks[3]
    assert (amelie[0], bashir, clara) == (Fate.PRESENT, (Fate.PARTIAL, 30), (Fate.PRESENT, 55))
    assert (found.fault, found.missing) == (None, [4])
    assert {step.fate for step in found.steps if step.person is None} <= {Fate.UNKNOWN}


def test_who_waits_in_the_waiting_room_is_there_once():
    found = plan((SAMPLES / "zoom.csv").read_bytes())

    assert [step.attendee.rows for step in found.steps if step.person == AMELIE.pk] == [(5, 6)]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1h 12m 30s", 4350),
        ("1 hr 5 min", 3900),
        ("1 Std. 5 Min. 2 Sek.", 3902),
        ("42m", 2520),
        ("< 1 min", 60),
        ("1:05:20", 3920),
        ("62", 3720),
        ("2 hours", 7200),
        ("", None),
        ("soon", None),
        ("10:30", None),
        ("9" * 40, None),
    ],
)
def test_durations_are_read_as_they_are_written(text, seconds):
    assert read_duration(text) == seconds


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("3/10/27, 9:52:10 AM", "08:52:10"),
        ("03/10/2027 09:52:10 PM", "20:52:10"),
        ("10.03.27, 09:52", "08:52:00"),
        ("10. März 2027 um 09:52 Uhr", "08:52:00"),
        ("Mar 10, 2027 9:52\u202fa.m.", "08:52:00"),
        ("2027-03-10 09:52:10", "08:52:10"),
        ("2027-03-10T09:52:10Z", "09:52:10"),
        ("12:05 AM", "23:05:00"),
    ],
)
def test_times_are_read_by_the_clocks_of_their_zone(text, said):
    moment = read_moment(text, zone=BERLIN, day=date(2027, 3, 10), is_day_first=False)

    assert moment is not None
    assert f"{moment:%H:%M:%S}" == said


@pytest.mark.parametrize(
    "text", ["", "yesterday", "32.13.2027 10:00", "10:61", "25:00", "13:00 PM", "10:00 today", "x" * 99]
)
def test_what_is_no_time_is_none(text):
    assert read_moment(text, zone=BERLIN, day=date(2027, 3, 10), is_day_first=False) is None


def test_whether_the_day_or_the_month_comes_first_follows_from_the_session():
    found = plan(rows("Amelie Roth,,10/03/2027 10:00:00,10/03/2027 11:00:00"))

    assert fates(found) == {"Amelie Roth": (Fate.PRESENT, 60)}


def test_two_devices_at_once_count_once():
    found = plan(
        rows(
            "Amelie Roth,amelie@example.org,2027-03-10 10:00,2027-03-10 10:30",
            "Amelie Roth,amelie@example.org,2027-03-10 10:10,2027-03-10 10:20",
        )
    )

    assert fates(found) == {"Amelie Roth": (Fate.PARTIAL, 30)}


def test_only_the_time_of_the_session_counts():
    found = plan(
        rows("Amelie Roth,,2027-03-10 08:00,2027-03-10 10:45", "Clara Nunez,,2027-03-10 11:00,2027-03-10 12:00")
    )

    assert fates(found) == {"Amelie Roth": (Fate.PRESENT, 45), "Clara Nunez": (Fate.AWAY, 0)}


@pytest.mark.parametrize(("share", "fate"), [(50, Fate.PRESENT), (51, Fate.PARTIAL)])
def test_from_the_share_on_somebody_is_present(share, fate):
    found = plan(rows("Amelie Roth,,2027-03-10 10:00,2027-03-10 10:30"), share=share)

    assert fates(found) == {"Amelie Roth": (fate, 30)}


def test_an_address_counts_before_a_name():
    found = plan(rows("Bashir Haddad,AMELIE@example.org,2027-03-10 10:00,2027-03-10 11:00"))

    assert [(step.person, step.by) for step in found.steps] == [(AMELIE.pk, By.ADDRESS)]


@pytest.mark.parametrize("shown", ["Núñez, Clara", "clara nunez (Extern)", "iPad (Clara Nuñez)", "CLARA  NUNEZ"])
def test_a_name_is_known_however_it_is_written(shown):
    found = plan(rows(f'"{shown}",,2027-03-10 10:00,2027-03-10 11:00'))

    assert [(step.person, step.by) for step in found.steps] == [(CLARA.pk, By.NAME)]


def test_a_name_that_two_have_is_nobodys():
    twin = Participant(pk=9, name="Roth, Amélie", email="other@example.org")

    found = plan(rows("Amelie Roth,,2027-03-10 10:00,2027-03-10 11:00"), [*PEOPLE, twin])

    assert (fates(found), found.marks) == ({"Amelie Roth": (Fate.UNCLEAR, 60)}, {})


def test_two_in_the_file_with_the_name_of_one_are_nobody():
    found = plan(
        rows(
            "Amelie Roth,one@example.com,2027-03-10 10:00,2027-03-10 11:00",
            "Amelie Roth,two@example.com,2027-03-10 10:00,2027-03-10 11:00",
        )
    )

    assert [step.fate for step in found.steps] == [Fate.UNCLEAR, Fate.UNCLEAR]


def test_a_name_does_not_lead_to_whom_an_address_has_found():
    found = plan(
        rows(
            "A. Roth,amelie@example.org,2027-03-10 10:00,2027-03-10 10:20",
            "Amelie Roth,,2027-03-10 10:30,2027-03-10 11:00",
        )
    )

    assert [(step.fate, step.person) for step in found.steps] == [(Fate.PARTIAL, AMELIE.pk), (Fate.UNCLEAR, None)]


def test_two_chosen_for_one_person_count_together():
    found = plan(
        rows(
            "A. Roth,amelie@example.org,2027-03-10 10:00,2027-03-10 10:20",
            "Amelie Roth,,2027-03-10 10:30,2027-03-10 11:00",
        ),
        row3=AMELIE.pk,
    )

    assert [(step.fate, step.minutes, step.other) for step in found.steps] == [
        (Fate.PRESENT, 50, 0),
        (Fate.WITH, 50, 2),
    ]


def test_who_is_left_out_is_not_marked():
    found = plan(rows("Amelie Roth,amelie@example.org,2027-03-10 10:00,2027-03-10 11:00"), row2=0)

    assert ([step.fate for step in found.steps], found.missing) == ([Fate.LEFT_OUT], [1, 2, 3, 4])


def test_the_very_same_row_twice_counts_once():
    row = "Amelie Roth,,2027-03-10 10:00,2027-03-10 10:30"

    (step,) = plan(rows(row, row)).steps

    assert (step.minutes, step.attendee.again) == (30, 1)


def test_what_is_marked_already_is_the_same_and_what_is_otherwise_is_corrected():
    people = [
        Participant(pk=1, name="Amelie Roth", email="", mark="present"),
        Participant(pk=2, name="Bashir Haddad", email="", mark="absent"),
        Participant(pk=3, name="Clara Nunez", email="", mark="partial", minutes=30),
    ]

    found = plan(
        rows(
            "Amelie Roth,,2027-03-10 10:00,2027-03-10 11:00",
            "Bashir Haddad,,2027-03-10 10:00,2027-03-10 11:00",
            "Clara Nunez,,2027-03-10 10:00,2027-03-10 10:30",
        ),
        people,
    )

    assert [(step.fate, step.before) for step in found.steps] == [
        (Fate.SAME, "present"),
        (Fate.PRESENT, "absent"),
        (Fate.SAME, "partial"),
    ]
    assert (found.corrections, found.marks) == (1, {2: (Fate.PRESENT, 60)})


def test_a_broken_row_stops_no_other():
    found = plan(
        rows(
            "Amelie Roth,,soon,later",
            "Bashir Haddad,,,",
            ",,2027-03-10 10:00,2027-03-10 11:00",
            "Clara\u202eNunez,,2027-03-10 10:00,2027-03-10 11:00",
            "Daniel Weiß,,2027-03-10 10:00,2027-03-10 11:00",
        )
    )

    assert [step.attendee.fault for step in found.steps] == [
        Fault.BROKEN_TIME,
        Fault.NO_TIME,
        Fault.NO_NAME,
        Fault.UNSEEN,
        None,
    ]
    assert found.marks == {4: (Fate.PRESENT, 60)}


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        ("Name,Department\nAmelie,Legal\n", Fault.NO_COLUMNS),
        ("", Fault.NO_COLUMNS),
        ("Name,Duration\n", Fault.NO_ROWS),
        ('Name,Duration\n"Amelie,60\n', Fault.NOT_CSV),
        ("Name,Duration\nZoë,60\n".encode("latin-1"), Fault.NOT_UTF8),
        (b"x" * (sheet.MOST_BYTES + 1), Fault.TOO_LARGE),
        ("Name,Duration\n" + "Amelie,60\n" * (sheet.MOST_ROWS + 1), Fault.TOO_MANY_ROWS),
    ],
)
def test_a_file_that_says_nothing_says_why(data, fault):
    found = plan(data)

    assert (found.fault, found.steps) == (fault, [])


def test_the_headings_are_none_of_the_rows_that_a_file_may_have():
    found = plan("Name,Duration\n" + "".join(f"Amelie {number},60\n" for number in range(sheet.MOST_ROWS)))

    assert (found.fault, len(found.steps)) == (None, sheet.MOST_ROWS)


@pytest.mark.parametrize(("zone", "is_elsewhen"), [("Europe/Berlin", False), ("America/New_York", True)])
def test_times_of_another_zone_are_noticed(zone, is_elsewhen):
    found = plan(rows("Amelie Roth,,2027-03-10 10:00,2027-03-10 11:00"), zone=zone)

    assert found.is_elsewhen == is_elsewhen


MOMENTS = st.integers(-90, 150).map(lambda minutes: STARTS + timedelta(minutes=minutes))
SPANS = st.tuples(MOMENTS, MOMENTS).map(lambda pair: (min(pair), max(pair)))


@given(st.lists(SPANS))
def test_merged_time_is_the_same_time_without_overlaps(spans):
    found = merged(spans)

    minutes = {m for starts, ends in spans for m in range(_minute(starts), _minute(ends))}
    assert {m for starts, ends in found for m in range(_minute(starts), _minute(ends))} == minutes
    assert all(before[1] < after[0] for before, after in pairwise(found))


def _minute(moment: datetime) -> int:
    return int((moment - STARTS).total_seconds() // 60)


@given(st.lists(SPANS), st.lists(SPANS))
def test_more_stays_are_never_less_time_nor_more_than_the_session(some, more):
    def seconds(spans):
        return seconds_within([Stay(starts=starts, ends=ends) for starts, ends in spans], WINDOW)

    assert 0 <= seconds(some) <= seconds(some + more) <= min(WINDOW.seconds, seconds(some) + seconds(more))


@given(st.binary(max_size=400))
def test_whatever_bytes_come_a_plan_comes_of_them(data):
    found = plan(b"Name,Email,Join Time,Leave Time,Duration\n" + data)

    assert (found.fault is None) == bool(found.steps)


@given(st.text(max_size=60), st.text(max_size=40))
def test_whatever_is_written_as_a_time_is_read_or_not(moment, duration):
    read_moment(moment, zone=BERLIN, day=date(2027, 3, 10), is_day_first=True)
    seconds = read_duration(duration)

    assert seconds is None or seconds >= 0


@given(st.lists(st.text("abcÄé ", min_size=1), min_size=1, max_size=4))
def test_the_order_of_names_does_not_matter(parts):
    assert folded(" ".join(parts)) == folded(", ".join(reversed(parts)))


def test_a_name_in_brackets_is_one_of_the_names():
    assert names_of("Nick [Amelie Roth] (Guest)") == ["amelie guest nick roth", "nick", "amelie roth", "guest"]
