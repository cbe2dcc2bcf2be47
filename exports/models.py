"""Tables that come regularly by mail."""

import uuid
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.states import dated
from exports.enums import DAYS_OF_WEEK, Every, Format, RegularState
from exports.querysets import RegularExportQuerySet
from exports.timing import Rhythm

LONGEST_ADDRESS = 1_000
DATES: dict[RegularState, tuple[str, ...]] = {
    RegularState.ACTIVE: ("next_at",),
    RegularState.PAUSED: ("paused_at",),
    RegularState.ENDED: ("ended_at",),
}


class RegularExport(models.Model):
    """A table that one person gets every week or month, as they would see it then."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("for"), on_delete=models.CASCADE, related_name="regular_exports"
    )
    address = models.CharField(max_length=LONGEST_ADDRESS)  # of the page, with what was asked of its table
    title = models.CharField(_("table"), max_length=250)  # in the owner's language
    format = models.CharField(_("as"), max_length=4, choices=Format.choices, default=Format.XLSX)
    every = models.CharField(_("how often"), max_length=5, choices=Every.choices, default=Every.WEEK)
    weekday = models.PositiveSmallIntegerField(_("day of the week"), choices=DAYS_OF_WEEK, null=True)
    day = models.PositiveSmallIntegerField(_("day of the month"), null=True)
    time = models.TimeField(_("time"))  # on the owner's clocks, wherever they are then
    state = models.CharField(_("state"), max_length=6, choices=RegularState.choices, default=RegularState.ACTIVE)
    next_at = models.DateTimeField(_("next time"), null=True)
    paused_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField(_("last time"), null=True)
    created_at = models.DateTimeField()

    objects = RegularExportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=dated(DATES), name="regular_export_state_and_its_dates"),
            models.CheckConstraint(
                condition=Q(every=Every.WEEK, weekday__isnull=False, weekday__lte=6, day=None)
                | Q(every=Every.MONTH, day__isnull=False, day__gte=1, day__lte=31, weekday=None),
                name="regular_export_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(format__in=Format.values) & Q(address__startswith="/") & ~Q(title=""),
                name="regular_export_is_whole",
            ),
            models.UniqueConstraint(
                fields=["owner", "address", "format"],
                condition=~Q(state=RegularState.ENDED),
                name="regular_export_once",
            ),
        ]
        indexes = [models.Index(fields=["state", "next_at"], name="regular_export_due")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("exports")

    @property
    def rhythm(self) -> Rhythm:
        """When it comes."""
        return Rhythm(at=self.time, weekday=self.weekday, day=self.day)

    @property
    def zone(self) -> ZoneInfo:
        """The clocks it goes by."""
        return ZoneInfo(self.owner.zone)
