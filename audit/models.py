"""Who changed what, when, and how it was before and after."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from audit.querysets import LineQuerySet


class Line(models.Model):
    """One change. Lines are only ever added."""

    verb = models.CharField(max_length=60)
    about_type = models.CharField(max_length=60)
    about_id = models.CharField(max_length=40)
    scope = models.CharField(max_length=80, blank=True, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(db_index=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    objects = LineQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(verb=""), name="audit_line_has_a_verb")]
        indexes = [models.Index(fields=["about_type", "about_id"], name="audit_about")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.about_type}:{self.about_id}"
