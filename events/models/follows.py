"""What people want to hear of: topics, colleagues who teach, departments that host; and the digest that says so."""

from django.db import models
from django.db.models import F, Q

from accounts.models import Department, User
from events.models.catalogue import Topic
from events.querysets import DigestQuerySet, FollowQuerySet


class Follow(models.Model):
    """Somebody follows a topic, a colleague who teaches, or a department: exactly one of the three."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="follows")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, null=True, related_name="+")
    speaker = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="+")
    department = models.ForeignKey(Department, on_delete=models.CASCADE, null=True, related_name="+")
    followed_at = models.DateTimeField()

    objects = FollowQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(topic__isnull=False, speaker=None, department=None)
                | Q(topic=None, speaker__isnull=False, department=None)
                | Q(topic=None, speaker=None, department__isnull=False),
                name="follow_is_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(speaker=None) | ~Q(speaker=F("user")), name="follow_is_of_somebody_else"
            ),
            models.UniqueConstraint(fields=["user", "topic"], name="follow_topic_once_per_person"),
            models.UniqueConstraint(fields=["user", "speaker"], name="follow_speaker_once_per_person"),
            models.UniqueConstraint(fields=["user", "department"], name="follow_department_once_per_person"),
        ]

    def __str__(self) -> str:
        return str(self.topic or self.speaker or self.department)


class Digest(models.Model):
    """Whether somebody hears once a week of what is new in what they follow, and until when that was looked through."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+")
    is_on = models.BooleanField(default=True)
    looked_until = models.DateTimeField(db_index=True)

    objects = DigestQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.user}: {self.looked_until:%Y-%m-%d}"
