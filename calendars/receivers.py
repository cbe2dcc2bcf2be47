"""What this app does when those below announce something, and about answers that are mailed to us."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.dispatch import receiver

from accounts.models import User
from accounts.signals import address_changed, mail_chosen
from calendars import actions, itip, notifications, policies, queries, reading, wording
from calendars.enums import Answer, AnswerReason
from calendars.exceptions import AnswerRefused
from calendars.itip import Flaw, Reply
from calendars.models import Entry
from inbox import mime, origin
from inbox.enums import ReceivedState
from inbox.mime import Mail
from inbox.models import Received
from inbox.registry import Reader, Verdict

METHODS = {"REPLY", "COUNTER", "REFRESH"}
# Somebody has to know of these; all others are nobody's business.
TO_LOOK_AT = {AnswerReason.LEFT, AnswerReason.TEACHES, AnswerReason.TOO_LATE, AnswerReason.BEGUN}
ACCEPTABLE = frozenset({AnswerReason.UNPROVEN, AnswerReason.OTHER_PERSON, AnswerReason.TOO_LATE})
LONGEST_LETTER = 2_000


@receiver(address_changed)
def move_calendar(*, user: User, former: str, at: datetime, **_kwargs: Any) -> None:
    """Somebody reads mail elsewhere: what stands in their calendar goes with them."""
    for revision in actions.follow_address(person=user, former=former, at=at):
        notifications.tell(revision, scope=revision.entry.meeting.scope, at=at)


@receiver(mail_chosen)
def invite_by_mail(*, user: User, at: datetime, **_kwargs: Any) -> None:
    """Somebody wants their invitations by mail: what they have only subscribed to comes too."""
    for revision in actions.invite_again(person=user, at=at):
        notifications.tell(revision, scope=revision.entry.meeting.scope, at=at)


def read_answer(received: Received, mail: Mail, at: datetime) -> Verdict | None:
    """Somebody's calendar has answered an invitation of ours, or somebody wrote to the address of one."""
    entry = queries.entry_at(received.recipient)
    text = _calendar_in(mail)
    if text is None and mail.fault is None:
        return _letter(entry, mail)
    if origin.is_reply_of_a_machine(mail):
        return _dropped(AnswerReason.AUTOMATIC, entry)
    reply = itip.read(text or "")
    if not isinstance(reply, Flaw):
        return _read(entry, reply, mail, at=at)
    unreadable = AnswerReason.UNREADABLE
    return _kept(unreadable, entry, {"from": mail.author}) if entry else _dropped(unreadable, None)


def accept_answer(received: Received, mail: Mail, by: User, at: datetime) -> None:
    """Somebody has looked at an answer and lets it count for the person of the entry."""
    entry = Entry.objects.with_meeting_and_person().filter(pk=received.about_id or 0).first()
    if entry is None:  # it went with its person
        raise AnswerRefused(AnswerReason.UNKNOWN)
    reply = itip.read(_calendar_in(mail) or "")
    if isinstance(reply, Flaw):
        raise AnswerRefused(AnswerReason.UNREADABLE)
    _act(entry, reply, mail, by=by, at=at)


ANSWERS = Reader(name="answers", read=read_answer, reasons=wording.REASONS, accept=accept_answer, acceptable=ACCEPTABLE)


def _read(entry: Entry | None, reply: Reply, mail: Mail, *, at: datetime) -> Verdict:
    """Find out whose answer it is: whoever writes to the address of an entry has it from its person."""
    if reply.method not in METHODS:
        return _dropped(AnswerReason.OTHER_METHOD, entry)
    author = origin.author(mail, trusted=settings.INBOUND_TRUSTED)
    is_proven = entry is not None or author in reply.attendees
    # Whoever is vouched for answers for themselves alone, whomever else the answer names.
    entry = entry or queries.entry_of(reply.uid, [author] if is_proven else list(reply.attendees))
    if entry is None:
        return _dropped(AnswerReason.UNKNOWN, None)
    if reason := policies.doubt(entry, reply, is_proven=is_proven):
        return _kept(reason, entry, _facts(entry, mail, reply))
    return _follow(entry, reply, mail, at=at)


