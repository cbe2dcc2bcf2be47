"""Answers, added up so that nobody can be read out of them: the pure core of feedback.

A heap holds what all answers to one question come to. It depends on what was answered and on
nothing else: not on who, when or in which order. Everything that is kept goes through here.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from feedback.questions import Question

LONGEST = 2000  # characters of one text
FEWEST = 5  # answers below which nothing is shown
UNWRITABLE = re.compile(r"[\x00\ud800-\udfff]")  # no JSON column can hold these

Answer = int | str
Answers = Mapping[str, Answer]  # by the question's key; what was left out is not in it


class Fault(StrEnum):
    """What is wrong with an answer; the values are those of ``Complaint``."""

    MISSING = "missing"
    OFF_SCALE = "off_scale"
    TOO_LONG = "too_long"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Checked:
    """An answer as it is kept, None where there is none; or what is wrong with it."""

    answer: Answer | None = None
    fault: Fault | None = None


@dataclass(frozen=True)
class Heap:
    """All answers to one question: how often each step was chosen, and the texts in sorted order."""

    counts: Mapping[str, int]
    texts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Figures:
    """What a scale's counts say; ``counts`` stand in the order of the steps."""

    counts: tuple[int, ...]
    total: int
    mean: float | None


def check(question: Question, value: object) -> Checked:
    """Read one answer, whatever was sent."""
    checked = _check_text(value) if question.is_text else _check_step(question, value)
    if checked == Checked() and question.is_required:
        return Checked(fault=Fault.MISSING)
    return checked


def _check_text(value: object) -> Checked:
    if value is None:
        return Checked()
    if not isinstance(value, str) or UNWRITABLE.search(value):
        return Checked(fault=Fault.UNREADABLE)
    # One spelling of line ends and accents: the system somebody writes on is nobody's business.
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if len(text) > LONGEST:
        return Checked(fault=Fault.TOO_LONG)
    return Checked(text or None)


def _check_step(question: Question, value: object) -> Checked:
    if value is None or value == "":
        return Checked()
    known = {str(step): step for step in question.steps}
    if isinstance(value, bool) or not isinstance(value, int | str) or str(value) not in known:
        return Checked(fault=Fault.OFF_SCALE)
    return Checked(known[str(value)])


def check_all(
    questions: Sequence[Question], values: Mapping[str, object]
) -> tuple[dict[str, Answer], dict[str, Fault]]:
    """Read the answers to all questions: those given as they are kept, and what is wrong, by key."""
    answers: dict[str, Answer] = {}
    faults: dict[str, Fault] = {}
    for question in questions:
        checked = check(question, values.get(question.key))
        if checked.fault is not None:
            faults[question.key] = checked.fault
        elif checked.answer is not None:
            answers[question.key] = checked.answer
    return answers, faults


def empty(question: Question) -> Heap:
    """The heap before the first answer: every step is there, so none appears when it is first chosen."""
    return Heap(counts={str(step): 0 for step in question.steps})


def put(heap: Heap, answer: Answer | None) -> Heap:
    """The heap with one checked answer more, or as it was where none was given."""
    if answer is None:
        return heap
    if isinstance(answer, str):
        return Heap(heap.counts, tuple(sorted((*heap.texts, answer))))
    return Heap({step: count + (step == str(answer)) for step, count in heap.counts.items()}, heap.texts)


def put_person(people: Sequence[int], person: int) -> list[int]:
    """Who has answered, with one more: sorted, so that it says nothing about the order."""
    return sorted({*people, person})


def figures(question: Question, counts: Mapping[str, int]) -> Figures:
    """Counts in order, their sum, and their mean to one decimal; no mean without answers."""
    ordered = tuple(counts[str(step)] for step in question.steps)
    total = sum(ordered)
    weighed = sum(step * count for step, count in zip(question.steps, ordered, strict=True))
    # Half a tenth is rounded up, in whole numbers: 4.25 as a float may come out either way.
    mean = (20 * weighed + total) // (2 * total) / 10 if total else None
    return Figures(counts=ordered, total=total, mean=mean)


def recommendation_score(question: Question, counts: Mapping[str, int]) -> int | None:
    """Percentage of the two best steps minus percentage of the lower ones; from -100 to 100.

    On 0 to 10 these are 9 and 10 on one side and 0 to 6 on the other.
    """
    total = sum(counts.values())
    if not total:
        return None
    promoters = sum(counts[str(step)] for step in question.steps if step >= question.high - 1)
    critics = sum(counts[str(step)] for step in question.steps if step <= question.high - 4)
    return round(100 * (promoters - critics) / total)


def is_enough(number: int) -> bool:
    """Whether so many answers may be shown."""
    return number >= FEWEST
