"""Each rule that must always hold, refused by the database itself."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from calendars.models import Entry, Feed, Meeting, Revision
from tests.factories.accounts import make_guest, make_user
from tests.factories.calendars import NOW, invite, make_feed, make_meeting

pytestmark = pytest.mark.django_db


def refuses(name, act):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        act()
    # SQLite names the columns of a unique constraint, PostgreSQL names the constraint.
    return any(word in str(refused.value) for word in (name if isinstance(name, tuple) else (name,)))


def make_entry(**values):
    minimum = {"meeting": make_meeting(), "changed_at": NOW, "for_seat": values.get("is_expected", True)}
    return Entry.objects.create(**(minimum | values))


def test_meeting_uid_is_unique():
    make_meeting("one@example.org")
    again = {field.attname: getattr(Meeting.objects.get(), field.attname) for field in Meeting._meta.fields}

    assert refuses(("uid",), lambda: Meeting.objects.create(**(again | {"id": None})))


def test_meeting_ends_after_it_starts():
    meeting = make_meeting()

    assert refuses(
        "meeting_ends_after_it_starts",
        lambda: Meeting.objects.filter(pk=meeting.pk).update(ends_at=meeting.starts_at),
    )


def test_meeting_has_a_uid():
    meeting = make_meeting()

    assert refuses("meeting_has_uid", lambda: Meeting.objects.filter(pk=meeting.pk).update(uid=""))


def test_meeting_sequence_is_not_negative():
    meeting = make_meeting()

    assert refuses("sequence", lambda: Meeting.objects.filter(pk=meeting.pk).update(sequence=-1))


def test_entry_is_of_somebody():
    assert refuses("entry_user_or_guest", make_entry)


def test_entry_is_of_one_only():
    assert refuses("entry_user_or_guest", lambda: make_entry(user=make_user(), guest=make_guest()))


@pytest.mark.parametrize(("kind", "make"), [("user", make_user), ("guest", make_guest)])
def test_entry_is_one_per_meeting_and_person(kind, make):
    person, meeting = make(), make_meeting()
    make_entry(meeting=meeting, **{kind: person})

    assert refuses(
        (f"entry_once_per_{kind}", f"calendars_entry.{kind}_id"),
        lambda: make_entry(meeting=meeting, **{kind: person}),
    )


def test_entry_has_an_organiser_address_of_its_own():
    first = make_entry(user=make_user())

    assert refuses(
        ("organiser_address",), lambda: make_entry(user=make_user(), organiser_address=first.organiser_address)
    )


@pytest.mark.parametrize("values", [{"is_expected": False}, {"left_at": NOW}])
def test_entry_that_was_left_has_its_date(values):
    assert refuses("entry_left_has_date", lambda: make_entry(user=make_user(), **values))


@pytest.mark.parametrize("values", [{"for_seat": False}, {"is_expected": False, "left_at": NOW, "for_teaching": True}])
def test_entry_is_expected_for_a_reason(values):
    assert refuses("entry_expected_for_a_reason", lambda: make_entry(user=make_user(), **values))


@pytest.mark.parametrize(
    "values",
    [
        {"method": "REQUEST"},
        {"stamped_at": NOW},
        {"sequence": 1},
        {"digest": "a"},
        {"method": "REPLY", "stamped_at": NOW, "digest": "a"},
        {"method": "REQUEST", "stamped_at": NOW},
    ],
)
def test_entry_knows_its_last_word_whole_or_not_at_all(values):
    assert refuses("entry_last_word_whole", lambda: make_entry(user=make_user(), **values))


def test_revision_is_one_per_sequence_and_stamp():
    [revision] = invite(make_user(), make_meeting())
    again = {name: getattr(revision, name) for name in ("entry", "method", "sequence", "stamped_at", "snapshot")}

    assert refuses(("revision_once", "stamped_at"), lambda: Revision.objects.create(**again))


def test_revision_requests_or_cancels():
    [revision] = invite(make_user(), make_meeting())

    assert refuses("revision_method_known", lambda: Revision.objects.filter(pk=revision.pk).update(method="REPLY"))


def test_feed_is_one_per_person_and_purpose():
    feed = make_feed(make_user())

    assert refuses(
        ("feed_once_per_purpose", "purpose"),
        lambda: Feed.objects.create(user=feed.user, seed="a", token_hash="a", made_at=NOW),
    )


def test_feed_purpose_is_known():
    feed = make_feed(make_user())

    assert refuses("feed_purpose_known", lambda: Feed.objects.filter(pk=feed.pk).update(purpose="public"))


def test_feed_token_is_of_one_feed():
    feed = make_feed(make_user())

    assert refuses(
        ("token_hash",),
        lambda: Feed.objects.create(user=make_user(), seed="a", token_hash=feed.token_hash, made_at=NOW),
    )


def test_meeting_with_entries_stays_as_a_tombstone():
    meeting = make_meeting()
    invite(make_user(), meeting)

    with pytest.raises(ProtectedError):
        meeting.delete()


def test_organiser_address_carries_128_secret_bits():
    first, second = (make_entry(user=make_user()).organiser_address for _ in range(2))

    mailbox, _, tag = first.partition("@")[0].partition("+")
    assert (mailbox, len(bytes.fromhex(tag)), first == second) == ("roundtable", 16, False)
