"""What people answered when they registered."""

from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Q

from events.models import RegistrationQuestion
from registrations.answering import Value, from_text
from registrations.models.registration import Registration
from registrations.querysets import AnswerQuerySet


class Answer(models.Model):
    """One person's answer to one question. ``value`` is its JSON; ``file`` the name under which a file is kept."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(RegistrationQuestion, on_delete=models.PROTECT, related_name="+")
    value = models.TextField()
    file = models.CharField(max_length=32, blank=True)
    answered_at = models.DateTimeField()

    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["registration", "question"], name="answer_once_per_question"),
            models.CheckConstraint(condition=~Q(value=""), name="answer_says_something"),
            models.CheckConstraint(condition=Q(file="") | Q(file__regex=r"^[0-9a-f]{32}$"), name="answer_file_is_ours"),
            models.UniqueConstraint(fields=["file"], condition=~Q(file=""), name="answer_file_belongs_to_one"),
        ]

    def __str__(self) -> str:
        return f"{self.registration_id}/{self.question_id}"  # never what was answered: this ends up in logs

    @property
    def said(self) -> Value:
        """The answer as a value of its kind."""
        return from_text(self.question.kind, self.value)

    @property
    def location(self) -> Path:
        """Where the bytes of a file are."""
        return folder() / self.file


def folder() -> Path:
    """Where the files that people sent are kept; under names of ours, never under theirs."""
    return Path(settings.MEDIA_ROOT) / "answers"
