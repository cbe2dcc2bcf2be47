"""A set of questions that is kept: its name, and for whom."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Department, User
from events.models import Event
from events.queries import departments_to_keep_for


class SetNameForm(forms.Form):
    """What a set is called."""

    name = forms.CharField(label=_("Name"), max_length=80)


class SetForm(SetNameForm):
    """A new set: its name, and the department that keeps it; administrators keep some for everybody."""

    department = forms.ModelChoiceField(
        label=_("Department"),
        queryset=Department.objects.none(),
        help_text=_("Its people find the set, and those of the departments below it."),
    )

    def __init__(self, *args: Any, person: User, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["department"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  # declared above
        field.queryset = departments_to_keep_for(person).order_by("name")
        field.initial = person.department_id
        if person.is_staff:
            field.required, field.empty_label = False, _("The whole organisation")
        self.fields["name"].initial = event.title[:80]
