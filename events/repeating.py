"""Words of series: by what they repeat, how a day differs, how far a change reaches."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Repeats(models.TextChoices):
    """By what the rule of a series counts; the values are those of events.recurrence."""

    DAILY = "daily", _("By the day")
    WEEKLY = "weekly", _("By the week")
    MONTHLY_WEEKDAY = "month_weekday", _("By the month, on a weekday")
    MONTHLY_DAY = "month_day", _("By the month, on a day")


class SeriesDayKind(models.TextChoices):
    """How a day differs from the rule of its series."""

    WITHOUT = "without", _("Left out")
    EXTRA = "extra", _("One more")


class Reach(models.TextChoices):
    """Which occurrences of a series a change is for."""

    ONE = "one", _("This date only")
    FOLLOWING = "following", _("This date and those after it")
    ALL = "all", _("All dates to come")
