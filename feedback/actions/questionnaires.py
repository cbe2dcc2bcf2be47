"""What an event will ask, as its organisers write it.

Each change names the version it was made from: whoever saw an older one is told instead of overwriting it.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.actions import record
from events import actions as events
from events.models import Event
from events.repeating import Reach
from feedback import policies, queries
from feedback.actions.slices import count_apart
from feedback.enums import WritingRefusal
from feedback.exceptions import WritingRefused
from feedback.models import Questionnaire, QuestionSet
from feedback.questions import Question, Wording, fresh_key, to_json
from feedback.taking import taken, worded


@transaction.atomic
def write_question(*, event: Event, question: Question, version: int, by: User, at: datetime) -> None:
    """Ask ``question``, last, or in the place of the one with its key."""
    event, questions = _locked(event, version)
    keys = [one.key for one in questions]
    if question.key in keys:
        questions[keys.index(question.key)] = question
    else:
        questions.append(question)
    _keep(event, questions, verb="feedback.question_written", by=by, at=at)


@transaction.atomic
def write_wordings(
    *, event: Event, wordings: Mapping[str, Mapping[str, Wording]], version: int, by: User, at: datetime
) -> None:
    """Ask the same in other words: those of ``wordings``, by the key of the question and the name of the piece."""
    event, questions = _locked(event, version)
    said = [worded(question, wordings.get(question.key, {})) for question in questions]
    _keep(event, said, verb="feedback.questions_worded", by=by, at=at)


@transaction.atomic
def add_set(*, event: Event, kept: QuestionSet, version: int, by: User, at: datetime) -> None:
    """Ask the questions of ``kept`` too, last; the event has copies of its own from then on."""
    event, questions = _locked(event, version)
    more = taken(kept.written, standing={one.key for one in questions}, fresh=fresh_key)
    _keep(event, [*questions, *more], verb="feedback.set_added", by=by, at=at)


@transaction.atomic
def start_from_set(*, event: Event, kept: QuestionSet, version: int, by: User, at: datetime) -> None:
    """Ask the questions of ``kept`` instead of what was asked."""
    event, _questions = _locked(event, version)
    _keep(event, kept.written, verb="feedback.set_taken", by=by, at=at)


@transaction.atomic
def move_question(*, event: Event, key: str, place: int, version: int, by: User, at: datetime) -> None:
    """Ask a question at another ``place``; 1 is the first."""
    event, questions = _locked(event, version)
    moved = _named(questions, key)
    questions.remove(moved)
    questions.insert(max(place - 1, 0), moved)
    _keep(event, questions, verb="feedback.question_moved", by=by, at=at)


@transaction.atomic
def remove_question(*, event: Event, key: str, version: int, by: User, at: datetime) -> None:
    """Ask a question no longer."""
    event, questions = _locked(event, version)
    questions.remove(_named(questions, key))
    _keep(event, questions, verb="feedback.question_removed", by=by, at=at)


@transaction.atomic
def ask_as_all_do(*, event: Event, by: User, at: datetime) -> None:
    """Give up what was written: the event asks what every event asks."""
    event = Event.objects.lock(event)
    if reason := policies.writing_refusal(event):
        raise WritingRefused(reason)
    _drop(event, by=by, at=at)


@transaction.atomic
def ask_as(*, event: Event, source: Event, by: User, at: datetime) -> None:
    """Ask what ``source`` asks at ``event``, which was just made of it, and count it apart alike.

    Nothing is kept where both ask what every event asks.
    """
    questions, version = queries.written(source)
    if version:
        _write(event, questions, verb="feedback.questions_copied", by=by, at=at)
    if dimension := queries.dimension_of(source):
        count_apart(event=event, dimension=dimension, by=by, at=at)


@transaction.atomic
def ask_at_dates(*, event: Event, reach: Reach, version: int, by: User, at: datetime) -> int:
    """Ask the same at all dates of its series within ``reach``, whatever they asked; says how many dates those are.

    Where it can't be asked at one of them, it is asked at none.
    """
    _series, dates = events.reached(event, reach, by=by, at=at)
    questions, current = queries.written(event)
    if version != current:
        raise WritingRefused(WritingRefusal.CHANGED_MEANWHILE)
    for date in dates:
        if reason := policies.writing_refusal(date) or policies.questions_refusal(date, questions):
            raise WritingRefused(reason, on=date.series_on)
        if date.pk != event.pk and current:
            _write(date, questions, verb="feedback.questions_copied", by=by, at=at)
        elif date.pk != event.pk:
            _drop(date, by=by, at=at)
    return len(dates)


def _drop(event: Event, *, by: User, at: datetime) -> None:
    """Call with the event locked."""
    kept = Questionnaire.objects.filter(event=event).first()
    if kept is None:
        return
    before = {"questions": kept.questions}
    kept.delete()
    record("feedback.questions_dropped", event, by=by, at=at, scope=event.scope, before=before)


def _locked(event: Event, version: int) -> tuple[Event, list[Question]]:
    event = Event.objects.lock(event)
    if reason := policies.writing_refusal(event):
        raise WritingRefused(reason)
    questions, current = queries.written(event)
    if version != current:
        raise WritingRefused(WritingRefusal.CHANGED_MEANWHILE)
    return event, questions


def _named(questions: list[Question], key: str) -> Question:
    for question in questions:
        if question.key == key:
            return question
    raise WritingRefused(WritingRefusal.GONE)


def _keep(event: Event, questions: list[Question], *, verb: str, by: User, at: datetime) -> None:
    if reason := policies.questions_refusal(event, questions):
        raise WritingRefused(reason)
    _write(event, questions, verb=verb, by=by, at=at)


def _write(event: Event, questions: list[Question], *, verb: str, by: User, at: datetime) -> None:
    """Call with the event locked, or two who write at once lose one of their changes."""
    kept = Questionnaire.objects.filter(event=event).first() or Questionnaire(event=event, version=0)
    before = {"questions": kept.questions} if kept.pk else {}
    kept.questions, kept.version = to_json(questions), kept.version + 1
    kept.changed_at, kept.changed_by = at, by
    kept.save()
    record(verb, event, by=by, at=at, scope=event.scope, before=before, after={"questions": kept.questions})
