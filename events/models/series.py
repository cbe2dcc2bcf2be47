"""Events that repeat by a rule. Each occurrence is an event of its own, with its own sessions and seats."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.querysets import SeriesQuerySet
from events.recurrence import LAST, MOST_OCCURRENCES
from events.repeating import Repeats, SeriesDayKind

WEEKDAYS = range(7)  # from Monday; kept as one bit each
ALL_WEEKDAYS = 2 ** len(WEEKDAYS) - 1


class Series(models.Model):
    """The rule by which some events repeat, and what a further one is like.

    The rule speaks of what is to come: occurrences that stand keep their days, whatever the rule says now.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=160)
    # When a session of it is held, in wall time, where nobody has moved it by hand.
    zone = models.CharField(_("time zone"), max_length=64)
    starts_wall = models.TimeField(_("start"))
    ends_wall = models.TimeField(_("end"))
    starts_on = models.DateField(_("first date"))
    frequency = models.CharField(_("repeats"), max_length=16, choices=Repeats.choices)
    interval = models.PositiveSmallIntegerField(_("every"), default=1)
    weekdays = models.PositiveSmallIntegerField(_("weekdays"), default=0)
    place = models.SmallIntegerField(default=0)
    month_day = models.SmallIntegerField(default=0)
    until = models.DateField(_("until"), null=True, blank=True)
    count = models.PositiveSmallIntegerField(_("number of dates"), null=True, blank=True)
    created_at = models.DateTimeField(editable=False)
    changed_at = models.DateTimeField(editable=False)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "series"
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=False, count=None, until__gte=F("starts_on"))
                | Q(until=None, count__isnull=False, count__range=(1, MOST_OCCURRENCES)),
                name="series_has_one_end",
            ),
            models.CheckConstraint(condition=Q(interval__gte=1), name="series_goes_on"),
            models.CheckConstraint(
                condition=Q(frequency=Repeats.DAILY, weekdays=0, place=0, month_day=0)
                | Q(frequency=Repeats.WEEKLY, weekdays__range=(1, ALL_WEEKDAYS), place=0, month_day=0)
                | (
                    Q(frequency=Repeats.MONTHLY_WEEKDAY, month_day=0)
                    & Q(weekdays__in=[2**day for day in WEEKDAYS], place__in=[LAST, 1, 2, 3, 4])
                )
                | Q(frequency=Repeats.MONTHLY_DAY, weekdays=0, place=0, month_day__in=[LAST, *range(1, 32)]),
                name="series_rule_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("series", args=[self.slug])

    @property
    def scope(self) -> str:
        """By which audit lines about this series are found."""
        return f"series:{self.uuid}"


class SeriesDay(models.Model):
    """An exception from a series' rule: a day that is left out, or one more."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="days")
    on = models.DateField()
    kind = models.CharField(max_length=12, choices=SeriesDayKind.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "on"], name="series_day_is_one_exception")]

    def __str__(self) -> str:
        return f"{self.on}: {self.get_kind_display()}"
