"""May this happen to a form? The first reason against it, or None."""

from datetime import datetime

from accounts.models import User
from events.models import Event
from feedback import queries, unrolling
from feedback.enums import Refusal, WritingRefusal
from feedback.models import Form
from feedback.questions import Question


def answer_refusal(form: Form, *, person: User, at: datetime) -> Refusal | None:
    """Why ``person`` can't answer ``form``; certain only while the form is locked."""
    if not form.invited.filter(user=person).exists():
        return Refusal.NOT_ASKED
    if queries.has_answered(form, person):
        return Refusal.ALREADY_ANSWERED
    if not form.takes_answers(at):
        return Refusal.CLOSED
    return None


def is_to_come(event: Event, *, at: datetime) -> bool:
    """Whether people will still be asked about ``event``, if anybody was there."""
    return not event.is_cancelled and (event.ends_at is None or event.ends_at > at - queries.TOO_LATE_AFTER)


def may_open(event: Event, *, at: datetime) -> bool:
    """Whether people may still be asked about ``event``: it is over, not too long ago, and was not asked about."""
    is_due = event.is_published and event.is_over(at) and is_to_come(event, at=at)
    return is_due and not Form.objects.for_event(event).exists()


def writing_refusal(event: Event) -> WritingRefusal | None:
    """Why nobody can change what ``event`` will ask."""
    if Form.objects.for_event(event).exists():
        return WritingRefusal.ASKED_ALREADY
    return WritingRefusal.CANCELLED if event.is_cancelled else None


def questions_refusal(event: Event, questions: list[Question]) -> WritingRefusal | None:
    """Why ``questions`` can't be what ``event`` asks."""
    if not any(question.is_answered for question in questions):
        return WritingRefusal.LAST
    sessions, speakers = queries.subjects(event)
    flaw = unrolling.flaw(questions, sessions=len(sessions), speakers=len(speakers))
    return WritingRefusal(flaw) if flaw else None
