"""What the organiser team sends: whom to add, whom to remove."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import addresses
from common.widgets import Textarea
from events.models import Event, Pool


class SeatedForm(forms.Form):
    """Which seats: asked only where there is a choice."""

    pool = forms.ModelChoiceField(
        label=_("Seat"), queryset=Pool.objects.none(), widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pools = event.pools.order_by("-kind")
        field = self.fields["pool"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  # declared above
        field.queryset = pools
        self.only = pools[0] if len(pools) == 1 else None
        if self.only:
            field.required, field.widget = False, forms.HiddenInput()

    @property
    def chosen_pool(self) -> Pool:
        """The seats that were chosen, or the only ones there are."""
        pool: Pool = self.only or self.cleaned_data["pool"]
        return pool


class AddColleagueForm(SeatedForm):
    """A colleague, by mail address."""

    prefix = "colleague"
    email = forms.EmailField(label=_("Mail address of a colleague"))
    field_order = ["email", "pool"]

    def clean_email(self) -> User:
        """The colleague who has this address."""
        user = User.objects.active().filter(email=self.cleaned_data["email"].lower()).first()
        if user is None:
            raise forms.ValidationError(_("No colleague has this address. Somebody from outside is added as a guest."))
        return user

    @property
    def participant(self) -> User:
        """Who is to be added."""
        user: User = self.cleaned_data["email"]
        return user


class AddGuestForm(SeatedForm):
    """Somebody from outside; a guest who is known keeps name and language."""

    prefix = "guest"
    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(label=_("Mail address"), max_length=254, validators=[addresses.writable])
    language = forms.ChoiceField(label=_("Language of the mails"), choices=settings.LANGUAGES)
    field_order = ["name", "email", "language", "pool"]

    def clean_email(self) -> str:
        """An address that is nobody's here."""
        email: str = self.cleaned_data["email"].lower()
        if User.objects.filter(email=email).exists():
            raise forms.ValidationError(_("This is a colleague's address. Add them as a colleague."))
        return email

    @property
    def details(self) -> dict[str, str]:
        """Who the guest is."""
        return {name: self.cleaned_data[name] for name in ("name", "email", "language")}


class RemoveForm(forms.Form):
    """Why somebody is taken off the list; it goes into the mail to them."""

    message = forms.CharField(
        label=_("What we tell them"), required=False, max_length=1_000, widget=Textarea(attrs={"rows": 3})
    )


class ReasonForm(forms.Form):
    """Why the team changes something about somebody's place."""

    reason = forms.CharField(label=_("Why"), max_length=200, help_text=_("It stands in the history of the event."))


class OtherSeatForm(ReasonForm):
    """Why somebody is moved to the other kind of seat, and which: a second click finds them there."""

    pool = forms.ModelChoiceField(queryset=Pool.objects.none(), widget=forms.HiddenInput)

    def __init__(self, *args: Any, event: Event, other: Pool | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["pool"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  # declared above
        field.queryset, field.initial = event.pools.all(), other


class LineForm(ReasonForm):
    """Another place on the waiting list, and why."""

    place = forms.IntegerField(label=_("New place on the waiting list"), min_value=1)
    field_order = ["place", "reason"]

    def __init__(self, *args: Any, waiting: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["place"]
        assert isinstance(field, forms.IntegerField)  # noqa: S101  # declared above
        field.max_value = waiting
        field.validators.append(MaxValueValidator(waiting))
        field.widget.attrs["max"] = waiting
