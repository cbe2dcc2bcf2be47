"""What organisers say in a mail of their event instead of our words."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models.event import Event

LONGEST_SUBJECT = 150
LONGEST_BODY = 5_000


class MailWords(models.Model):
    """Subject and text of one kind of mail in one language; what is empty is said in our words."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="mail_words")
    kind = models.CharField(max_length=60)
    language = models.CharField(max_length=12, choices=settings.LANGUAGES)
    subject = models.CharField(_("subject"), max_length=LONGEST_SUBJECT, blank=True)
    body = models.TextField(_("text"), max_length=LONGEST_BODY, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "kind", "language"], name="mail_words_once_per_language"),
            models.CheckConstraint(condition=~Q(subject="", body=""), name="mail_words_say_something"),
            models.CheckConstraint(condition=~Q(kind="") & ~Q(language=""), name="mail_words_are_of_a_mail"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.language}): {self.event}"
