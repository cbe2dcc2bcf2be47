"""A set of questions that is kept: its name, and for whom."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from events.forms import KeptForm


class SetNameForm(forms.Form):
    """What a set is called."""

    name = forms.CharField(label=_("Name"), max_length=80)


class SetForm(KeptForm):
    """A new set: its name, and the department that keeps it; administrators keep some for everybody."""

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        field = self.fields["department"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  # declared there
        field.help_text = _("Its people find the set, and those of the departments below it.")
        if person.is_staff:
            field.required, field.empty_label = False, _("The whole organisation")
