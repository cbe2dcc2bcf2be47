"""People, departments, locations, guests."""

import secrets
import uuid
from datetime import time
from importlib import import_module
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin
from django.contrib.sessions.base_session import AbstractBaseSession
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from tree_queries.models import TreeNode

from accounts.enums import Invitations, MailTopic, Mark, Publishing
from accounts.querysets import DepartmentQuerySet, DirectoryFileQuerySet, UserManager, UserQuerySet
from accounts.reminding import BEFORE
from common import publicholidays


def default_zone() -> str:
    """The site's zone, for whoever has named none."""
    return settings.TIME_ZONE


def default_language() -> str:
    """The site's language, for whoever has chosen none."""
    return settings.LANGUAGE_CODE


def new_link_key() -> str:
    """A key that goes into a guest's signed links; a new one makes the old links void."""
    return secrets.token_urlsafe(16)


class Location(models.Model):
    """A place of work; its zone is the zone of its rooms."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    zone = models.CharField(_("time zone"), max_length=64, default=default_zone)
    # Whose public holidays hold there: a country by ISO 3166-1, and the part of it where they differ from part to part.
    country = models.CharField(_("country"), max_length=2, blank=True)
    subdivision = models.CharField(_("state or region"), max_length=24, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(country="") | Q(subdivision=""), name="location_subdivision_is_of_a_country"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def holiday_region(self) -> str:
        """Whose public holidays hold there, like "Hamburg, Germany"; empty where nobody has said."""
        if not self.country:
            return ""
        country = publicholidays.country_name(self.country, get_language() or "en")
        part = publicholidays.subdivisions(self.country).get(self.subdivision, self.subdivision)
        return f"{part}, {country}" if part else country


class Department(TreeNode):
    """Where a person belongs in the directory; a tree."""

    key = models.SlugField(_("key"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    mark = models.CharField(_("mark"), max_length=12, choices=Mark.choices, default=Mark.DISC)
    is_open_mark = models.BooleanField(_("open mark"), default=False)
    hue = models.PositiveSmallIntegerField(_("hue"), default=1, validators=[MinValueValidator(1), MaxValueValidator(8)])
    publishing = models.CharField(_("who publishes its events"), max_length=12, choices=Publishing.choices, blank=True)
    coordinators = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="accounts.Coordinator", related_name="coordinated_departments"
    )

    objects = DepartmentQuerySet.as_manager(with_tree_fields=False)

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        constraints = [
            models.UniqueConstraint(fields=["parent", "name"], name="department_name_once_per_parent"),
            models.CheckConstraint(condition=Q(hue__range=(1, 8)), name="department_hue_1_to_8"),
            models.CheckConstraint(
                condition=Q(publishing__in=["", *Publishing.values]), name="department_publishing_is_known"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="department_not_its_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Organisation(models.Model):
    """What the people of this installation call themselves, and their logo: one row, or none as long as nobody says."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(_("name"), max_length=80, blank=True)
    is_name_shown = models.BooleanField(_("show the name beside the logo"), default=True)
    logo = models.BinaryField(default=b"")  # drawn again, and small: it goes into every document
    logo_key = models.CharField(max_length=32, blank=True, editable=False)
    logo_text = models.CharField(_("description of the logo"), max_length=150, blank=True)
    logo_width = models.PositiveSmallIntegerField(default=0, editable=False)
    logo_height = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="organisation_is_one"),
            models.CheckConstraint(
                condition=Q(logo=b"", logo_key="", logo_text="", logo_width=0, logo_height=0)
                | (~Q(logo=b"") & ~Q(logo_key="") & ~Q(logo_text="") & Q(logo_width__gte=1, logo_height__gte=1)),
                name="organisation_logo_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.name or settings.SITE_NAME


class Coordinator(models.Model):
    """Somebody who looks after one department's learning."""

    department = models.ForeignKey(Department, verbose_name=_("department"), on_delete=models.CASCADE)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE)

    class Meta:
        verbose_name = _("coordinator")
        verbose_name_plural = _("coordinators")
        constraints = [
            models.UniqueConstraint(fields=["department", "user"], name="coordinator_once_per_department"),
        ]


