"""What an event asks of whoever registers.

Changes never take the sense from an answer that was given: what was answered or chosen is retired, not removed.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext, override

from accounts.models import User
from audit.actions import record
from events import policies
from events.drafts import QuestionDraft
from events.enums import QuestionKind, Refusal
from events.exceptions import EventRefused
from events.models import Event, QuestionChoice, RegistrationQuestion


@transaction.atomic
def add_question(*, event: Event, draft: QuestionDraft, by: User, at: datetime) -> RegistrationQuestion:
    """Ask something more of whoever registers; it comes last."""
    event = Event.objects.lock(event)
    standing = list(RegistrationQuestion.objects.for_event(event).standing())
    if reason := policies.question_refusal(event, draft, standing=len(standing), at=at):
        raise EventRefused(reason)
    last = max([question.position for question in standing], default=0)
    question = question_of(event, draft, position=last + 1)
    question.save()
    QuestionChoice.objects.bulk_create(choices_of(question, draft))
    _count(event)
    record("event.question_added", event, by=by, at=at, scope=event.scope, after=_snapshot(question))
    return question


@transaction.atomic
def ask_for_needs(*, event: Event, by: User, at: datetime) -> None:
    """Ask what people want to learn, in the language of the event; nothing where something is asked for the speakers."""
    event = Event.objects.lock(event)
    if RegistrationQuestion.objects.for_event(event).standing().filter(is_for_speakers=True).exists():
        return
    with override(event.language):
        draft = QuestionDraft(
            kind=QuestionKind.LONG,
            label=gettext("What do you want to learn?"),
            help_text=gettext("What you would like to be able to do afterwards, or a question that you bring along."),
            is_for_speakers=True,
        )
    add_question(event=event, draft=draft, by=by, at=at)


@transaction.atomic
def change_question(*, question: RegistrationQuestion, draft: QuestionDraft, by: User, at: datetime) -> None:
    """Word a question anew, or offer other choices; answers that were given stay what they are."""
    event, question = _locked(question)
    if reason := policies.question_change_refusal(question, draft, at=at):
        raise EventRefused(reason)
    before = _snapshot(question)
    question.kind = draft.kind
    _write(question, draft, at=at)
    after = _snapshot(question)
    record("event.question_changed", event, by=by, at=at, scope=event.scope, before=before, after=after)


@transaction.atomic
def move_question(*, question: RegistrationQuestion, place: int, by: User, at: datetime) -> None:
    """Ask a question at another ``place`` among those that are asked; 1 is the first."""
    event, question = _locked(question)
    if reason := policies.edit_refusal(event, at=at):
        raise EventRefused(reason)
    order = list(RegistrationQuestion.objects.for_event(event).standing())
    order.remove(question)
    order.insert(max(place - 1, 0), question)
    for number, one in enumerate(order, start=1):
        one.position = number
    RegistrationQuestion.objects.bulk_update(order, ["position"])
    record("event.question_moved", event, by=by, at=at, scope=event.scope, after={"order": [one.pk for one in order]})


@transaction.atomic
def retire_question(*, question: RegistrationQuestion, by: User, at: datetime) -> None:
    """Ask it no longer. What was answered stays; a question that nobody has answered is gone."""
    event, question = _locked(question)
    if reason := policies.edit_refusal(event, at=at):
        raise EventRefused(reason)
    before = _snapshot(question)
    if question.is_answered:
        question.retired_at = at
        question.save(update_fields=["retired_at"])
    else:
        question.delete()
    _count(event)
    record("event.question_retired", event, by=by, at=at, scope=event.scope, before=before)


def note_answered(questions: Collection[int], choices: Collection[int]) -> None:
    """Remember by their ids that these were answered, and these chosen. Call it with the event locked."""
    RegistrationQuestion.objects.filter(pk__in=questions, is_answered=False).update(is_answered=True)
    QuestionChoice.objects.filter(pk__in=choices, is_chosen=False).update(is_chosen=True)


def _locked(question: RegistrationQuestion) -> tuple[Event, RegistrationQuestion]:
    event = Event.objects.lock(question.event)
    fresh = RegistrationQuestion.objects.standing().filter(pk=question.pk).first()
    if fresh is None:
        raise EventRefused(Refusal.QUESTION_GONE)
    fresh.event = event
    return event, fresh


def question_of(event: Event, draft: QuestionDraft, *, position: int) -> RegistrationQuestion:
    """A new question as a row."""
    question = RegistrationQuestion(event=event, position=position, kind=draft.kind)
    _say(question, draft)
    return question


def choices_of(question: RegistrationQuestion, draft: QuestionDraft, *, last: int = 0) -> list[QuestionChoice]:
    """The choices that ``draft`` adds, as rows, behind the ``last`` that stands."""
    added = draft.added if question.has_choices else ()
    return [
        QuestionChoice(question=question, position=number, label=label)
        for number, label in enumerate(added, start=last + 1)
    ]


def _write(question: RegistrationQuestion, draft: QuestionDraft, *, at: datetime) -> None:
    _say(question, draft)
    question.save()
    _put_choices(question, draft, at=at)


def _say(question: RegistrationQuestion, draft: QuestionDraft) -> None:
    question.label, question.help_text = draft.label, draft.help_text
    question.is_required, question.pool_kind = draft.is_required, draft.pool_kind
    question.is_for_speakers = draft.is_for_speakers


def _put_choices(question: RegistrationQuestion, draft: QuestionDraft, *, at: datetime) -> None:
    """Give those that stand their new names, retire or remove the rest, and add the new ones behind."""
    standing = {choice.pk: choice for choice in question.choices.filter(retired_at=None)}
    kept = {pk: label for pk, label in draft.kept.items() if pk in standing} if question.has_choices else {}
    gone = [choice for pk, choice in standing.items() if pk not in kept]
    QuestionChoice.objects.filter(pk__in=[one.pk for one in gone if one.is_chosen]).update(retired_at=at)
    QuestionChoice.objects.filter(pk__in=[one.pk for one in gone if not one.is_chosen]).delete()
    renamed = [standing[pk] for pk, label in kept.items() if standing[pk].label != label]
    for choice in renamed:  # out of the way first: two may swap their names
        QuestionChoice.objects.filter(pk=choice.pk).update(label=f"\N{ZERO WIDTH SPACE}{choice.pk}")
    for choice in renamed:
        QuestionChoice.objects.filter(pk=choice.pk).update(label=kept[choice.pk])
    last = max([choice.position for choice in standing.values()], default=0)
    QuestionChoice.objects.bulk_create(choices_of(question, draft, last=last))


def _count(event: Event) -> None:
    has_any = RegistrationQuestion.objects.filter(event=event).exists()
    Event.objects.filter(pk=event.pk).update(has_questions=has_any)


def _snapshot(question: RegistrationQuestion) -> dict[str, object]:
    return {
        "question": question.pk,
        "kind": question.kind,
        "label": question.label,
        "is_required": question.is_required,
        "asked_of": question.pool_kind,
        "is_for_speakers": question.is_for_speakers,
        "choices": list(question.choices.filter(retired_at=None).order_by("position").values_list("label", flat=True)),
    }
