"""The rule of a series: how often, until when, and the days that differ."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events import policies
from events.enums import Refusal
from events.exceptions import EventRefused
from events.forms.session import BETWEEN
from events.forms.widgets import DateInput
from events.models import Event
from events.queries import dates_within
from events.recurrence import LAST, MOST_OCCURRENCES, MOST_WEEKS, WEEK, Frequency, Rule
from events.repeating import Reach
from events.repetition import place_in_month

MOST_STEPS = 52
STEP, MAKE = "step", "make"  # the button that makes it; any other one shows the dates
AT_FIELD = {
    Refusal.SERIES_NO_STEP: "interval",
    Refusal.SERIES_NO_WEEKDAY: "weekdays",
    Refusal.SERIES_STARTS_ELSEWHERE: "weekdays",
    Refusal.SERIES_NO_SUCH_DAY: "pattern",
    Refusal.SERIES_NEVER: "pattern",
}


class DaysField(forms.Field):
    """Any number of days, each as a hidden field or a box that is ticked."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> frozenset[date]:
        """The days; whatever is none can only have been sent by a program."""
        try:
            return frozenset(date.fromisoformat(str(one)) for one in value or ())
        except ValueError:
            raise ValidationError(_("Choose days of the list.")) from None


class RuleForm(forms.Form):
    """A rule that starts on ``anchor``; what it can say of the month follows from that day."""

    pattern = forms.ChoiceField(label=gettext_lazy("Repeats"), widget=forms.RadioSelect)
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Weekdays"),
        required=False,
        coerce=int,
        choices=list(WEEKDAYS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Where it repeats by the week."),
    )
    interval = forms.IntegerField(
        label=gettext_lazy("Every how many days, weeks or months"),
        min_value=1,
        max_value=MOST_STEPS,
        help_text=gettext_lazy("1: each time. 2: every second time."),
    )
    until = forms.DateField(label=gettext_lazy("Until"), required=False, widget=DateInput, validators=BETWEEN)
    count = forms.IntegerField(
        label=gettext_lazy("Or: how many dates"), required=False, min_value=1, max_value=MOST_OCCURRENCES
    )
    one_more = forms.DateField(
        label=gettext_lazy("One more date"), required=False, widget=DateInput, validators=BETWEEN
    )
    extra = DaysField(required=False)
    without = DaysField(required=False)

    def __init__(self, data: QueryDict | None = None, *, anchor: date, standing: Rule | None = None) -> None:
        super().__init__(data, initial=_values(standing) if standing else _values(_usual(anchor)))
        self.anchor = anchor
        pattern = self.fields["pattern"]
        assert isinstance(pattern, forms.ChoiceField)  # noqa: S101  # declared above
        pattern.choices = list(_patterns(anchor, standing))

    @property
    def is_final(self) -> bool:
        """Whether the dates were seen and are to be made."""
        return self.data.get(STEP) == MAKE

    def clean(self) -> dict[str, Any]:
        """What only the whole rule can get wrong."""
        values = self.cleaned_data
        if not self.errors:
            reason = policies.rule_refusal(self.rule)
            if reason:
                self.add_error(AT_FIELD.get(reason, "until"), str(reason.label))
        return values

    @property
    def rule(self) -> Rule:
        """The rule as it was typed."""
        values = self.cleaned_data
        name, _colon, place = values["pattern"].partition(":")
        frequency = Frequency(name)
        weekdays = {Frequency.WEEKLY: frozenset(values["weekdays"]), Frequency.MONTHLY_WEEKDAY: {self.anchor.weekday()}}
        extra = values["extra"] | ({values["one_more"]} if values["one_more"] else set())
        return Rule(
            starts_on=self.anchor,
            frequency=frequency,
            interval=values["interval"],
            weekdays=frozenset(weekdays.get(frequency, ())),
            place=int(place) if frequency == Frequency.MONTHLY_WEEKDAY else 0,
            month_day=int(place) if frequency == Frequency.MONTHLY_DAY else 0,
            until=values["until"],
            count=values["count"],
            without=values["without"] - extra,
            extra=extra - values["without"],
        )

    def refuse(self, refused: EventRefused) -> None:
        """Show why the action refused."""
        self.add_error(AT_FIELD.get(refused.reason), str(refused))

    def settled(self) -> "RuleForm":
        """The same with the further date among the others, so that another one can be typed."""
        if self.errors or not isinstance(self.data, QueryDict) or not self.cleaned_data["one_more"]:
            return self
        data = self.data.copy()
        data.appendlist("extra", self.cleaned_data["one_more"].isoformat())
        data["one_more"] = ""
        fresh = RuleForm(data, anchor=self.anchor)
        fresh.fields["pattern"] = self.fields["pattern"]
        fresh.full_clean()
        return fresh


