"""Answers to what an event asks: written with the seat, changed until the event starts, forgotten in time.

No audit line and no log says what was answered, only which questions were.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction

from accounts.models import User
from audit.actions import record
from common import files
from events import actions as events
from events.models import Event, Pool
from jobs.work import write_whole
from registrations import policies, queries
from registrations.actions.seats import fresh, register
from registrations.answering import to_text
from registrations.enums import Refusal
from registrations.exceptions import RegistrationRefused
from registrations.models import Answer, Registration
from registrations.models.answers import folder
from registrations.queries import Given

STRAY_AFTER = timedelta(days=1)


@transaction.atomic
def register_answering(
    *, event: Event, participant: User, pool: Pool, given: Collection[Given], at: datetime, takes_either: bool = False
) -> Registration:
    """Register somebody and keep what they answered; without the required answers no seat is taken."""
    registration = register(event=event, participant=participant, pool=pool, at=at, takes_either=takes_either)
    _put(registration, given, at=at)
    return registration


@transaction.atomic
def answer_questions(
    *, registration: Registration, given: Collection[Given], by: User | None, at: datetime
) -> Registration:
    """Answer what the event asks, or say something else than before. ``by`` is None for a guest."""
    event = Event.objects.lock(registration.event)
    registration = fresh(registration)
    if reason := policies.answers_refusal(registration, at=at):
        raise RegistrationRefused(reason)
    _put(registration, given, at=at)
    after = {"questions": sorted(one.question.pk for one in given if one.said is not None)}
    record("registration.answered", registration, by=by, at=at, scope=event.scope, after=after)
    return registration


@transaction.atomic
def forget_access_needs(*, at: datetime) -> int:
    """Delete access needs that nobody has to know any more; says how many."""
    return Answer.objects.needless(at=at).delete()[0]


def remove_stray_files(*, at: datetime) -> int:
    """Remove files that belong to no answer, of registrations that came to nothing; says how many."""
    known = set(Answer.objects.exclude(file="").values_list("file", flat=True))
    return files.remove_strays(folder(), known=known, before=at - STRAY_AFTER)


def _put(registration: Registration, given: Collection[Given], *, at: datetime) -> None:
    """Write the answers; call it with the event locked, which keeps the questions from changing."""
    registration.event = Event.objects.get(pk=registration.event_id)
    asked = {question.pk: question for question in queries.asked_at(registration)}
    before = queries.answers_of(registration)
    said = {one.question.pk: one for one in given if one.said is not None}
    if not all(one.question.pk in asked and one.question.kind == asked[one.question.pk].kind for one in given):
        raise RegistrationRefused(Refusal.QUESTIONS_CHANGED)
    kept = {pk for pk, answer in before.items() if answer.file}
    if any(question.is_required and pk not in said.keys() | kept for pk, question in asked.items()):
        raise RegistrationRefused(Refusal.UNANSWERED)
    if any(_has_gone(one) for one in said.values() if one.question.pk not in before):
        raise RegistrationRefused(Refusal.QUESTIONS_CHANGED)
    replaced = [before[one.question.pk] for one in given if one.question.pk in before]
    Answer.objects.filter(pk__in=[answer.pk for answer in replaced]).delete()
    for answer in replaced:
        if answer.file:
            transaction.on_commit(partial(answer.location.unlink, missing_ok=True))
    Answer.objects.bulk_create(_answer(registration, one, at=at) for one in said.values())
    events.note_answered(said.keys(), [pk for one in said.values() if isinstance(one.said, tuple) for pk in one.said])


def _has_gone(one: Given) -> bool:
    """Whether a choice is not offered any more."""
    if not isinstance(one.said, tuple):
        return False
    offered = {choice.pk for choice in one.question.choices.filter(retired_at=None)}
    return not set(one.said) <= offered


def _answer(registration: Registration, one: Given, *, at: datetime) -> Answer:
    assert one.said is not None  # noqa: S101  # those without are left out
    answer = Answer(registration=registration, question=one.question, value=to_text(one.said), answered_at=at)
    if one.data:
        answer.file = files.new_name()
        write_whole(answer.location, one.data)
    return answer
