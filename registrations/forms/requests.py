"""What whoever decides about requests sends."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.widgets import Textarea
from registrations.models import Registration


class DecisionForm(forms.Form):
    """Which requests are meant, and what those who asked are told."""

    requests = forms.MultipleChoiceField(
        label=_("Requests"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one request."), "invalid_choice": _("Decided meanwhile.")},
    )
    note = forms.CharField(
        label=_("What we tell them"), required=False, max_length=500, widget=Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, requests: Sequence[Registration], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._found = {str(one.pk): one for one in requests}
        field = self.fields["requests"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  # declared above
        field.choices = [(pk, one.participant.name) for pk, one in self._found.items()]
        if len(self._found) == 1:
            field.widget = forms.MultipleHiddenInput()
            field.initial = list(self._found)

    @property
    def chosen(self) -> list[Registration]:
        """The requests that are meant."""
        return [self._found[pk] for pk in self.cleaned_data["requests"]]
