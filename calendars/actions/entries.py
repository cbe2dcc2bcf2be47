"""Who should have which meetings now; what has to be said follows from that.

Callers hold the lock of whatever the meetings belong to: two statements about the same
meetings never run at once.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import Guest, User
from calendars import queries
from calendars.details import MeetingDetails, Told
from calendars.enums import Answer, Reason
from calendars.models import Entry, Meeting, Revision
from calendars.sequencing import Statement, next_statement, repeat, stamp_after
from common.changes import Insert

__all__ = [
    "MeetingDetails",
    "bring_up_to_date",
    "cancel_meeting",
    "expect",
    "expect_all",
    "expect_of",
    "follow_address",
    "invite_again",
    "put_meeting",
]

State = tuple[Any, ...]
_ENTRIES, _REVISIONS = Insert(Entry), Insert(Revision)
STATED = (
    "is_expected",
    "for_seat",
    "for_teaching",
    "changed_at",
    "left_at",
    "method",
    "sequence",
    "meeting_sequence",
    "digest",
    "stamped_at",
    "answer",
    "answer_stamped_at",
)


@transaction.atomic
def put_meeting(*, uid: str, details: MeetingDetails, at: datetime, whole: UUID | None = None) -> Meeting:
    """Say that a meeting takes place, when, where and what it is, and of what it is a part."""
    meeting = Meeting.objects.select_for_update().filter(uid=uid).first()
    if meeting is None:
        known = {"uid": uid, "whole": whole, "digest": details.digest, "revised_at": stamp_after(None, at)}
        return Meeting.objects.create(**known, **vars(details))
    is_reinstated = meeting.is_cancelled
    if meeting.digest == details.digest and not is_reinstated:
        return meeting
    if is_reinstated or meeting.details.times != details.times:
        meeting.sequence += 1
    for name, value in vars(details).items():
        setattr(meeting, name, value)
    meeting.digest = details.digest
    meeting.cancelled_at = None
    meeting.revised_at = stamp_after(meeting.revised_at, at)
    meeting.save()
    return meeting


@transaction.atomic
def cancel_meeting(*, uid: str, at: datetime) -> Meeting:
    """Say that a meeting does not take place."""
    meeting = Meeting.objects.select_for_update().get(uid=uid)
    if not meeting.is_cancelled:
        meeting.sequence += 1
        meeting.cancelled_at = at
        meeting.revised_at = stamp_after(meeting.revised_at, at)
        meeting.save(update_fields=["sequence", "cancelled_at", "revised_at"])
    return meeting


@transaction.atomic(savepoint=False)  # it fails with its caller
def expect(
    *,
    person: User | Guest,
    wanted: Collection[str],
    among: Collection[str],
    at: datetime,
    reason: Reason = Reason.SEAT,
) -> list[Revision]:
    """Of the meetings ``among``, ``person`` should now have exactly those ``wanted``, as far as ``reason`` goes."""
    meetings = _these(queries.meetings_of([person], {*among, *wanted}), wanted)
    return _expect([person], meetings, wanted=wanted, reason=reason, at=at)


@transaction.atomic(savepoint=False)  # it fails with its caller
def expect_of(
    *, person: User | Guest, meetings: Sequence[Meeting], wanted: Collection[str], at: datetime
) -> list[Revision]:
    """Of ``meetings``, which are at hand, ``person`` should now have exactly those ``wanted``, for their seat."""
    return _expect([person], _these(meetings, wanted), wanted=wanted, reason=Reason.SEAT, at=at)


@transaction.atomic(savepoint=False)  # it fails with its caller
def expect_all(
    *,
    people: Sequence[User | Guest],
    wanted: Collection[str],
    among: Collection[str],
    at: datetime,
    reason: Reason = Reason.SEAT,
) -> list[Revision]:
    """Of the meetings ``among``, everybody here should now have exactly those ``wanted``; see expect()."""
    meetings = _these(queries.meetings_of(people, {*among, *wanted}), wanted)
    return _expect(people, meetings, wanted=wanted, reason=reason, at=at)


@transaction.atomic(savepoint=False)  # it fails with its caller
def bring_up_to_date(*, uids: Collection[str], at: datetime) -> list[Revision]:
    """Tell everybody who has these meetings what has changed since they were last told."""
    found = Entry.objects.filter(meeting__uid__in=uids, meeting__ends_at__gt=at).with_meeting_and_person().locked()
    entries = list(found)
    return _speak(entries, before=_states(entries), at=at)


@transaction.atomic
def follow_address(*, person: User | Guest, former: str, at: datetime) -> list[Revision]:
    """``person`` has another address: take everything out at the ``former`` one and invite the new one.

    Only for a former address that is still theirs; else ``invite_again``.
    """
    revisions = []
    entries = list(Entry.objects.of(person).standing(at=at).with_meeting_and_person().locked())
    for entry in entries:
        for address, is_expected in ((former, False), (person.email, True)):
            statement = next_statement(entry.meeting.standing, is_expected=is_expected, last=entry.last_word, at=at)
            if statement is not None:
                revisions.append(say(entry, statement, address=address))
    update(entries)
    _REVISIONS.write(revisions)
    return revisions


@transaction.atomic
def invite_again(*, person: User | Guest, at: datetime) -> list[Revision]:
    """Send whatever stands in ``person``'s calendar and no mail to their address has said yet."""
    revisions = []
    standing = list(Entry.objects.of(person).standing(at=at).with_meeting_and_person().locked())
    entries = queries.unmailed(standing, address=person.email)
    for entry in entries:
        if last := entry.last_word:
            statement = next_statement(entry.meeting.standing, is_expected=True, last=last, at=at)
            revisions.append(say(entry, statement or repeat(last, at=at), address=person.email))
    update(entries)
    _REVISIONS.write(revisions)
    return revisions