def _follow(entry: Entry, reply: Reply, mail: Mail, *, at: datetime) -> Verdict:
    """Do what an answer asks that is theirs without doubt."""
    facts = _facts(entry, mail, reply)
    try:
        _act(entry, reply, mail, by=None, at=at)
    except AnswerRefused as refused:
        if refused.reason not in TO_LOOK_AT:
            return _dropped(refused.reason, entry)
        actions.leave_open(entry=entry, reason=refused.reason, at=at)
        return _kept(refused.reason, entry, facts)
    if reply.method == "COUNTER":
        return _kept(AnswerReason.PROPOSED, entry, facts)
    return Verdict(state=ReceivedState.DONE, about=entry, scope=entry.meeting.scope, facts=facts)


def _act(entry: Entry, reply: Reply, mail: Mail, *, by: User | None, at: datetime) -> None:
    """Do what an answer asks for. Raises AnswerRefused.

    Only a REPLY says whether somebody comes; what a proposal says of that is about the other time.
    """
    if reply.method == "COUNTER":
        starts, ends = _wish(entry, mail) or (None, None)
        actions.propose(entry=entry, starts_at=starts, ends_at=ends, comment=reply.comment, at=at)
        return
    if reply.method == "REFRESH":
        for revision in actions.say_again(entry=entry, at=at):
            notifications.tell(revision, scope=entry.meeting.scope, at=at)
        return
    said = _answer(_said(entry, reply) if by else policies.state_of(entry, reply))
    if said is None:
        raise AnswerRefused(AnswerReason.OTHER_METHOD)
    actions.answer(entry=entry, reply=reply, said=said, by=by, at=at)


def _wish(entry: Entry, mail: Mail) -> tuple[datetime, datetime] | None:
    """Which time they would rather have; None where it is not said."""
    diary = reading.read((_calendar_in(mail) or "").encode(), zone=entry.meeting.zone)
    found = next(iter(diary.found), None)
    if found is None or found.starts is None or found.ends is None:
        return None
    zone = ZoneInfo(found.zone)
    return found.starts.replace(tzinfo=zone), found.ends.replace(tzinfo=zone)


def _letter(entry: Entry | None, mail: Mail) -> Verdict | None:
    """There is no calendar in it. What somebody wrote to the address of an entry is for the organisers to read."""
    if entry is None:
        return None
    if origin.is_automatic(mail):
        return _dropped(AnswerReason.AUTOMATIC, entry)
    part = next((part for part in mail.parts() if part.get_content_type() == "text/plain"), None)
    try:
        text = mime.text(part, most=itip.MOST_BYTES) if part else ""
    except ValueError:
        text = ""
    return _kept(AnswerReason.WROTE, entry, {"from": mail.author, "comment": text.strip()[:LONGEST_LETTER]})


def _calendar_in(mail: Mail) -> str | None:
    """The calendar that a mail brings, in its text or beside it; nothing of one that is not in the letters it names."""
    parts = {kind: part for part in reversed(list(mail.parts())) if (kind := part.get_content_type())}
    part = parts.get("text/calendar") or parts.get("application/ics")
    try:
        return mime.text(part, most=itip.MOST_BYTES) if part is not None else None
    except ValueError:
        return ""


def _answer(state: str | None) -> Answer | None:
    return Answer(state) if state in {Answer.ACCEPTED, Answer.TENTATIVE, Answer.DECLINED} else None


def _said(entry: Entry, reply: Reply) -> str:
    """What would count for the person of ``entry``: what is said of them, or else of whom it names first."""
    return policies.state_of(entry, reply) or next(iter(reply.attendees.values()))


def _facts(entry: Entry, mail: Mail, reply: Reply) -> dict[str, str]:
    facts = {"from": mail.author or next(iter(reply.attendees)), "comment": reply.comment}
    if reply.method != "COUNTER":
        return facts | {"said": _said(entry, reply)[:20]}
    wish = _wish(entry, mail)
    return facts | ({"starts_at": wish[0].isoformat(), "ends_at": wish[1].isoformat()} if wish else {})


def _kept(reason: AnswerReason, entry: Entry, facts: Mapping[str, str]) -> Verdict:
    return Verdict(
        state=ReceivedState.KEPT, reason=reason, about=entry, scope=entry.meeting.scope, facts=_printable(facts)
    )


def _dropped(reason: AnswerReason, entry: Entry | None) -> Verdict:
    scope = entry.meeting.scope if entry else ""
    return Verdict(state=ReceivedState.DROPPED, reason=reason, about=entry, scope=scope)


def _printable(facts: Mapping[str, str]) -> dict[str, str]:
    """A database takes no NUL, and nobody sees the rest."""
    return {name: "".join(sign for sign in said if sign.isprintable() or sign == "\n") for name, said in facts.items()}
