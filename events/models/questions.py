"""What an event asks of whoever registers."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.enums import SUMMED, PoolKind, QuestionKind
from events.models.event import Event
from events.querysets import RegistrationQuestionQuerySet

LONGEST_LABEL, LONGEST_HELP, LONGEST_CHOICE = 200, 500, 120  # characters


class RegistrationQuestion(models.Model):
    """One question. Once it was answered it is retired rather than removed, so that no answer loses its sense."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="asked")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("kind"), max_length=12, choices=QuestionKind.choices)
    label = models.CharField(_("question"), max_length=LONGEST_LABEL)
    help_text = models.CharField(_("help"), max_length=LONGEST_HELP, blank=True)
    is_required = models.BooleanField(_("required"), default=False)
    # Of whom it is asked: of those with one kind of seat, or of everybody.
    pool_kind = models.CharField(_("asked of"), max_length=8, choices=PoolKind.choices, blank=True)
    # Whether those who teach get the answers in sum: counts, and texts without names.
    is_for_speakers = models.BooleanField(_("for speakers"), default=False)
    # Whether anybody has ever answered: from then on its kind stays.
    is_answered = models.BooleanField(default=False, editable=False)
    retired_at = models.DateTimeField(null=True, editable=False)

    objects = RegistrationQuestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(label=""), name="question_asks_something"),
            models.CheckConstraint(condition=Q(kind__in=QuestionKind.values), name="question_is_of_a_known_kind"),
            models.CheckConstraint(
                condition=Q(is_for_speakers=False) | Q(kind__in=SUMMED), name="question_for_speakers_can_be_summed"
            ),
            models.CheckConstraint(
                condition=Q(retired_at=None) | Q(is_answered=True), name="question_retired_only_once_answered"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def is_protected(self) -> bool:
        """Whether its answers are for the owner of the event alone, and for a short time."""
        return self.kind == QuestionKind.ACCESS

    @property
    def has_choices(self) -> bool:
        """Whether it is answered by choosing."""
        return self.kind in {QuestionKind.CHOICE, QuestionKind.CHOICES}


class QuestionChoice(models.Model):
    """One of the answers that can be chosen; once somebody chose it, it is retired rather than removed."""

    question = models.ForeignKey(RegistrationQuestion, on_delete=models.CASCADE, related_name="choices")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=LONGEST_CHOICE)
    is_chosen = models.BooleanField(default=False, editable=False)
    retired_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["question", "label"], condition=Q(retired_at=None), name="choice_offered_once_per_question"
            ),
            models.CheckConstraint(condition=~Q(label=""), name="choice_says_something"),
            models.CheckConstraint(
                condition=Q(retired_at=None) | Q(is_chosen=True), name="choice_retired_only_once_chosen"
            ),
        ]

    def __str__(self) -> str:
        return self.label