class ReachForm(forms.Form):
    """Which dates of a series an edit is for; nobody is asked where there is only this one."""

    reach = forms.ChoiceField(
        label=gettext_lazy("What you changed is for"),
        choices=Reach.choices,
        widget=forms.RadioSelect,
        initial=Reach.ONE,
    )

    def __init__(self, *args: Any, event: Event | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reach = self.fields["reach"]
        assert isinstance(reach, forms.ChoiceField)  # noqa: S101  # declared above
        if event is None or event.series_id is None:
            del self.fields["reach"]
        else:
            reach.choices = [(one.value, _counted(one, number)) for one, number in dates_within(event).items()]

    @property
    def chosen(self) -> Reach:
        """The choice, of a valid form."""
        return Reach(self.cleaned_data.get("reach", Reach.ONE))


def _counted(reach: Reach, number: int) -> str:
    """Like "All dates to come: 7 dates"."""
    if reach == Reach.ONE:
        return str(reach.label)
    text = ngettext("%(reach)s: %(number)d date", "%(reach)s: %(number)d dates", number)
    return text % {"reach": reach.label, "number": number}


def chosen_reach(data: QueryDict, event: Event) -> Reach:
    """Which dates a button is for; this one where nothing that can be was chosen."""
    form = ReachForm(data, event=event)
    return form.chosen if form.is_valid() else Reach.ONE


def _usual(anchor: date) -> Rule:
    """Every week on the same day; nobody has said yet until when."""
    return Rule(starts_on=anchor, frequency=Frequency.WEEKLY, weekdays=frozenset({anchor.weekday()}))


def _values(rule: Rule) -> dict[str, Any]:
    """What the form shows of a rule."""
    return {
        "pattern": _pattern(rule),
        "weekdays": sorted(rule.weekdays) or [rule.starts_on.weekday()],
        "interval": rule.interval,
        "until": rule.until,
        "count": rule.count,
        "extra": [day.isoformat() for day in sorted(rule.extra)],
        "without": [day.isoformat() for day in sorted(rule.without)],
    }


def _pattern(rule: Rule) -> str:
    places = {Frequency.MONTHLY_WEEKDAY: rule.place, Frequency.MONTHLY_DAY: rule.month_day}
    return f"{rule.frequency}:{places[rule.frequency]}" if rule.frequency in places else str(rule.frequency)


def _patterns(anchor: date, standing: Rule | None) -> Iterable[tuple[str, str]]:
    """By what may be counted, as a value and in words; a rule that stands may say more than its day would."""
    yield Frequency.WEEKLY.value, _("By the week")
    yield Frequency.DAILY.value, _("By the day")
    places = [(anchor.day - 1) // WEEK + 1]
    if (anchor + timedelta(days=WEEK)).month != anchor.month:
        places = [place for place in places if place <= MOST_WEEKS] + [LAST]
    days = [anchor.day, LAST] if (anchor + timedelta(days=1)).month != anchor.month else [anchor.day]
    base = Rule(starts_on=anchor, frequency=Frequency.DAILY, weekdays=frozenset({anchor.weekday()}))
    rules = [replace(base, frequency=Frequency.MONTHLY_WEEKDAY, place=place) for place in places]
    rules += [replace(base, frequency=Frequency.MONTHLY_DAY, month_day=day) for day in days]
    if standing and standing.frequency == Frequency.MONTHLY_DAY and standing.month_day not in days:
        rules.append(standing)
    for rule in rules:
        yield _pattern(rule), _("By the month, %(place)s") % {"place": place_in_month(rule)}
