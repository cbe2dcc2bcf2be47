"""What is handed out about an event: files, links, notes, recordings, in versions."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Guest, User
from events.enums import MaterialAudience, MaterialKind, ShownFrom
from events.models.event import Event, Session
from events.querysets import MaterialQuerySet

LONGEST_MATERIAL_NOTE = 20_000


class Material(models.Model):
    """One thing that is handed out; its newest version is shown, the others are kept for the team."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="materials")
    session = models.ForeignKey(Session, on_delete=models.SET_NULL, null=True, blank=True, related_name="materials")
    kind = models.CharField(_("kind"), max_length=12, choices=MaterialKind.choices)
    title = models.CharField(_("title"), max_length=160)
    language = models.CharField(_("language"), max_length=12, choices=settings.LANGUAGES)
    visible = models.CharField(
        _("who may open it"), max_length=12, choices=MaterialAudience.choices, default=MaterialAudience.CONFIRMED
    )
    shown_from = models.CharField(_("from when on"), max_length=8, choices=ShownFrom.choices, default=ShownFrom.NOW)
    added_at = models.DateTimeField(editable=False)

    objects = MaterialQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=MaterialKind.values), name="material_kind_is_known"),
            models.CheckConstraint(condition=~Q(title=""), name="material_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where a file is downloaded."""
        return reverse("material", args=[self.event.slug, self.pk])

    @property
    def newest(self) -> "MaterialVersion":
        """The version that is shown, of those that were fetched with it, newest first."""
        return self.versions.all()[0]

    def opens_at(self) -> datetime | None:
        """From when on it is shown; None for at once."""
        if self.shown_from == ShownFrom.NOW:
            return None
        part = self.session or self.event
        return part.starts_at if self.shown_from == ShownFrom.START else part.ends_at


class MaterialVersion(models.Model):
    """A file, an address or a text, as somebody has brought it."""

    material = models.ForeignKey(Material, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    # Under which the bytes are kept; the name is only what the sender calls them.
    file = models.CharField(max_length=32, blank=True)
    name = models.CharField(max_length=150, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    url = models.URLField(max_length=500, blank=True)
    text = models.TextField(max_length=LONGEST_MATERIAL_NOTE, blank=True)
    by_user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    by_guest = models.ForeignKey(Guest, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["material", "number"], name="material_version_numbered_once"),
            models.UniqueConstraint(fields=["file"], condition=~Q(file=""), name="material_file_belongs_to_one"),
            models.CheckConstraint(
                condition=Q(file="", name="", content_type="", size=0, sha256="")
                | (Q(file__regex=r"^[0-9a-f]{32}$", size__gte=1) & ~Q(name="") & ~Q(content_type="") & ~Q(sha256="")),
                name="material_file_is_whole",
            ),
            models.CheckConstraint(
                condition=(~Q(file="") & Q(url="", text=""))
                | (Q(file="", text="") & ~Q(url=""))
                | (Q(file="", url="") & ~Q(text="")),
                name="material_version_is_one_thing",
            ),
            models.CheckConstraint(condition=Q(url="") | Q(url__regex=r"^https?://"), name="material_link_is_http"),
        ]

    def __str__(self) -> str:
        return f"{self.material_id}/{self.number}"

    @property
    def by(self) -> str:
        """Who brought it; empty where they are known no more."""
        person = self.by_user or self.by_guest
        return person.name if person else ""

    @property
    def location(self) -> Path:
        """Where the bytes of a file are."""
        return materials_folder() / self.file


def materials_folder() -> Path:
    """Where files that are handed out are kept; under names of ours, never under theirs."""
    return Path(settings.MEDIA_ROOT) / "materials"
