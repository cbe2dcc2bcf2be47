"""Which app reads which kind of mail."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Model
from django.utils.functional import Promise

from inbox.enums import Reason, ReceivedState
from inbox.mime import Mail
from inbox.models import Received

if TYPE_CHECKING:
    from accounts.models import User

Words = str | Promise


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a reader has done about a mail, or why it has done nothing; ``facts``: what a page shows of it."""

    state: ReceivedState
    reason: str = ""
    about: Model | None = None
    scope: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Reads one kind of mail.

    ``read`` answers None where the mail is not of its kind. It is called in a transaction that may be rolled back and
    tried again, and never twice for one mail that has come to its end. ``accept`` does what somebody has decided about
    a mail that was kept for one of the reasons in ``acceptable``; what it refuses, it raises.
    """

    name: str
    read: Callable[[Received, Mail, datetime], Verdict | None]
    reasons: Mapping[str, Words]
    accept: "Callable[[Received, Mail, User, datetime], None] | None" = None
    acceptable: frozenset[str] = frozenset()


_readers: dict[str, Reader] = {}


def register(reader: Reader) -> None:
    """Let ``reader`` see every mail that comes. Called when the owning app is ready: lower apps see it first."""
    _readers[reader.name] = reader


def readers() -> Iterable[Reader]:
    """Every reader, in the order in which they are asked."""
    return _readers.values()


def reader_of(received: Received) -> Reader | None:
    """Who has read a mail."""
    return _readers.get(received.reader)


def why(received: Received) -> Words:
    """In words why a mail was put before a person or passed over."""
    reader = reader_of(received)
    known = reader.reasons if reader else {}
    return known.get(received.reason) or str(Reason(received.reason).label)


def can_accept(received: Received) -> bool:
    """Whether somebody may let a kept mail count as it is."""
    reader = reader_of(received)
    is_kept = received.state == ReceivedState.KEPT
    return is_kept and reader is not None and received.reason in reader.acceptable
