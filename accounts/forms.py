"""Sign-up and personal settings."""

import re
from itertools import groupby
from typing import TYPE_CHECKING, Any, ClassVar
from zoneinfo import available_timezones

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.actions import PERSONAL
from accounts.models import User

if TYPE_CHECKING:
    PersonForm = forms.ModelForm[User]
else:
    PersonForm = forms.ModelForm

CONTINENT = re.compile("(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)/|UTC$")


class SignupForm(forms.Form):
    """What we ask besides allauth's address and password."""

    name = forms.CharField(label=_("Your name"), max_length=150)

    def signup(self, _request: HttpRequest, user: User) -> None:
        """Called by allauth with the unsaved fields of this form."""
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])


class SettingsForm(PersonForm):
    """What people say about themselves."""

    zone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("Times are shown in it; mails and your calendar feed follow it too.")
    )

    class Meta:
        model = User
        fields = PERSONAL
        labels: ClassVar = {"name": _("Name"), "language": _("Language"), "is_listed": _("Show my name to others")}
        help_texts: ClassVar = {
            "is_listed": _("Other participants see it where an event shows who is coming."),
        }
        widgets: ClassVar = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "workday_starts": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "workday_ends": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = self.fields["zone"]
        assert isinstance(zone, forms.ChoiceField)  # noqa: S101  # declared above
        zone.choices = zone_choices(self.instance.zone)

    def clean(self) -> dict[str, Any]:
        """A day that ends before it begins is a mistake of typing."""
        values = super().clean() or {}
        starts, ends = values.get("workday_starts"), values.get("workday_ends")
        if starts and ends and starts >= ends:
            self.add_error("workday_ends", _("Choose a time after the start of the working day."))
        return values


def zone_choices(own: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """All zones by continent; ``own`` among them whatever it is."""
    names = sorted({name for name in available_timezones() if CONTINENT.match(name)} | {own})
    return [
        (continent, [(name, name.partition("/")[2].replace("_", " ") or name) for name in group])
        for continent, group in groupby(names, key=lambda name: name.partition("/")[0])
    ]
