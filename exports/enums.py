"""Words of this app."""

from django.db import models
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Format(models.TextChoices):
    """What a table is taken along as."""

    XLSX = "xlsx", _("XLSX, for spreadsheets")
    CSV = "csv", _("CSV, for other programs")


class Every(models.TextChoices):
    """How often one comes."""

    WEEK = "week", pgettext_lazy("how often", "Every week")
    MONTH = "month", pgettext_lazy("how often", "Every month")


class RegularState(models.TextChoices):
    """Whether one still comes."""

    ACTIVE = "active", pgettext_lazy("regular export", "Active")
    PAUSED = "paused", pgettext_lazy("regular export", "Paused")
    ENDED = "ended", pgettext_lazy("regular export", "Ended")


class Refusal(models.TextChoices):
    """Why a table can't be had."""

    NOT_THERE = "not_there", _("This table is not there, or you may not see it any more.")
    TWICE = "twice", _("You get this table regularly already.")
    TOO_MANY = "too_many", _("You get as many tables regularly as one person may. End another one first.")


DAYS_OF_WEEK = [(number, WEEKDAYS[number]) for number in range(7)]
