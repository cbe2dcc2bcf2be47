"""Answers, added up so that nobody can be read out of them: the pure core of feedback.

A heap holds what all answers to one question come to. It depends on what was answered and on
nothing else: not on who, when or in which order. Everything that is kept goes through here.
"""

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from common import crowds
from feedback.questions import ANSWERED, LISTS, Answer, Kind, Question

LONGEST, LONGEST_LINE = 2000, 200  # characters of one text, of one line
UNWRITABLE = re.compile(r"[\x00\ud800-\udfff]")  # no JSON column can hold these


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
    """All answers to one question: how often each step or option was chosen, and the texts in sorted order.

    Which options were chosen together is not kept: a rare pair would be somebody's mark.
    """

    counts: Mapping[str, int]
    texts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Figures:
    """What counts say, in the order of steps or options; ``total``: how many have answered.

    ``mean`` and ``spread`` (the standard deviation of what was given) are a scale's, to one decimal.
    """

    counts: tuple[int, ...]
    total: int
    mean: float | None
    spread: float | None = None


def most_characters(question: Question) -> int:
    """How many characters an answer in one's own words may have."""
    return LONGEST if question.kind is Kind.TEXT else LONGEST_LINE


def check(question: Question, value: object) -> Checked:
    """Read one answer, whatever was sent."""
    if question.is_text:
        checked = _check_text(value, longest=most_characters(question))
    elif question.kind in LISTS:
        checked = _check_options(question, value)
    else:
        checked = _check_step(question, value)
    if checked == Checked() and question.is_required:
        return Checked(fault=Fault.MISSING)
    return checked


def _check_text(value: object, *, longest: int) -> Checked:
    if value is None:
        return Checked()
    if not isinstance(value, str) or UNWRITABLE.search(value):
        return Checked(fault=Fault.UNREADABLE)
    # One spelling of line ends and accents: the system somebody writes on is nobody's business.
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if longest == LONGEST_LINE:
        text = " ".join(text.split())
    if len(text) > longest:
        return Checked(fault=Fault.TOO_LONG)
    return Checked(text or None)


def _check_step(question: Question, value: object) -> Checked:
    if value is None or value == "":
        return Checked()
    known = {str(step): step for step in question.steps}
    if isinstance(value, bool) or not isinstance(value, int | str) or str(value) not in known:
        return Checked(fault=Fault.OFF_SCALE)
    return Checked(known[str(value)])


def _check_options(question: Question, value: object) -> Checked:
    chosen = value if isinstance(value, list | tuple) else [value]
    chosen = [one for one in chosen if one not in (None, "")]
    known = [option.key for option in question.options]
    if any(not isinstance(one, str) or one not in known for one in chosen):
        return Checked(fault=Fault.OFF_SCALE)
    if question.kind is Kind.CHOICE and len(set(chosen)) > 1:
        return Checked(fault=Fault.OFF_SCALE)
    return Checked(tuple(key for key in known if key in chosen) or None)


def check_all(
    questions: Sequence[Question], values: Mapping[str, object]
) -> tuple[dict[str, Answer], dict[str, Fault]]:
    """Read the answers to all questions: those given as they are kept, and what is wrong, by key.

    What somebody is not asked, because of what they answered before, is neither missed nor kept.
    """
    answers: dict[str, Answer] = {}
    faults: dict[str, Fault] = {}
    for question in questions:
        if not question.is_answered or (question.condition and not question.condition.is_met(answers)):
            continue
        checked = check(question, values.get(question.key))
        if checked.fault is not None:
            faults[question.key] = checked.fault
        elif checked.answer is not None:
            answers[question.key] = checked.answer
    return answers, faults


def empty(question: Question) -> Heap:
    """The heap before the first answer: every step is there, so none appears when it is first chosen."""
    return Heap(counts=dict.fromkeys(question.counted, 0))


def put(heap: Heap, answer: Answer | None) -> Heap:
    """The heap with one checked answer more, or as it was where none was given."""
    if answer is None:
        return heap
    if isinstance(answer, str):
        return Heap(heap.counts, tuple(sorted((*heap.texts, answer))))
    chosen = {ANSWERED, *answer} if isinstance(answer, tuple) else {str(answer)}
    return Heap({one: count + (one in chosen) for one, count in heap.counts.items()}, heap.texts)


def put_person(people: Sequence[int], person: int) -> list[int]:
    """Who has answered, with one more: sorted, so that it says nothing about the order."""
    return sorted({*people, person})


def figures(question: Question, counts: Mapping[str, int]) -> Figures:
    """Counts in order, how many have answered, and of a scale the mean and the spread; neither without answers."""
    if question.kind in LISTS:
        ordered = tuple(counts[option.key] for option in question.options)
        return Figures(counts=ordered, total=answers(counts), mean=None)
    ordered = tuple(counts[str(step)] for step in question.steps)
    total = sum(ordered)
    if not total:
        return Figures(counts=ordered, total=0, mean=None)
    weighed = sum(step * count for step, count in zip(question.steps, ordered, strict=True))
    squares = sum(step * step * count for step, count in zip(question.steps, ordered, strict=True))
    return Figures(
        counts=ordered,
        total=total,
        mean=crowds.mean(weighed, total),
        spread=round(math.sqrt(total * squares - weighed * weighed) / total, 1),
    )


def answers(counts: Mapping[str, int]) -> int:
    """How many have answered: where several options can be chosen, whoever has chosen any counts once."""
    return counts[ANSWERED] if ANSWERED in counts else sum(counts.values())


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
