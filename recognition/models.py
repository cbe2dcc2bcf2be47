"""Who gets a certificate at an event, the certificates, and the keys that sign them as badges."""

import secrets
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Guest, User, default_language
from events.models import Event
from recognition.enums import SHARES, Condition
from recognition.querysets import CertificateQuerySet, SigningKeyQuerySet
from registrations.models import Registration

LONGEST_HEADING, LONGEST_TAUGHT, LONGEST_REASON = 80, 1_000, 300
MOST_HOURS = 999


def new_code() -> str:
    """What stands in a certificate's address: nobody can guess it (128 bits), and it never changes."""
    return secrets.token_urlsafe(16)


class CertificateRule(models.Model):
    """Who gets a certificate at one event, and what it says. Without one there are none."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="certificate_rule")
    condition = models.CharField(_("who gets one"), max_length=20, choices=Condition.choices)
    percent = models.PositiveSmallIntegerField(_("share in percent"), null=True)
    heading = models.CharField(_("heading"), max_length=LONGEST_HEADING, blank=True)
    hours = models.DecimalField(_("hours"), max_digits=5, decimal_places=2, null=True)
    taught = models.TextField(_("what was taught"), max_length=LONGEST_TAUGHT, blank=True)
    is_mailed = models.BooleanField(_("tell people by mail"), default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(condition__in=SHARES, percent__isnull=False, percent__gte=1, percent__lte=100)
                | Q(condition=Condition.ALL_SESSIONS, percent=None),
                name="certificate_rule_has_a_share_where_one_is_enough",
            ),
            models.CheckConstraint(condition=Q(hours=None) | Q(hours__gt=0), name="certificate_rule_hours_are_some"),
        ]

    def __str__(self) -> str:
        return f"{self.event}: {self.get_condition_display()}"


class Certificate(models.Model):
    """That one person was at one event, in the words of the day on which it was issued.

    What it says never changes: who is called something else later gets a new one.
    """

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="certificates")
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="certificates")
    guest = models.ForeignKey(Guest, on_delete=models.PROTECT, null=True, related_name="certificates")
    code = models.CharField(max_length=32, unique=True, default=new_code, editable=False)
    issued_at = models.DateTimeField(_("issued"))

    name = models.CharField(_("name"), max_length=150)
    heading = models.CharField(_("heading"), max_length=LONGEST_HEADING, blank=True)
    title = models.CharField(_("title"), max_length=160)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    zone = models.CharField(max_length=64)
    minutes = models.PositiveIntegerField()
    condition = models.CharField(max_length=20, choices=Condition.choices)
    percent = models.PositiveSmallIntegerField(null=True)
    taught = models.TextField(blank=True)
    speakers = models.JSONField(default=list)
    issuer = models.CharField(max_length=200)
    host = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=12, choices=settings.LANGUAGES, default=default_language)

    revoked_at = models.DateTimeField(_("taken back"), null=True)
    revoked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=LONGEST_REASON, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, guest=None) | Q(user=None, guest__isnull=False),
                name="certificate_is_of_one_person",
            ),
            models.UniqueConstraint(
                fields=["registration"], condition=Q(revoked_at=None), name="certificate_one_valid_per_registration"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None, reason="")
                | Q(revoked_at__isnull=False, revoked_by__isnull=False) & ~Q(reason=""),
                name="certificate_taken_back_by_somebody_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(condition__in=SHARES, percent__isnull=False, percent__gte=1, percent__lte=100)
                | Q(condition=Condition.ALL_SESSIONS, percent=None),
                name="certificate_says_what_it_took",
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(code=""), name="certificate_has_name_and_code"),
        ]
        indexes = [models.Index(fields=["issued_at"], name="certificate_by_time")]

    def __str__(self) -> str:
        return f"{self.name}: {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("certificate", args=[self.code])

    @property
    def address(self) -> str:
        """Where anybody can check it."""
        return settings.BASE_URL + self.get_absolute_url()

    @property
    def is_valid(self) -> bool:
        """Whether nobody has taken it back."""
        return self.revoked_at is None

    @property
    def holder(self) -> User | Guest:
        """Whose it is."""
        person = self.user or self.guest
        assert person is not None  # noqa: S101  # held by certificate_is_of_one_person
        return person

    @property
    def hours(self) -> Decimal:
        """How long they were there, or what the organisers count for it; to a quarter of an hour."""
        quarters = (Decimal(self.minutes) / 15).to_integral_value()
        return (quarters / 4).normalize()

    @property
    def zone_info(self) -> ZoneInfo:
        """Where it took place, as far as the clock is concerned."""
        return ZoneInfo(self.zone)


class SigningKey(models.Model):
    """A key by which badges are signed; its private half is sealed. A retired one still proves what it has signed."""

    public = models.CharField(max_length=64, unique=True)
    sealed = models.TextField()
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    objects = SigningKeyQuerySet.as_manager()

    class Meta:
        constraints = [
            # Rows without a date are equal here, so there is one at the most.
            models.UniqueConstraint(
                models.Case(models.When(retired_at=None, then=models.Value(1))), name="signing_key_one_signs"
            ),
            models.CheckConstraint(
                condition=Q(retired_at=None, sealed__gt="") | Q(retired_at__isnull=False, sealed=""),
                name="signing_key_is_sealed_until_retired",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What it is called among the keys of the installation."""
        return f"key-{self.pk}"
