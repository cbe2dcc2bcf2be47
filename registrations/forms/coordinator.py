"""What coordinators send: how many seats they hold until when, and who gets one."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Department, User
from common.widgets import DateTimeInput
from events.models import Event
from registrations import queries
from registrations.enums import Refusal
from registrations.exceptions import RegistrationRefused
from registrations.forms.organiser import SeatedForm

MOST_SEATS = 500
USUAL_TIME = timedelta(days=7)  # before the event, so that others can plan with what goes back
AT_FIELD = {
    Refusal.NO_SEATS_FREE: "seats",
    Refusal.HOLD_IN_PAST: "until",
    Refusal.HOLD_TOO_LONG: "until",
    Refusal.POOL_CLOSED: "pool",
}


class HoldForm(SeatedForm):
    """Seats for people of a department who are named later."""

    department = forms.ModelChoiceField(
        label=_("For"), queryset=Department.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    seats = forms.IntegerField(label=_("How many seats"), min_value=1, max_value=MOST_SEATS)
    until = forms.DateTimeField(
        label=_("Names until"),
        widget=DateTimeInput,
        help_text=_("What has no name by then goes to the waiting list and to everybody."),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    field_order = ["department", "pool", "seats", "until"]

    def __init__(
        self, *args: Any, event: Event, departments: Sequence[Department], at: datetime, **kwargs: Any
    ) -> None:
        super().__init__(*args, event=event, **kwargs)
        field = self.fields["department"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  # declared above
        field.queryset = Department.objects.filter(pk__in=[one.pk for one in departments]).order_by("name", "pk")
        self.only_department = departments[0] if len(departments) == 1 else None
        if self.only_department:
            field.required, field.widget = False, forms.HiddenInput()
        self.fields["until"].initial = _usual_end(event, at=at)
        self._last = queries.last_hold(event, departments)
        self.fields["seen"].initial = self._last

    @property
    def chosen_department(self) -> Department:
        """For whom they are."""
        department: Department = self.only_department or self.cleaned_data["department"]
        return department

    def refuse(self, refused: RegistrationRefused) -> None:
        """Say at its field why the seats can't be held; what was held meanwhile is shown now."""
        if refused.reason is Refusal.HELD_MEANWHILE:
            self.data = {**dict(self.data.items()), "seen": self._last}
        field = AT_FIELD.get(refused.reason)
        self.add_error(None if field == "pool" and self.only else field, str(refused))


def _usual_end(event: Event, *, at: datetime) -> datetime | None:
    if event.starts_at is None:
        return None
    usual = event.starts_at - USUAL_TIME
    return usual if usual > at else event.starts_at


class NameForm(forms.Form):
    """Who gets one of the seats that are held: chosen from the department, or by mail address."""

    person = forms.ModelChoiceField(
        label=_("Somebody of the department"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Choose, or type an address"),
    )
    email = forms.EmailField(label=_("Or by mail address"), required=False)

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  # declared above
        field.queryset = people

    def clean_email(self) -> User | None:
        """The colleague who has this address."""
        email: str = self.cleaned_data["email"].lower()
        if not email:
            return None
        user = User.objects.active().filter(email=email).first()
        if user is None:
            raise forms.ValidationError(_("No colleague has this address."))
        return user

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        values = self.cleaned_data
        if "email" in values and "person" in values and bool(values["email"]) == bool(values["person"]):
            self.add_error("email" if values["email"] else "person", _("Choose one person, or type an address."))
        return values

    @property
    def participant(self) -> User:
        """Who is to have the seat."""
        user: User = self.cleaned_data["person"] or self.cleaned_data["email"]
        return user

    def refuse(self, refused: RegistrationRefused) -> None:
        """Say where the name was given why this person can't have it."""
        self.add_error("person" if self.cleaned_data.get("person") else "email", str(refused))