class User(AbstractBaseUser, PermissionsMixin):
    """A colleague with an account."""

    email = models.EmailField(
        _("e-mail address"), unique=True, error_messages={"unique": _("This address is already in use.")}
    )
    name = models.CharField(_("name"), max_length=150)
    key = models.CharField(
        _("key in the directory"),
        max_length=64,
        unique=True,
        null=True,
        blank=True,
        help_text=_("By it an import knows this person, whatever their name and address are then."),
    )
    department = models.ForeignKey(
        Department, verbose_name=_("department"), on_delete=models.PROTECT, null=True, blank=True, related_name="people"
    )
    manager = models.ForeignKey(
        "self", verbose_name=_("manager"), on_delete=models.SET_NULL, null=True, blank=True, related_name="reports"
    )
    deputy = models.ForeignKey(
        "self", verbose_name=_("deputy"), on_delete=models.SET_NULL, null=True, blank=True, related_name="deputises_for"
    )
    location = models.ForeignKey(
        Location, verbose_name=_("location"), on_delete=models.PROTECT, null=True, blank=True, related_name="people"
    )
    zone = models.CharField(_("time zone"), max_length=64, default=default_zone)
    language = models.CharField(_("language"), max_length=12, choices=settings.LANGUAGES, default=default_language)
    workday_starts = models.TimeField(_("working day starts"), default=time(9))
    workday_ends = models.TimeField(_("working day ends"), default=time(17))
    # At which times before a session; None: as each event says. Several are one number, see accounts.reminding.
    reminders = models.PositiveSmallIntegerField(_("reminders"), null=True, editable=False)
    invitations = models.CharField(
        _("calendar"), max_length=8, choices=Invitations.choices, default=Invitations.BOTH, editable=False
    )
    gets_materials = models.BooleanField(default=True, editable=False)
    gets_afterwards = models.BooleanField(default=True, editable=False)
    gets_feedback = models.BooleanField(default=True, editable=False)
    gets_certificates = models.BooleanField(default=True, editable=False)
    is_listed = models.BooleanField(_("show my name to other participants"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("administrator"), default=False)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserManager.from_queryset(UserQuerySet)()
    role: str  # by with_role()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="user_email_in_lower_case"),
            models.CheckConstraint(condition=Q(key__isnull=True) | ~Q(key=""), name="user_key_says_something"),
            models.CheckConstraint(
                condition=Q(manager__isnull=True) | ~Q(manager=F("id")), name="user_not_own_manager"
            ),
            models.CheckConstraint(condition=Q(deputy__isnull=True) | ~Q(deputy=F("id")), name="user_not_own_deputy"),
            models.CheckConstraint(
                condition=Q(workday_starts__lt=F("workday_ends")), name="user_workday_starts_before_it_ends"
            ),
            models.CheckConstraint(condition=Q(invitations__in=Invitations.values), name="user_invitations_are_known"),
            models.CheckConstraint(
                condition=Q(reminders=None) | Q(reminders__lte=BEFORE.value), name="user_reminders_are_before_the_start"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def has_perm(self, _perm: str, _obj: Any = None) -> bool:
        """In Django's admin an administrator may do whatever its pages offer, and nobody else anything."""
        return self.is_active and self.is_staff

    def has_module_perms(self, _app_label: str) -> bool:
        """See has_perm()."""
        return self.is_active and self.is_staff

    def wants(self, topic: MailTopic) -> bool:
        """Whether this person gets mails about ``topic``; the digest has a row of its own."""
        return bool(getattr(self, topic.field))

    @property
    def initials(self) -> str:
        """One or two letters for the avatar."""
        words = self.name.split() or [self.email]
        return "".join(word[0] for word in dict.fromkeys([words[0], words[-1]])).upper()

    @property
    def zone_info(self) -> ZoneInfo:
        """The zone in which this person reads times."""
        return ZoneInfo(self.zone)


class Guest(models.Model):
    """An external person without an account, let in by a signed link."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    language = models.CharField(_("language"), max_length=12, choices=settings.LANGUAGES, default=default_language)
    zone = models.CharField(_("time zone"), max_length=64, default=default_zone)
    link_key = models.CharField(max_length=64, default=new_link_key, unique=True, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(email=Lower("email")), name="guest_email_in_lower_case")]

    def __str__(self) -> str:
        return self.name


class SignIn(AbstractBaseSession):
    """A browser's session, and whose it is: Django's own table says that only inside."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="sign_ins")

    @classmethod
    def get_session_store_class(cls) -> Any:
        """What reads and writes it."""
        return import_module(settings.SESSION_ENGINE).SessionStore


class DirectoryFile(models.Model):
    """A file with people that an administrator has uploaded and looks at before anything is done."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="directory_files")
    name = models.CharField(_("name"), max_length=150)
    content = models.BinaryField()  # kept until it is used, no longer
    is_complete = models.BooleanField(_("complete"), default=False)
    uploaded_at = models.DateTimeField(_("uploaded"))
    expires_at = models.DateTimeField(_("kept until"))
    applied_at = models.DateTimeField(_("imported"), null=True)
    result = models.JSONField(default=dict)

    objects = DirectoryFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("directory file")
        verbose_name_plural = _("directory files")
        constraints = [
            models.CheckConstraint(
                condition=(Q(applied_at__isnull=True) & ~Q(content=b"")) | Q(applied_at__isnull=False, content=b""),
                name="directory_file_is_kept_until_used",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("uploaded_at")), name="directory_file_expires_after_upload"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("people-import-file", args=[self.uuid])
