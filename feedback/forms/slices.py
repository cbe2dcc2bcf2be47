"""By what answers are counted apart, as an organiser chooses it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from feedback.enums import Dimension


class SlicingForm(forms.Form):
    """One dimension, or none."""

    dimension = forms.ChoiceField(
        label=_("How answers are counted"), choices=Dimension.choices, required=False, widget=forms.RadioSelect
    )

    def __init__(self, data: Any = None, *, dimension: Dimension) -> None:
        super().__init__(data, initial={"dimension": dimension})

    @property
    def chosen(self) -> Dimension:
        """What was chosen."""
        return Dimension(self.cleaned_data["dimension"])
