"""Situation by situation: what has to be sent, and with which SEQUENCE."""

from datetime import timedelta

import pytest

from audit.models import Line
from calendars import actions
from calendars.models import Entry, Feed, Meeting, Revision
from tests.factories.accounts import make_guest, make_user
from tests.factories.calendars import NOW, STARTS, invite, make_details, make_feed, make_meeting

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
LATER = NOW + HOUR
OVER = STARTS + 3 * HOUR


def said(revisions):
    return [
        (revision.method, revision.sequence, str(revision.told.occasion), str(revision.told.answer))
        for revision in revisions
    ]


def put(meeting, *, at=LATER, **values):
    """Change a meeting and tell everybody."""
    actions.put_meeting(uid=meeting.uid, details=make_details(**values), at=at)
    return actions.bring_up_to_date(uids=[meeting.uid], at=at)


def leave(person, meeting, *, at=LATER):
    return actions.expect(person=person, wanted=[], among=[meeting.uid], at=at)


def test_confirmed_is_asked():
    person, meeting = make_user(), make_meeting()

    assert said(invite(person, meeting)) == [("REQUEST", 0, "invited", "NEEDS-ACTION")]


def test_confirmed_guest_is_asked():
    assert said(invite(make_guest(), make_meeting())) == [("REQUEST", 0, "invited", "NEEDS-ACTION")]


def test_colleague_and_guest_of_the_same_number_are_two_people():
    colleague, guest, meeting = make_user(pk=77), make_guest(pk=77), make_meeting()
    invite(colleague, meeting)

    assert said(invite(guest, meeting)) == [("REQUEST", 0, "invited", "NEEDS-ACTION")]
    assert said(leave(colleague, meeting)) == [("CANCEL", 1, "left", "NEEDS-ACTION")]


def test_waiting_has_no_calendar_part():
    assert leave(make_user(), make_meeting()) == []
    assert Entry.objects.count() == 0


def test_promoted_is_asked():
    person, meeting = make_user(), make_meeting()
    leave(person, meeting, at=NOW)

    assert said(invite(person, meeting, at=LATER)) == [("REQUEST", 0, "invited", "NEEDS-ACTION")]


def test_asked_again_without_a_change_says_nothing():
    person, meeting = make_user(), make_meeting()
    invite(person, meeting)

    assert invite(person, meeting, at=LATER) == []


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Clearer writing"},
        {"place": "Alster 1.10"},
        {"description": "With Ines Okafor"},
        {"url": "http://x/y"},
    ],
)
def test_new_text_keeps_the_sequence_and_stamps_later(change):
    person, meeting = make_user(), make_meeting()
    [first] = invite(person, meeting)

    [second] = put(meeting, **change)

    assert said([second]) == [("REQUEST", 0, "changed", "NEEDS-ACTION")]
    assert (second.stamped_at, second.told.revised_at) == (LATER, LATER)
    assert second.stamped_at > first.stamped_at


def test_new_text_keeps_the_answer():
    person, meeting = make_user(), make_meeting()
    invite(person, meeting)
    Entry.objects.update(answer="ACCEPTED", answer_stamped_at=NOW)

    assert said(put(meeting, place="Alster 1.10")) == [("REQUEST", 0, "changed", "ACCEPTED")]


def test_two_changes_within_a_second_are_stamped_apart():
    person, meeting = make_user(), make_meeting()
    invite(person, meeting)

    revisions = [revision for place in ("1.10", "1.11") for revision in put(meeting, place=place, at=NOW)]

    assert [revision.stamped_at for revision in revisions] == [NOW + timedelta(seconds=1), NOW + timedelta(seconds=2)]
    assert [revision.told.revised_at for revision in revisions] == [revision.stamped_at for revision in revisions]


@pytest.mark.parametrize(
    "change",
    [
        {"starts_at": STARTS + HOUR},
        {"ends_at": STARTS + HOUR},
        {"zone": "Europe/Lisbon"},
        {"starts_at": STARTS + HOUR, "title": "Clearer writing"},
    ],
)
def test_another_time_or_zone_raises_the_sequence_and_asks_again(change):
    person, meeting = make_user(), make_meeting()
    invite(person, meeting)
    Entry.objects.update(answer="ACCEPTED", answer_stamped_at=NOW)

    assert said(put(meeting, **change)) == [("REQUEST", 1, "moved", "NEEDS-ACTION")]


def test_moving_twice_raises_the_sequence_twice():
    person, meeting = make_user(), make_meeting()
    invite(person, meeting)
    put(meeting, starts_at=STARTS + HOUR)

    assert said(put(meeting, starts_at=STARTS + 2 * HOUR)) == [("REQUEST", 2, "moved", "NEEDS-ACTION")]


