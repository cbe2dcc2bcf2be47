"""Small forms of an event's settings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.widgets import Textarea
from events.enums import RoleKind


class RoleForm(forms.Form):
    """Somebody's part in the organiser team."""

    email = forms.EmailField(label=_("Mail address of a colleague"))
    kind = forms.ChoiceField(label=_("Role"), choices=RoleKind.choices, initial=RoleKind.ORGANISER)

    def clean_email(self) -> User:
        """The colleague who has this address."""
        user = User.objects.active().filter(email=self.cleaned_data["email"].lower()).first()
        if user is None:
            raise forms.ValidationError(_("No colleague has this address."))
        return user

    @property
    def values(self) -> dict[str, Any]:
        """What the action asks for."""
        return {"user": self.cleaned_data["email"], "kind": RoleKind(self.cleaned_data["kind"])}


class CancelEventForm(forms.Form):
    """Why an event does not take place; it goes to everybody who is registered."""

    message = forms.CharField(
        label=_("What we tell those who are registered"),
        required=False,
        max_length=2_000,
        widget=Textarea(attrs={"rows": 4}),
    )
