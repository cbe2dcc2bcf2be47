"""Answers from calendars that somebody has to look at, and what each of them says."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from calendars.models import Entry
from calendars.wording import ANSWERS
from common import times
from inbox import registry
from inbox.models import Received
from inbox.querysets import ReceivedQuerySet

MOST = 100


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One answer: whose entry it is about, who has written what, and why it was not simply followed."""

    received: Received
    entry: Entry | None
    sender: str
    said: str | Promise
    proposed: str
    why: str | Promise
    can_accept: bool

    @property
    def name(self) -> str:
        """Whose answer it would be."""
        return self.entry.person.name if self.entry else self.sender

    @property
    def when(self) -> str:
        """Which session it is about."""
        if self.entry is None:
            return ""
        return times.span(self.entry.meeting.starts_at, self.entry.meeting.ends_at)

    @property
    def comment(self) -> str:
        """What they wrote with it."""
        return str(self.received.facts.get("comment", ""))


@dataclass(frozen=True, kw_only=True)
class Replies:
    """The newest of them, and how many there are."""

    rows: list[Reply]
    number: int


def replies(found: ReceivedQuerySet) -> Replies:
    """Those among ``found`` that wait for a person."""
    waiting = list(found.to_look_at().defer("raw")[: MOST + 1])
    entries = _entries(waiting)
    rows = [_row(received, entries.get(received.about_id)) for received in waiting[:MOST]]
    return Replies(rows=rows, number=len(waiting) if len(waiting) <= MOST else found.to_look_at().count())


def _entries(waiting: Collection[Received]) -> dict[str, Entry]:
    label = Entry._meta.label_lower  # noqa: SLF001  # Django's documented API
    pks = [received.about_id for received in waiting if received.about_type == label]
    return {str(entry.pk): entry for entry in Entry.objects.with_meeting_and_person().filter(pk__in=pks)}


def _row(received: Received, entry: Entry | None) -> Reply:
    facts = received.facts
    said = facts.get("said", "")
    return Reply(
        received=received,
        entry=entry,
        sender=facts.get("from", "") or received.sender,
        said=ANSWERS.get(said, ""),
        proposed=_proposed(facts),
        why=registry.why(received),
        can_accept=registry.can_accept(received),
    )


def _proposed(facts: dict[str, str]) -> str:
    if "starts_at" not in facts:
        return ""
    return times.span(datetime.fromisoformat(facts["starts_at"]), datetime.fromisoformat(facts["ends_at"]))
