"""Votes, added up so that nobody can be read out of them: the pure core of polls.

A box holds what all votes of one poll come to. It depends on what was voted and on nothing else: not on
who, when or in which order, save that whether a word may be seen is what was last said of it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from common import crowds
from polls import spelling

MOST_VOTES, MOST_WORDS = 2_000, 600
WORDS_EACH = 3
STEPS = tuple(str(step) for step in range(1, 6))


class Kind(StrEnum):
    """How a poll is answered; the values are those of ``PollKind``."""

    ONE = "one"
    SEVERAL = "several"
    SCALE = "scale"
    WORDS = "words"


CHOSEN = frozenset({Kind.ONE, Kind.SEVERAL})  # by choosing among options


class Stand(StrEnum):
    """Whether a word may be seen."""

    WAITING = "waiting"
    SHOWN = "shown"
    BANNED = "banned"


class Fault(StrEnum):
    """What is wrong with a vote; the values are those of ``Complaint``."""

    MISSING = "missing"
    NO_WORD = "no_word"
    UNKNOWN = "unknown"
    TOO_LONG = "too_long"


@dataclass(frozen=True)
class Checked:
    """A vote as it counts, cells or words; or what is wrong with it, and with the word of which number."""

    vote: tuple[str, ...] = ()
    fault: Fault | None = None
    place: int = 0


@dataclass(frozen=True)
class Heard:
    """One word: how it was spelled how often, and whether it may be seen."""

    spellings: Mapping[str, int]
    stand: Stand

    @property
    def count(self) -> int:
        """By how many it was said."""
        return sum(self.spellings.values())

    @property
    def text(self) -> str:
        """As most have spelled it."""
        return min(self.spellings, key=lambda one: (-self.spellings[one], one))


@dataclass(frozen=True)
class Box:
    """What all votes come to. ``voters``: digests of devices, sorted."""

    counts: Mapping[str, int] = field(default_factory=dict)
    words: Mapping[str, Heard] = field(default_factory=dict)
    voters: tuple[str, ...] = ()
    votes: int = 0


def cells(kind: Kind, options: Sequence[str]) -> tuple[str, ...]:
    """What can be chosen: the steps of a scale, or options by their number."""
    if kind is Kind.SCALE:
        return STEPS
    return tuple(str(number) for number in range(len(options))) if kind in CHOSEN else ()


def empty(kind: Kind, options: Sequence[str]) -> Box:
    """The box before the first vote: every cell is there, so none appears when it is first chosen."""
    return Box(counts=dict.fromkeys(cells(kind, options), 0))


def check(kind: Kind, options: Sequence[str], given: Sequence[str]) -> Checked:
    """Read one vote, whatever was sent."""
    if kind is Kind.WORDS:
        return _check_words(given)
    chosen = {one for one in given if one}
    if not chosen:
        return Checked(fault=Fault.MISSING)
    known = cells(kind, options)
    if chosen - set(known) or (kind is not Kind.SEVERAL and len(chosen) > 1):
        return Checked(fault=Fault.UNKNOWN)
    return Checked(tuple(cell for cell in known if cell in chosen))


def _check_words(given: Sequence[str]) -> Checked:
    found: dict[str, str] = {}
    for place, text in enumerate(given[:WORDS_EACH]):
        # What is too long is not even looked at: reading it sign by sign would cost more than it is worth.
        said = spelling.clean(text) if len(text) <= spelling.LONGEST else text
        if len(said) > spelling.LONGEST:
            return Checked(fault=Fault.TOO_LONG, place=place)
        if said:
            found.setdefault(spelling.key(said), said)
    return Checked(tuple(found.values())) if found else Checked(fault=Fault.NO_WORD)


def is_full(box: Box, words: Iterable[str] = ()) -> bool:
    """Whether no vote with these ``words`` fits in any more."""
    fresh = {spelling.key(word) for word in words} - box.words.keys()
    return box.votes >= MOST_VOTES or len(box.words) + len(fresh) > MOST_WORDS


def put(box: Box, vote: Sequence[str], *, voter: str, is_moderated: bool = True) -> Box:
    """The box with one checked vote more: cells, or words where it has no cells."""
    voters = tuple(sorted({*box.voters, voter}))
    if box.counts:
        counts = {cell: count + (cell in vote) for cell, count in box.counts.items()}
        return Box(counts, box.words, voters, box.votes + 1)
    words = dict(box.words)
    for text in vote:
        words[spelling.key(text)] = _said_again(words.get(spelling.key(text)), text, is_moderated=is_moderated)
    return Box(box.counts, dict(sorted(words.items())), voters, box.votes + 1)


def _said_again(before: Heard | None, text: str, *, is_moderated: bool) -> Heard:
    """A word in disguise waits in any case: it may be one that was banned in other letters."""
    waits = is_moderated or spelling.is_disguised(text)
    known = before or Heard({}, Stand.WAITING if waits else Stand.SHOWN)
    return Heard(dict(sorted((Counter(known.spellings) + Counter({text: 1})).items())), known.stand)


def moderate(box: Box, keys: Iterable[str], stand: Stand) -> Box:
    """The box in which these words may be seen, or not; those that nobody has said stay unsaid."""
    chosen = set(keys)
    words = {key: Heard(word.spellings, stand) if key in chosen else word for key, word in box.words.items()}
    return Box(box.counts, words, box.voters, box.votes)


def without_devices(box: Box) -> Box:
    """What is kept for good: figures, and the words that everybody may see."""
    words = {key: word for key, word in box.words.items() if word.stand is Stand.SHOWN}
    return Box(box.counts, words, (), box.votes)


def standing(box: Box, stand: Stand) -> list[tuple[str, Heard]]:
    """Words with their keys, those said most often first."""
    found = [(key, word) for key, word in box.words.items() if word.stand is stand]
    return sorted(found, key=lambda one: (-one[1].count, one[0]))


def may_be_shown(votes: int, *, before: int) -> bool:
    """Whether so many votes may be shown where ``before`` of them were shown once: what came since is none, or enough."""
    return crowds.is_enough(votes) and (votes == before or crowds.is_enough(votes - before))


def mean(counts: Mapping[str, int]) -> float | None:
    """Of a scale, to one decimal; None without votes."""
    total = sum(counts.values())
    weighed = sum(int(step) * count for step, count in counts.items())
    return crowds.mean(weighed, total) if total else None


def percent(number: int, votes: int) -> int:
    """A share in whole percent, half a percent rounded up; of no votes there is none."""
    return (200 * number + votes) // (2 * votes) if votes else 0
