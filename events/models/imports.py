"""Events that came from files of other systems."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.importing.entries import LONGEST_UID
from events.models.event import Event
from events.querysets import EventFileQuerySet


class EventFile(models.Model):
    """A file with events that somebody has uploaded and looks at before anything is made of it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="event_files")
    name = models.CharField(_("name"), max_length=150)
    content = models.BinaryField()  # kept until it is used, no longer
    uploaded_at = models.DateTimeField(_("uploaded"))
    expires_at = models.DateTimeField(_("kept until"))
    applied_at = models.DateTimeField(_("imported"), null=True)
    made: "models.ManyToManyField[Event, models.Model]" = models.ManyToManyField(Event, related_name="+")

    objects = EventFileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(applied_at__isnull=True) & ~Q(content=b"")) | Q(applied_at__isnull=False, content=b""),
                name="event_file_is_kept_until_used",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("uploaded_at")), name="event_file_expires_after_upload"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("event-import-file", args=[self.uuid])


class Imported(models.Model):
    """Of which row of which kind of file an event was made, so that it is made once.

    ``source``: "ics", whose UIDs are unique everywhere, or "csv:" and the id of a person, whose keys are
    unique to them. ``digest``: what the row said then.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="imported")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    source = models.CharField(max_length=40)
    uid = models.CharField(max_length=LONGEST_UID)
    recurrence = models.CharField(max_length=32, blank=True)
    digest = models.CharField(max_length=64)
    imported_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "uid", "recurrence"], name="imported_once"),
            models.CheckConstraint(condition=~Q(source="") & ~Q(uid=""), name="imported_says_from_where"),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.event}"
