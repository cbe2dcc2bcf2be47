"""What somebody looks for: the days between which it lies, and the name under which it is kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.widgets import DateInput
from events.models import SavedSearch

NAME = SavedSearch._meta.get_field("name")  # noqa: SLF001  # Django's documented API


class RangeForm(forms.Form):
    """Days between which an event begins; both may stay open."""

    since = forms.DateField(label=gettext_lazy("From"), widget=DateInput, required=False)
    until = forms.DateField(label=gettext_lazy("Until"), widget=DateInput, required=False)

    def clean(self) -> dict[str, Any]:
        """The first day comes first."""
        values = super().clean() or {}
        since, until = values.get("since"), values.get("until")
        if since and until and until < since:
            self.add_error("until", _("Choose a day after the first one."))
        return values


class SaveSearchForm(forms.Form):
    """A name; what is looked for comes along as it stands in the address."""

    name = forms.CharField(label=gettext_lazy("Name of this search"), max_length=NAME.max_length)
    query = forms.CharField(widget=forms.HiddenInput, required=False)
