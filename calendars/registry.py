"""Which app says what the feeds of a purpose show."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from accounts.models import User
from calendars import queries
from calendars.enums import ABOUT_SOMETHING, Purpose
from calendars.models import Feed
from calendars.queries import Shown
from common import site


@dataclass(frozen=True)
class Contents:
    """What one feed shows to its reader now, and how it is called."""

    name: str
    shown: Shown


@dataclass(frozen=True)
class Source:
    """What feeds of one purpose show.

    ``contents`` asks anew who may read what, and is None where there is nothing to read any more. ``names`` are
    those of many subjects at once; a subject that is gone has none.
    """

    contents: Callable[[Feed], Contents | None]
    names: Callable[[Collection[str]], Mapping[str, str]]


def _of_its_reader(feed: Feed) -> Contents | None:
    """What stands in one's own calendar."""
    if feed.user is None:
        return None
    return Contents(site.name(), queries.shown_to(feed.user))


_sources: dict[str, Source] = {Purpose.PERSONAL: Source(contents=_of_its_reader, names=lambda _subjects: {})}


def register(purpose: Purpose, source: Source) -> None:
    """Say what the feeds of ``purpose`` show. Called when the app that knows is ready."""
    _sources[purpose] = source


def contents(feed: Feed) -> Contents | None:
    """What ``feed`` shows now; nothing to who has left."""
    if feed.user is not None and not feed.user.is_active:
        return None
    return _sources[feed.purpose].contents(feed)


def may_have(user: User, purpose: str, subject: str) -> bool:
    """Whether there is something of the kind that ``user`` may read."""
    if purpose not in _sources or (purpose in ABOUT_SOMETHING) != bool(subject):
        return False
    return contents(Feed(user=user, purpose=purpose, subject=subject)) is not None


def names(purpose: str, subjects: Collection[str]) -> Mapping[str, str]:
    """What these subjects are called."""
    return _sources[purpose].names(subjects)
