"""May an event ask that of whoever registers?"""

from datetime import datetime

from events.drafts import QuestionDraft
from events.enums import SUMMED, QuestionKind, Refusal
from events.models import Event, RegistrationQuestion
from events.policies.publishing import edit_refusal

MOST_QUESTIONS = 20
FEWEST_CHOICES, MOST_CHOICES = 2, 30


def question_refusal(event: Event, draft: QuestionDraft, *, standing: int, at: datetime) -> Refusal | None:
    """Why ``event``, which asks ``standing`` questions, can't ask this one too."""
    if reason := edit_refusal(event, at=at):
        return reason
    if standing >= MOST_QUESTIONS:
        return Refusal.QUESTIONS_FULL
    return _draft_refusal(draft)


def question_change_refusal(question: RegistrationQuestion, draft: QuestionDraft, *, at: datetime) -> Refusal | None:
    """Why ``question`` can't become what ``draft`` says; its event stands locked."""
    if reason := edit_refusal(question.event, at=at):
        return reason
    if question.is_answered and draft.kind != question.kind:
        return Refusal.KIND_FIXED
    worded_anew = (draft.label, draft.help_text) != (question.label, question.help_text)
    if question.is_answered and question.kind == QuestionKind.CONSENT and worded_anew:
        return Refusal.CONSENT_FIXED
    if question.is_answered and draft.is_for_speakers and not question.is_for_speakers:
        return Refusal.ANSWERED_UNTOLD
    return _draft_refusal(draft)


def _draft_refusal(draft: QuestionDraft) -> Refusal | None:
    if draft.is_for_speakers and draft.kind not in SUMMED:
        return Refusal.NOT_SUMMED
    if draft.kind not in {QuestionKind.CHOICE, QuestionKind.CHOICES}:
        return None
    labels = [label.casefold() for label in (*draft.kept.values(), *draft.added)]
    if len(labels) < FEWEST_CHOICES:
        return Refusal.FEW_CHOICES
    if len(labels) > MOST_CHOICES:
        return Refusal.MANY_CHOICES
    return Refusal.CHOICE_TWICE if len(set(labels)) < len(labels) else None
