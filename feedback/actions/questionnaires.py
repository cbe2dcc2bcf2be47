"""What an event will ask, as its organisers write it.

Each change names the version it was made from: whoever saw an older one is told instead of overwriting it.
"""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.actions import record
from events.models import Event
from feedback import policies, queries
from feedback.enums import WritingRefusal
from feedback.exceptions import WritingRefused
from feedback.models import Questionnaire
from feedback.questions import Question, to_json


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
    """Call with the event locked, or two who write at once lose one of their changes."""
    if reason := policies.questions_refusal(event, questions):
        raise WritingRefused(reason)
    kept = Questionnaire.objects.filter(event=event).first() or Questionnaire(event=event, version=0)
    before = {"questions": kept.questions} if kept.pk else {}
    kept.questions, kept.version = to_json(questions), kept.version + 1
    kept.changed_at, kept.changed_by = at, by
    kept.save()
    record(verb, event, by=by, at=at, scope=event.scope, before=before, after={"questions": kept.questions})
