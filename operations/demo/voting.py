"""What rooms were asked: a cloud that grows, with words that wait, a poll that is over, and one for later."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from events.enums import RoleKind
from events.models import Event
from polls import actions, tally
from polls.enums import PollKind
from polls.models import Poll

SAID = (
    ("Trust", "Time", ""),
    ("trust", "coffee", "one list for all"),
    ("Clear words", "Trust", ""),
    ("time", "TRUST", "Courage"),
    ("Short ways", "Time", "coffee"),
    ("Trust", "one list for all", "🧭"),
    ("Patience", "time", ""),
    ("courage", "Short ways", "Gewohnheit"),
    ("Less e-mail", "trust", "Coffee"),
    ("the boss is wrong", "Clear words", ""),
)
WAIT = ("the boss is wrong", "gewohnheit", "🧭", "less e-mail")
BEFORE = ("1", "0", "1", "2", "1", "0", "1", "1", "2", "1", "0")
RATED = ("4", "5", "3", "4", "4", "5", "2", "4")
CHOSEN = (("0", "2"), ("2",), ("1", "2"), ("0",), ("2", "3"), ("0", "2"), ("3",))


def vote(events: Mapping[str, Event], *, at: datetime) -> None:
    """Today's room is at its second question; what was asked yesterday online is over."""
    today, met = events["today"], events["met_online"]
    answers = ("Once a week", "Once a month", "Never so far")
    asked = actions.Asked(question="How often do you work with another department?", options=answers, is_live=True)
    _over(today, asked, ((cell,) for cell in BEFORE), at=at - timedelta(minutes=20))
    cloud = actions.Asked(question="What makes working together easy?", kind=PollKind.WORDS, is_live=True)
    poll = _open(today, cloud, SAID, at=at - timedelta(minutes=5))
    said = {key for key, _word in tally.standing(poll.box.results, tally.Stand.WAITING)}
    by = today.roles.get(kind=RoleKind.OWNER).user
    actions.moderate(poll=poll, keys=said - set(WAIT), stand=tally.Stand.SHOWN, by=by, at=at)
    later = actions.Asked(question="How sure are you of your next step?", kind=PollKind.SCALE)
    actions.write(event=today, asked=later, by=by, at=at)
    several = actions.Asked(
        question="Which questions will you ask?",
        kind=PollKind.SEVERAL,
        options=("Who answers for it?", "What does leaving cost?", "Where is the data?", "None of them"),
    )
    ended = met.ends_at or at
    _over(met, several, CHOSEN, at=ended - timedelta(minutes=30))
    sure = actions.Asked(question="How useful was this hour for you?", kind=PollKind.SCALE)
    _over(met, sure, ((cell,) for cell in RATED), at=ended - timedelta(minutes=5))


def _open(event: Event, asked: actions.Asked, votes: Iterable[tuple[str, ...]], *, at: datetime) -> Poll:
    by = event.roles.get(kind=RoleKind.OWNER).user
    poll = actions.write_and_open(event=event, asked=asked, by=by, at=at)
    for number, given in enumerate(votes):
        actions.vote(poll=poll, device=f"demo-{number}", given=given)
    return Poll.objects.with_results().get(pk=poll.pk)


def _over(event: Event, asked: actions.Asked, votes: Iterable[tuple[str, ...]], *, at: datetime) -> None:
    by = event.roles.get(kind=RoleKind.OWNER).user
    actions.close(poll=_open(event, asked, votes, at=at), by=by, at=at + timedelta(minutes=4))