def _these(meetings: Sequence[Meeting], wanted: Collection[str]) -> list[Meeting]:
    """The meetings in order; whatever is wanted has to be among them."""
    if unknown := set(wanted) - {meeting.uid for meeting in meetings}:
        raise Meeting.DoesNotExist(f"No such meeting: {', '.join(sorted(unknown))}")
    return sorted(meetings, key=lambda meeting: (meeting.starts_at, meeting.uid))


def _expect(
    people: Sequence[User | Guest],
    ordered: Sequence[Meeting],
    *,
    wanted: Collection[str],
    reason: Reason,
    at: datetime,
) -> list[Revision]:
    # Nobody else makes entries of these meetings meanwhile: whoever calls has what they belong to locked.
    known = [meeting for meeting in ordered if meeting.is_known]
    found = Entry.objects.of(*people).filter(meeting__in=known).with_meeting_and_person().locked() if known else ()
    standing = {(entry.person, entry.meeting.uid): entry for entry in found}
    before = _states(standing.values())
    entries = []
    for person in people:
        for meeting in ordered:
            entry = standing.get((person, meeting.uid))
            if entry is not None:
                _set_expected(entry, reason, is_wanted=meeting.uid in wanted, at=at)
            elif meeting.uid in wanted:
                entry = _new_entry(meeting, person, reason, at)
            if entry is not None:
                entries.append(entry)
    return _speak(entries, before=before, at=at)


def _new_entry(meeting: Meeting, person: User | Guest, reason: Reason, at: datetime) -> Entry:
    user, guest = (person, None) if isinstance(person, User) else (None, person)
    entry = Entry(meeting=meeting, user=user, guest=guest, changed_at=at)
    setattr(entry, reason.value, True)
    return entry


def _set_expected(entry: Entry, reason: Reason, *, is_wanted: bool, at: datetime) -> None:
    setattr(entry, reason.value, is_wanted)
    is_expected = entry.for_seat or entry.for_teaching
    if entry.is_expected != is_expected:
        entry.is_expected = is_expected
        entry.left_at = None if is_expected else at
        entry.changed_at = at


def _speak(entries: Sequence[Entry], *, before: Mapping[int, State], at: datetime) -> list[Revision]:
    """Write what has to be said, and that it was said. Nothing is said about what is over."""
    revisions = []
    for entry in entries:
        if entry.meeting.ends_at <= at:
            continue
        statement = next_statement(entry.meeting.standing, is_expected=entry.is_expected, last=entry.last_word, at=at)
        if statement is not None:
            revisions.append(say(entry, statement, address=entry.person.email))
    _ENTRIES.write([entry for entry in entries if not entry.pk])
    update(entry for entry in entries if entry.pk in before and _state(entry) != before[entry.pk])
    _REVISIONS.write(revisions)
    return revisions


def say(entry: Entry, statement: Statement, *, address: str) -> Revision:
    """Note the statement on the entry; the revision is still to be written. Private to the actions."""
    meeting = entry.meeting
    if statement.asks:
        entry.answer, entry.answer_stamped_at = Answer.NEEDS_ACTION, None
    entry.method = statement.method
    entry.sequence = statement.sequence
    entry.meeting_sequence = meeting.sequence
    entry.digest = meeting.digest
    entry.stamped_at = statement.stamped_at
    told = Told(
        details=meeting.details,
        revised_at=meeting.revised_at,
        name=entry.person.name,
        address=address,
        answer=Answer(entry.answer),
        occasion=statement.occasion,
    )
    return Revision(
        entry=entry,
        method=statement.method,
        sequence=statement.sequence,
        stamped_at=statement.stamped_at,
        snapshot=told.as_json(),
    )


def _state(entry: Entry) -> State:
    return tuple(getattr(entry, name) for name in STATED)


def _states(entries: Iterable[Entry]) -> dict[int, State]:
    return {entry.pk: _state(entry) for entry in entries}


def update(entries: Iterable[Entry]) -> None:
    """Write changed entries: people in the same state share a statement, so 400 cost one or two.

    Private to the actions.
    """
    alike = defaultdict(list)
    for entry in entries:
        alike[_state(entry)].append(entry.pk)
    for state, pks in alike.items():
        Entry.objects.filter(pk__in=pks).update(**dict(zip(STATED, state, strict=True)))
