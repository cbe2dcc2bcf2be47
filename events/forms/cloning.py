"""Cloning: what the new draft is called, and when it begins."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from events import actions
from events.drafts import SessionDraft
from events.exceptions import EventRefused
from events.forms.clocks import jumped_over
from events.forms.session import BETWEEN
from events.forms.widgets import DateInput
from events.models import Series
from events.shifting import proposed

LOOK = "look"


class CloneForm(forms.Form):
    """The title, and the day of the first session; an event without sessions has no such day."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=160)
    first_on = forms.DateField(label=gettext_lazy("First day"), widget=DateInput, validators=BETWEEN)

    def __init__(self, *args: Any, copy: actions.Copy, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source, self._at = copy, at
        self.fields["title"].initial = copy.draft.title
        if copy.starts_on is None:
            del self.fields["first_on"]
        else:
            self.fields["first_on"].initial = proposed(copy.starts_on, today=localdate(at))

    def clean_first_on(self) -> date:
        """A day to come on which every session can take place."""
        first_on: date = self.cleaned_data["first_on"]
        if first_on < localdate(self._at):
            raise ValidationError(_("Choose a day to come."))
        if missing := self._on(first_on).impossible:
            raise ValidationError([missing_time(one) for one in missing])
        return first_on

    @property
    def step(self) -> timedelta:
        """How much later it is to take place; only of a valid form."""
        first_on, starts_on = self.cleaned_data.get("first_on"), self.source.starts_on
        return first_on - starts_on if first_on and starts_on else timedelta()

    @property
    def copy(self) -> actions.Copy:
        """The event on the dates that are proposed or were chosen, as far as they can be read."""
        if self.source.starts_on is None:
            return self._on(None)
        chosen = self.fields["first_on"].initial
        if self.is_bound:
            try:
                chosen = self.fields["first_on"].clean(self["first_on"].value())
            except ValidationError:
                chosen = self.fields["first_on"].initial
        return self._on(chosen)

    def _on(self, first_on: date | None) -> actions.Copy:
        starts_on = self.source.starts_on
        days = (first_on - starts_on).days if first_on and starts_on else 0
        return actions.shifted(self.source, days=days, at=self._at)


class SeriesCloneForm(forms.Form):
    """The title, and from which day on a series takes place anew."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=160)
    first_on = forms.DateField(
        label=gettext_lazy("First day"),
        widget=DateInput,
        validators=BETWEEN,
        help_text=gettext_lazy("The first date is on this day, or the next one after it that fits the rule."),
    )

    def __init__(self, *args: Any, series: Series, by: User, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._series, self._by, self._at = series, by, at
        self.fields["title"].initial = series.title
        last_on = series.events.aggregate(last_on=Max("series_on"))["last_on"] or series.starts_on
        self.fields["first_on"].initial = proposed(series.starts_on, today=max(localdate(at), last_on))

    def clean_first_on(self) -> date:
        """A day to come from which every session can take place."""
        first_on: date = self.cleaned_data["first_on"]
        if first_on < localdate(self._at):
            raise ValidationError(_("Choose a day to come."))
        try:
            anew = self._on(first_on)
        except EventRefused as refused:
            raise ValidationError(str(refused)) from None
        if missing := [said for _before, after in anew.sessions if (said := missing_time(after))]:
            raise ValidationError(missing)
        return first_on

    @property
    def anew(self) -> actions.SeriesAnew | None:
        """The series from the day that is proposed or was chosen; None where there can be none."""
        for chosen in (self["first_on"].value(), self.fields["first_on"].initial):
            try:
                return self._on(self.fields["first_on"].clean(chosen))
            except (ValidationError, EventRefused):
                continue
        return None

    def _on(self, first_on: date) -> actions.SeriesAnew:
        return actions.series_anew(series=self._series, first_on=first_on, by=self._by)


def missing_time(session: SessionDraft) -> str:
    """Why a session can't take place on its new day: the clocks jump over its start or its end. Empty where it can."""
    for missing in session.missing:
        return jumped_over(*missing)
    if session.starts_at < session.ends_at:
        return ""
    return _("On this day the clocks turn so that it would end before it begins. Choose another day.")
