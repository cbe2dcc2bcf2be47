"""As what a table is taken along, and when it comes."""

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from events.forms.widgets import TimeInput
from exports.enums import Every, Format
from exports.timing import Rhythm

LAST, EVERYWHERE = 31, 28  # days of the month: the last one, and the latest that each month has


def _days() -> list[tuple[Any, Any]]:
    of_week = [(f"week-{number}", format_lazy("{}: {}", Every.WEEK.label, WEEKDAYS[number])) for number in range(7)]
    days = [(number, _("on day %(day)s") % {"day": number}) for number in range(1, EVERYWHERE + 1)]
    of_month = [(f"month-{number}", format_lazy("{}: {}", Every.MONTH.label, label)) for number, label in days]
    last = (f"month-{LAST}", format_lazy("{}: {}", Every.MONTH.label, _("on the last day")))
    return [*of_week, *of_month, last]


class NowForm(forms.Form):
    """Made once, in the background. It stands beside the other form, which has a field of the same name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "once_%s", **kwargs})

    format = forms.ChoiceField(label=_("As"), choices=Format.choices, initial=Format.XLSX)


class RegularForm(forms.Form):
    """Made again and again."""

    when = forms.ChoiceField(label=_("On which day"), choices=_days, initial="week-0")
    time = forms.TimeField(label=_("At what time"), widget=TimeInput, initial="07:00")
    format = forms.ChoiceField(label=_("As"), choices=Format.choices, initial=Format.XLSX)

    @property
    def rhythm(self) -> Rhythm:
        """When it is to come."""
        every, _dash, number = self.cleaned_data["when"].partition("-")
        day = int(number)
        at = self.cleaned_data["time"]
        return Rhythm(at=at, weekday=day) if every == Every.WEEK else Rhythm(at=at, day=day)
