"""Sign-up and personal settings."""

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class SignupForm(forms.Form):
    """What we ask besides allauth's address and password."""

    name = forms.CharField(label=_("Your name"), max_length=150)

    def signup(self, _request: HttpRequest, user: User) -> None:
        """Called by allauth with the unsaved fields of this form."""
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
