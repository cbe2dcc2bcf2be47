"""Documents that were made: what each is about, by what it is known, and what replaced it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Department, Guest, User
from events.models import Event, Series
from jobs.models import JobFile
from reports.codes import readable
from reports.enums import Standing, Subject
from reports.querysets import DocumentQuerySet


def _is_about_one_thing() -> Q:
    """One subject, or none: then it is about the whole organisation."""
    rule = Q(**dict.fromkeys(Subject.values))
    for subject in Subject.values:
        others = dict.fromkeys(one for one in Subject.values if one != subject)
        rule |= Q(**{f"{subject}__isnull": False, **others})
    return rule


class Document(models.Model):
    """One document that was made. It outlives its file, so that paper can be checked for as long as it lasts."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Whoever holds the paper holds this: it opens nothing but what the paper says already, so it is kept as it is.
    code = models.CharField(max_length=26, unique=True)
    kind = models.CharField(_("kind"), max_length=40)
    title = models.CharField(_("title"), max_length=250)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, null=True, related_name="documents")
    series = models.ForeignKey(Series, on_delete=models.CASCADE, null=True, related_name="documents")
    department = models.ForeignKey(Department, on_delete=models.CASCADE, null=True, related_name="documents")
    person = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="documents")
    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, null=True, related_name="documents")
    options = models.JSONField(default=dict)
    language = models.CharField(_("language"), max_length=12)
    # The same for all that say the same of the same: a later one replaces the one before.
    lineage = models.CharField(max_length=64)
    supersedes = models.OneToOneField("self", on_delete=models.RESTRICT, null=True, related_name="superseded_by")
    owner = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    file = models.OneToOneField(JobFile, on_delete=models.SET_NULL, null=True, related_name="document")
    data_digest = models.CharField(max_length=64)
    file_digest = models.CharField(max_length=64)
    taken_at = models.DateTimeField(_("data of"))
    made_at = models.DateTimeField(_("made"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(code__regex=r"^[0-9a-hjkmnp-tv-z]{26}$"), name="document_code_is_whole"),
            models.CheckConstraint(
                condition=Q(data_digest__regex=r"^[0-9a-f]{64}$")
                & Q(file_digest__regex=r"^[0-9a-f]{64}$")
                & Q(lineage__regex=r"^[0-9a-f]{64}$"),
                name="document_digests_are_whole",
            ),
            models.CheckConstraint(
                condition=~Q(kind="") & ~Q(title="") & ~Q(language=""), name="document_has_kind_title_language"
            ),
            models.CheckConstraint(condition=_is_about_one_thing(), name="document_is_about_one_thing"),
            models.CheckConstraint(condition=Q(taken_at__lte=F("made_at")), name="document_made_of_data_taken_before"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_at__gte=F("made_at")),
                name="document_withdrawn_after_it_was_made",
            ),
            models.CheckConstraint(
                condition=Q(supersedes=None) | ~Q(supersedes=F("id")), name="document_does_not_replace_itself"
            ),
            # With one successor each, that makes every line one row of documents with one at its end.
            models.UniqueConstraint(
                fields=["lineage"], condition=Q(supersedes=None), name="document_one_first_of_line"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("document-check", args=[self.code])

    @property
    def address(self) -> str:
        """Where anybody with the paper has it confirmed."""
        return f"{settings.BASE_URL}{self.get_absolute_url()}"

    @property
    def subject(self) -> Event | Series | Department | User | Guest | None:
        """What it is about; None is the whole organisation."""
        return self.event or self.series or self.department or self.person or self.guest

    @property
    def scope(self) -> str:
        """By which audit lines about what it is about are found."""
        return str(getattr(self.subject, "scope", ""))

    @property
    def made_on(self) -> str:
        """The page on which it was asked for, and is listed."""
        if self.event:
            return reverse("workspace-reports", args=[self.event.slug])
        if self.series:
            return reverse("series-reports", args=[self.series.slug])
        return reverse("jobs" if self.person or self.guest else "department-reports")

    @property
    def number(self) -> str:
        """As it stands at the foot of the paper."""
        return "-".join(readable(self.code).split("-")[:2])

    @property
    def standing(self) -> Standing:
        """What holds of it today; load it with its successor, see with_standing()."""
        if self.withdrawn_at:
            return Standing.WITHDRAWN
        return Standing.SUPERSEDED if hasattr(self, "superseded_by") else Standing.CURRENT
