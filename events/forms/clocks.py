"""A date and a time as they were typed, to the instant they mean."""

from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from events.walltime import NonexistentTimeError, to_utc


def instant(day: date, wall: time, zone: str) -> datetime:
    """The instant that is meant; raises ValidationError for a time that the clocks jump over."""
    try:
        return to_utc(day, wall, zone)
    except NonexistentTimeError:
        raise ValidationError(jumped_over(day, wall, zone)) from None


def jumped_over(day: date, wall: time, zone: str) -> str:
    """What is said about a time that does not exist."""
    message = _("The clocks go forward on %(day)s: %(time)s does not exist in %(zone)s. Choose another time.")
    return message % {"day": date_format(day), "time": time_format(wall), "zone": zone}
