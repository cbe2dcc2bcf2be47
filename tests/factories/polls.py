"""Polls through their own actions."""

from collections.abc import Sequence
from datetime import datetime
from itertools import count
from typing import Any

from accounts.models import User
from events.models import Event
from polls import actions
from polls.enums import PollKind
from polls.models import Poll
from tests.factories.events import NOW, make_event

_devices = count(1)


def owner_of(event: Event) -> User:
    return event.roles.get(kind="owner").user


def make_poll(event: Event | None = None, *, at: datetime = NOW, **asked: object) -> Poll:
    """A draft: one of three colours, where nothing else is said."""
    event = event or make_event(at=at)
    asked.setdefault("question", "Which colour?")
    if asked.setdefault("kind", PollKind.ONE) in {PollKind.ONE, PollKind.SEVERAL}:
        asked.setdefault("options", ("Red", "Green", "Blue"))
    return actions.write(event=event, asked=actions.Asked(**asked), by=owner_of(event), at=at)


def open_poll(event: Event | None = None, *, at: datetime = NOW, **asked: object) -> Poll:
    poll = make_poll(event, at=at, **asked)
    return actions.open_poll(poll=poll, by=owner_of(poll.event), at=at)


def close(poll: Poll, *, at: datetime = NOW) -> Poll:
    return actions.close(poll=poll, by=owner_of(poll.event), at=at)


def vote(poll: Poll, *given: str, device: str = "") -> None:
    """One more device's vote."""
    actions.vote(poll=poll, device=device or f"device-{next(_devices)}", given=given or ("0",))


def vote_often(poll: Poll, votes: Sequence[Sequence[str]]) -> Poll:
    for given in votes:
        vote(poll, *given)
    return Poll.objects.with_results().get(pk=poll.pk)


def put_polls(world: Any) -> None:
    """Something is being asked at an event of ``world``, with enough votes to be seen; something else is not yet."""
    cloud = open_poll(world.event, at=world.at, kind=PollKind.WORDS, is_live=True, question="What is easy?")
    world.polls["cloud"] = vote_often(cloud, [("Trust", "Time")] * 5)
    world.polls["draft"] = make_poll(world.event, at=world.at)
