"""Several rows of a table, chosen by their ids."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model

if TYPE_CHECKING:
    RowsFieldBase = forms.ModelMultipleChoiceField[Model]
else:
    RowsFieldBase = forms.ModelMultipleChoiceField


class RowsField(RowsFieldBase):
    """Django's own, but an id that no database can hold is a wrong choice too."""

    def clean(self, value: Any) -> Any:
        """The rows chosen."""
        try:
            return super().clean(value)
        except OverflowError:
            message = self.error_messages["invalid_list"]
            raise ValidationError(message, code="invalid_list") from None