def test_there_and_back_before_anybody_was_told_says_nothing():
    person, meeting = make_user(), make_meeting()
    invite(person, meeting)
    actions.put_meeting(uid=meeting.uid, details=make_details(STARTS + HOUR), at=LATER)

    assert put(meeting) == []


def test_cancelled_session_is_taken_back_from_who_has_it_and_only_once():
    holder, gone, meeting = make_user(), make_user(), make_meeting()
    invite(holder, meeting)
    invite(gone, meeting)
    leave(gone, meeting)
    actions.cancel_meeting(uid=meeting.uid, at=LATER)

    first, second = (actions.bring_up_to_date(uids=[meeting.uid], at=LATER) for _ in range(2))

    assert [revision.person for revision in first] == [holder]
    assert said(first) == [("CANCEL", 1, "called_off", "NEEDS-ACTION")]
    assert second == []


def test_cancelling_twice_changes_nothing():
    meeting = make_meeting()

    actions.cancel_meeting(uid=meeting.uid, at=LATER)
    again = actions.cancel_meeting(uid=meeting.uid, at=LATER + HOUR)

    assert (again.sequence, again.cancelled_at, again.revised_at) == (1, LATER, LATER)


def test_reinstated_session_is_asked_for_again():
    person, meeting = make_user(), make_meeting()
    invite(person, meeting)
    actions.cancel_meeting(uid=meeting.uid, at=LATER)
    actions.bring_up_to_date(uids=[meeting.uid], at=LATER)

    assert said(put(meeting, at=LATER + HOUR)) == [("REQUEST", 2, "invited", "NEEDS-ACTION")]


def test_reinstating_does_not_bring_back_who_has_left():
    person, meeting = make_user(), make_meeting()
    invite(person, meeting)
    actions.cancel_meeting(uid=meeting.uid, at=LATER)
    leave(person, meeting)

    assert put(meeting, at=LATER + HOUR) == []


def test_unregistering_takes_it_from_that_person_only():
    person, other, meeting = make_user(), make_user(), make_meeting()
    invite(person, meeting)
    invite(other, meeting)

    revisions = leave(person, meeting)

    assert [revision.person for revision in revisions] == [person]
    assert said(revisions) == [("CANCEL", 1, "left", "NEEDS-ACTION")]
    assert Meeting.objects.get().sequence == 0


def test_removed_twice_is_told_once():
    person, meeting = make_user(), make_meeting()
    invite(person, meeting)

    assert [len(leave(person, meeting)) for _ in range(2)] == [1, 0]


def test_registering_again_is_above_the_cancellation_each_time():
    person, meeting = make_user(), make_meeting()
    sequences = []
    for turn in range(3):
        sequences += [revision.sequence for revision in invite(person, meeting, at=NOW + turn * HOUR)]
        sequences += [revision.sequence for revision in leave(person, meeting, at=NOW + turn * HOUR)]

    assert sequences == [0, 1, 2, 3, 4, 5]
    assert Entry.objects.count() == 1


def test_moved_after_coming_back_is_above_what_this_person_got():
    back, other, meeting = make_user(), make_user(), make_meeting()
    invite(other, meeting)
    invite(back, meeting)
    leave(back, meeting)
    invite(back, meeting, at=LATER)

    revisions = put(meeting, starts_at=STARTS + HOUR)

    assert {revision.person: revision.sequence for revision in revisions} == {other: 1, back: 3}


def test_organiser_address_is_one_per_entry_for_its_whole_life():
    person, meeting = make_user(), make_meeting()
    revisions = [*invite(person, meeting), *leave(person, meeting), *invite(person, meeting, at=LATER)]
    revisions += put(meeting, starts_at=STARTS + HOUR, at=LATER + HOUR)
    [other] = invite(make_user(), meeting)

    assert len({revision.organiser_address for revision in revisions}) == 1
    assert other.organiser_address != revisions[0].organiser_address


def test_each_session_of_several_is_said_by_itself():
    person = make_user()
    mornings = [make_meeting(starts_at=STARTS + timedelta(days=day)) for day in range(3)]
    revisions = invite(person, *reversed(mornings))
    actions.put_meeting(uid=mornings[1].uid, details=make_details(STARTS + timedelta(days=1, hours=1)), at=LATER)

    changed = actions.bring_up_to_date(uids=[meeting.uid for meeting in mornings], at=LATER)

    assert [revision.entry.meeting for revision in revisions] == mornings
    assert [(revision.entry.meeting, revision.sequence) for revision in changed] == [(mornings[1], 1)]


def test_one_session_of_several_is_left_alone():
    person, first, second = make_user(), make_meeting(), make_meeting()
    invite(person, first, second)

    revisions = actions.expect(person=person, wanted=[first.uid], among=[first.uid, second.uid], at=LATER)

    assert [(revision.entry.meeting, revision.method) for revision in revisions] == [(second, "CANCEL")]


