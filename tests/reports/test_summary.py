"""What follows from the marks."""

import pytest

from registrations.enums import OUTCOMES
from reports.summary import Outcome, Share, minutes_at
from tests.factories.reports import belonging, meeting, person, summary

PRESENT, PARTIAL, EXCUSED, ABSENT, UNMARKED = Outcome


def test_outcomes_are_the_marks_and_the_lack_of_one():
    assert [str(outcome) for outcome in Outcome] == [*(mark.value for mark in OUTCOMES), "unmarked"]


@pytest.mark.parametrize(
    ("marks", "overall"),
    [
        ((PRESENT,), PRESENT),
        ((PRESENT, PRESENT), PRESENT),
        ((PRESENT, UNMARKED), PRESENT),
        ((PRESENT, ABSENT), PARTIAL),
        ((PARTIAL, EXCUSED), PARTIAL),
        ((EXCUSED, EXCUSED), EXCUSED),
        ((EXCUSED, ABSENT), ABSENT),
        ((ABSENT, UNMARKED), ABSENT),
        ((UNMARKED, UNMARKED), UNMARKED),
        ((), UNMARKED),
    ],
)
def test_several_sessions_give_one_word(marks, overall):
    people = summary([person("Mara", *marks)] if marks else [], *(meeting(day) for day in range(len(marks) or 1)))

    assert [row.person.overall for row in people.rows] == ([overall] if marks else [])


def test_whoever_was_there_in_part_is_counted_for_half():
    meetings = [meeting(0), meeting(1), meeting(2), meeting(3), meeting(4)]

    assert minutes_at((PRESENT, PARTIAL, EXCUSED, ABSENT, UNMARKED), meetings) == 120 + 60


def test_halves_add_up_before_they_are_rounded():
    odd = meeting(0).__class__(**{**vars(meeting(0)), "ends_at": meeting(0).starts_at.replace(minute=45)})

    assert (odd.minutes, minutes_at((PARTIAL, PARTIAL), (odd, odd))) == (15, 15)


def test_people_stand_by_name_with_accents_beside_the_plain_letters():
    names = ["Zoë", "Änne", "anna", "Özil", "Otto", "李 明"]

    rows = summary([person(name) for name in names]).rows

    assert [(row.number, row.person.name) for row in rows] == [
        (1, "anna"), (2, "Änne"), (3, "Otto"), (4, "Özil"), (5, "Zoë"), (6, "李 明"),
    ]  # fmt: skip


def test_departments_stand_by_seats_and_guests_last():
    sales, legal, other = belonging("Sales"), belonging("Legal"), belonging("Sales")
    people = [
        person("", PRESENT, department=sales),
        person("", ABSENT, department=sales),
        person("", PARTIAL, department=legal),
        person("", EXCUSED, department=other),
        person("", PRESENT),
        person("", PRESENT, is_guest=True),
    ]

    assert summary(people).by_department == (
        Share(department=sales, is_guests=False, seats=2, attended=1),
        Share(department=legal, is_guests=False, seats=1, attended=1),
        Share(department=other, is_guests=False, seats=1, attended=0),
        Share(department=None, is_guests=False, seats=1, attended=1),
        Share(department=None, is_guests=True, seats=1, attended=1),
    )


def test_figures_count_people_and_sessions():
    sales, legal = belonging("Sales"), belonging("Legal")
    found = summary(
        [
            person("", PRESENT, PRESENT, department=sales),
            person("", PARTIAL, ABSENT, department=sales),
            person("", UNMARKED, EXCUSED, department=legal),
        ],
        meeting(0),
        meeting(7),
    )

    assert found.by_outcome == {PRESENT: 1, PARTIAL: 1, EXCUSED: 1, ABSENT: 0, UNMARKED: 0}
    assert found.by_meeting == (
        {PRESENT: 1, PARTIAL: 1, EXCUSED: 0, ABSENT: 0, UNMARKED: 1},
        {PRESENT: 1, PARTIAL: 0, EXCUSED: 1, ABSENT: 1, UNMARKED: 0},
    )
    assert (found.minutes, found.departments_attending, len(found.departments)) == (300, 1, 2)


def test_nobody_at_all_is_counted_too():
    found = summary([], meeting(0), meeting(1))

    assert (found.rows, found.by_department, found.is_marked, found.minutes) == ((), (), False, 0)
    assert [sum(counts.values()) for counts in found.by_meeting] == [0, 0]
