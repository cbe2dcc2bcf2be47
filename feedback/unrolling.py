"""From what an organiser has written to what people are asked: each matrix row, session and speaker apart.

Pure. After it every question is answered with one step, some options or one text, so that giving,
keeping and reading know no other.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from feedback.questions import LISTS, Condition, Each, Kind, Question, Wording

MOST = 60  # questions of one form, each row, session and speaker counted


class Flaw(StrEnum):
    """Why a questionnaire can't be asked; the values are those of ``Refusal``."""

    TOO_MANY = "too_many"
    NOT_EARLIER = "not_earlier"


@dataclass(frozen=True)
class Subject:
    """A session or a speaker: what it is called in each language, and its key."""

    key: int
    name: Wording


def unroll(written: Iterable[Question], *, sessions: Sequence[Subject], speakers: Sequence[Subject]) -> list[Question]:
    """What people are asked, in order. About each of nobody, nothing is asked; of one alone, its name is said too."""
    subjects = {Each.SESSION: sessions, Each.SPEAKER: speakers}
    asked: list[Question] = []
    for question in written:
        if question.each is Each.EVENT:
            asked += _rows(question)
            continue
        for subject in subjects[question.each]:
            about = replace(
                question,
                key=f"{question.key}-{subject.key}",
                each=Each.EVENT,
                group=question.key,
                heading=subject.name,
                speaker=subject.key if question.each is Each.SPEAKER else None,
                condition=_about(question, subject, list(written)),
            )
            asked += _rows(about)
    return asked


def _about(question: Question, subject: Subject, written: Sequence[Question]) -> Condition | None:
    """The condition of a question about one subject: on the answer about the same one, where that is asked alike."""
    condition = question.condition
    before = next((one for one in written if condition and one.key == condition.of), None)
    if condition and before and before.each is question.each:
        return replace(condition, of=f"{condition.of}-{subject.key}")
    return condition


def _rows(question: Question) -> list[Question]:
    if question.kind is not Kind.MATRIX:
        return [question]
    return [
        replace(
            question,
            key=f"{question.key}.{row.key}",
            kind=Kind.RATING,
            text=row.text,
            heading=_joined(question.heading, question.text),
            group=question.key,
            rows=(),
        )
        for row in question.rows
    ]


def _joined(first: Wording, second: Wording) -> Wording:
    return {
        language: f"{first[language]}: {text}" if first.get(language) else text for language, text in second.items()
    }


def flaw(written: Sequence[Question], *, sessions: int, speakers: int) -> Flaw | None:
    """What stands against asking this of people at an event with so many sessions and speakers."""
    times: Mapping[Each, int] = {Each.EVENT: 1, Each.SESSION: sessions, Each.SPEAKER: speakers}
    if sum(times[one.each] * max(len(one.rows), 1) for one in written if one.is_answered) > MOST:
        return Flaw.TOO_MANY
    known: dict[str, Question] = {}
    for question in written:
        if question.condition and not _can_depend(question, known.get(question.condition.of)):
            return Flaw.NOT_EARLIER
        known[question.key] = question
    return None


def _can_depend(question: Question, before: Question | None) -> bool:
    """Whether ``before`` has one answer, known when this one is asked."""
    if before is None or before.each not in (Each.EVENT, question.each):
        return False
    if before.kind in LISTS:
        condition = question.condition
        return condition is None or set(condition.options) <= {option.key for option in before.options}
    return before.kind in (Kind.RATING, Kind.RECOMMENDATION)


def depends_on(question: Question, earlier: Iterable[Question]) -> list[Question]:
    """Which of ``earlier`` a question may follow from."""
    return [one for one in earlier if _can_depend(question, one)]