def test_address_changed_and_the_former_is_still_theirs():
    person, meeting = make_user(email="old@example.org"), make_meeting()
    invite(person, meeting)
    person.email = "new@example.org"
    person.save()

    revisions = actions.follow_address(person=person, former="old@example.org", at=LATER)

    assert [(revision.told.address, revision.method, revision.sequence) for revision in revisions] == [
        ("old@example.org", "CANCEL", 1),
        ("new@example.org", "REQUEST", 2),  # above: both addresses may end in one mailbox
    ]
    assert invite(person, meeting, at=LATER) == []


def test_address_changed_and_the_former_is_no_longer_theirs():
    person, meeting = make_user(email="old@example.org"), make_meeting()
    invite(person, meeting)
    Entry.objects.update(answer="ACCEPTED", answer_stamped_at=NOW)
    person.email = "new@example.org"
    person.save()

    revisions = actions.invite_again(person=person, at=LATER)

    assert [(revision.told.address, revision.stamped_at) for revision in revisions] == [("new@example.org", LATER)]
    assert said(revisions) == [("REQUEST", 0, "invited", "NEEDS-ACTION")]


def test_address_changed_sends_nothing_that_was_left_or_called_off_or_is_over():
    person, left, off, over = make_user(), make_meeting(), make_meeting(), make_meeting(starts_at=NOW + HOUR)
    invite(person, left, off, over)
    leave(person, left)
    actions.cancel_meeting(uid=off.uid, at=LATER)
    at = NOW + 4 * HOUR

    assert actions.invite_again(person=person, at=at) == []
    assert actions.follow_address(person=person, former="old@example.org", at=at) == []


def test_past_session_sends_nothing_whatever_changes():
    person, meeting = make_user(), make_meeting()
    invite(person, meeting)

    sent = [
        *put(meeting, title="Clearer writing", at=OVER),
        *put(meeting, ends_at=STARTS + HOUR, at=OVER),
        *leave(person, meeting, at=OVER),
        *invite(make_user(), meeting, at=OVER),
    ]
    actions.cancel_meeting(uid=meeting.uid, at=OVER)
    sent += actions.bring_up_to_date(uids=[meeting.uid], at=OVER)

    assert (sent, Revision.objects.count()) == ([], 1)


def test_past_session_still_remembers_who_was_expected():
    person, meeting = make_user(), make_meeting()

    invite(person, meeting, at=OVER)

    assert Entry.objects.values_list("is_expected", "method").get() == (True, "")


def test_unknown_meeting_is_refused_and_an_unknown_one_to_be_left_is_not():
    person = make_user()

    assert actions.expect(person=person, wanted=[], among=["nothing"], at=NOW) == []
    with pytest.raises(Meeting.DoesNotExist):
        actions.expect(person=person, wanted=["nothing"], among=["nothing"], at=NOW)


def test_everybody_at_once_is_as_one_by_one():
    people = [make_user(), make_guest(), make_user()]
    meeting, later = make_meeting(), make_meeting(starts_at=STARTS + HOUR)
    invite(people[0], later)

    revisions = actions.expect_all(people=people, wanted=[meeting.uid], among=[meeting.uid, later.uid], at=LATER)

    assert [(revision.person, revision.entry.meeting, revision.method) for revision in revisions] == [
        (people[0], meeting, "REQUEST"),
        (people[0], later, "CANCEL"),
        (people[1], meeting, "REQUEST"),
        (people[2], meeting, "REQUEST"),
    ]


@pytest.mark.parametrize("number", [2, 30])
def test_telling_everybody_takes_the_same_number_of_statements(number, django_assert_num_queries):
    meeting = make_meeting()
    people = [make_user() for _ in range(number)]
    actions.expect_all(people=people, wanted=[meeting.uid], among=[meeting.uid], at=NOW)
    actions.put_meeting(uid=meeting.uid, details=make_details(STARTS + HOUR), at=LATER)

    with django_assert_num_queries(4):  # entries, meetings, one change of state, revisions
        actions.bring_up_to_date(uids=[meeting.uid], at=LATER)


def test_feed_is_replaced_and_the_old_address_forgotten():
    user = make_user()
    first = make_feed(user)

    second = actions.rotate_feed(feed=Feed.objects.get(), by=user, at=LATER)

    assert (Feed.objects.count(), second.pk, first.token_hash == second.token_hash) == (1, first.pk, False)
    assert list(Line.objects.order_by("pk").values_list("verb", "by")) == [
        ("feed.made", user.pk),
        ("feed.replaced", user.pk),
    ]
