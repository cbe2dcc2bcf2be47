"""Cloning: what the new draft is called, and when it begins."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import actions
from events.drafts import SessionDraft
from events.forms.clocks import jumped_over
from events.forms.session import BETWEEN
from events.forms.widgets import DateInput
from events.shifting import proposed
from events.walltime import NonexistentTimeError, to_utc

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


def missing_time(session: SessionDraft) -> str:
    """Why a session can't take place on its new day: the clocks jump over its start or its end."""
    for day, wall in ((session.held_on, session.starts_wall), (session.ends_on, session.ends_wall)):
        try:
            to_utc(day, wall, session.zone)
        except NonexistentTimeError:
            return jumped_over(day, wall, session.zone)
    return _("On this day the clocks turn so that it would end before it begins. Choose another day.")
