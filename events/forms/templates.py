"""What a department keeps: what it is called, and whose it is."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Department, User
from events.models import Event
from events.queries import departments_to_keep_for

NAME_HELP = _("What your colleagues look for, like “Workshop with a meal”.")


class KeptForm(forms.Form):
    """What is made of an event and kept for a department: its name, and the department."""

    name = forms.CharField(label=_("Name"), max_length=80)
    department = forms.ModelChoiceField(label=_("Department"), queryset=Department.objects.none())

    def __init__(self, *args: Any, person: User, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["department"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  # declared above
        field.queryset = departments_to_keep_for(person).order_by("name")
        field.initial = person.department_id
        self.fields["name"].initial = event.title[:80]


class TemplateNameForm(forms.Form):
    """A template's name."""

    name = forms.CharField(label=_("Name"), max_length=80, help_text=NAME_HELP)


class TemplateForm(KeptForm):
    """A new template: its name, and the department that starts from it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = NAME_HELP
        self.fields["department"].help_text = _("Its people see the template, and those of the departments below it.")
