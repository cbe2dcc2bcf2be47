"""Sign-up, personal settings, and what administrators set right."""

import re
from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Any, ClassVar
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts import policies, queries
from accounts.actions import PERSONAL
from accounts.enums import Invitations, MailTopic, Publishing, Refusal
from accounts.models import Department, Location, Organisation, User
from accounts.sheet import MOST_BYTES
from accounts.wording import REMINDER_CHOICES
from common import publicholidays
from common.forms import RowForm
from common.uploads import LogoField
from common.words import listed

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


class DirectoryFileForm(forms.Form):
    """A file with people, as an administrator uploads it."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV in UTF-8, at most 10 MB."),
        max_length=150,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
        error_messages={"empty": _("The file is empty.")},
    )
    is_complete = forms.BooleanField(
        label=_("This file is complete: whoever is missing has left"),
        help_text=_("Accounts of people with a key who are not in the file are closed, and their seats become free."),
        required=False,
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        """What is too large is refused before anybody reads it; what is in it, is looked at next."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(
                _("The file is larger than 10 MB. Split it, and import one part after the other.")
            )
        if not (file.name or "").lower().endswith((".csv", ".txt")):
            raise forms.ValidationError(_("Choose a CSV file. In Excel, save it as “CSV UTF-8”."))
        return file


class ImportForm(forms.Form):
    """Agreeing to what was shown of a file."""

    expected = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
    accepts_many = forms.BooleanField(label=_("Yes, so many people have left"), required=False)


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


class PreferenceForm(forms.Form):
    """One click on the page of mails: what was chosen, or what was stopped or started again."""

    reminders = forms.ChoiceField(choices=REMINDER_CHOICES, required=False)
    way = forms.ChoiceField(choices=Invitations.choices, required=False)
    stop = forms.ChoiceField(choices=MailTopic.choices, required=False)
    start = forms.ChoiceField(choices=MailTopic.choices, required=False)

    @property
    def invitations(self) -> Invitations | None:
        """How the calendar is kept, where that was clicked."""
        way = self.cleaned_data["way"]
        return Invitations(way) if way else None

    @property
    def topic(self) -> MailTopic | None:
        """Which mails were stopped, or are sent again."""
        topic = self.cleaned_data["start"] or self.cleaned_data["stop"]
        return MailTopic(topic) if topic else None


def zone_choices(own: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """All zones by continent; ``own`` among them whatever it is."""
    names = sorted({name for name in available_timezones() if CONTINENT.match(name)} | {own})
    return [
        (continent, [(name, name.partition("/")[2].replace("_", " ") or name) for name in group])
        for continent, group in groupby(names, key=lambda name: name.partition("/")[0])
    ]


class PersonField(forms.CharField):
    """A colleague by address or full name: nobody scrolls through ten thousand names."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=254, **kwargs)

    def clean(self, value: Any) -> Any:
        """The one colleague who is meant, or None where nobody is named."""
        text = super().clean(value)
        if not text:
            return None
        found = list(User.objects.active().named(text)[:MOST_NAMESAKES])
        if not found:
            raise forms.ValidationError(_("No colleague has this name or address."))
        if len(found) > 1:
            addresses = ", ".join(user.email for user in found)
            raise forms.ValidationError(
                _("Several colleagues have this name. Give the address: %(addresses)s"),
                params={"addresses": addresses},
            )
        return found[0]


MOST_NAMESAKES = 5
INDENT = "\u2003"  # a select can't be indented otherwise


class ByAdministratorForm(RowForm):
    """What an administrator sets right about somebody."""

    zone = forms.ChoiceField(label=_("Time zone"))
    department = forms.TypedChoiceField(label=_("Department"), required=False, empty_value=None)
    location = forms.TypedChoiceField(label=_("Location"), required=False, empty_value=None)
    manager = PersonField(label=_("Manager"), required=False, help_text=_("Mail address or full name"))
    deputy = PersonField(
        label=_("Deputy"), required=False, help_text=_("Decides where this person can't; mail address or full name")
    )
    at_field: ClassVar = {
        Refusal.OWN_RIGHTS: "is_staff",
        Refusal.LAST_ADMINISTRATOR: "is_staff",
        Refusal.MANAGER_CIRCLE: "manager",
    }

    class Meta:
        model = User
        fields = ("name", "department", "location", "manager", "deputy", "language", "zone", "is_staff")
        labels: ClassVar = {"name": _("Name"), "language": _("Language"), "is_staff": _("Administrator")}
        help_texts: ClassVar = {"is_staff": _("Sees and changes everything, these pages too.")}

    def __init__(self, *args: Any, instance: User, **kwargs: Any) -> None:
        named = {name: user.email for name in ("manager", "deputy") if (user := getattr(instance, name))}
        initial = {"department": instance.department_id, "location": instance.location_id, **named}
        super().__init__(*args, instance=instance, initial=initial, **kwargs)
        self.order_fields(self.Meta.fields)
        zone = self.fields["zone"]
        assert isinstance(zone, forms.ChoiceField)  # noqa: S101  # declared above
        zone.choices = zone_choices(instance.zone)
        offer(self, "department", tree_choices(), nothing=_("No department"))
        offer(
            self, "location", [(row, row.name) for row in Location.objects.order_by("name")], nothing=_("No location")
        )

    def clean(self) -> dict[str, Any]:
        """Nobody is their own manager or deputy."""
        values = super().clean() or {}
        for name in ("manager", "deputy"):
            if values.get(name) == self.instance:
                self.add_error(name, _("Choose somebody else."))
        return values


class DepartmentForm(RowForm):
    """A department: its name, its place in the tree, its mark."""

    parent = forms.TypedChoiceField(label=_("Below"), required=False, empty_value=None)
    hue = forms.TypedChoiceField(
        label=_("Colour"),
        coerce=int,
        choices=[(number, number) for number in range(1, 9)],
        widget=forms.RadioSelect,
        initial=1,
    )
    publishing = forms.ChoiceField(
        label=_("Who publishes its events"),
        required=False,
        widget=forms.RadioSelect,
        choices=[("", _("As the department above it says")), *Publishing.choices],
        help_text=_("At the top, where nothing is said, whoever organises an event publishes it."),
    )
    at_field: ClassVar = {Refusal.BELOW_ITSELF: "parent"}

    class Meta:
        model = Department
        fields: ClassVar[tuple[str, ...]] = ("name", "parent", "mark", "is_open_mark", "hue", "publishing")
        labels: ClassVar = {"name": _("Name"), "mark": _("Mark"), "is_open_mark": _("Open mark")}
        help_texts: ClassVar = {"is_open_mark": _("An outline instead of a filled shape.")}
        widgets: ClassVar = {"mark": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["parent"] = self.instance.parent_id
        self.order_fields(self.Meta.fields)
        offer(self, "parent", tree_choices(), nothing=_("Nothing: it stands at the top"))

    def clean_parent(self) -> Department | None:
        """The tree has no circle; said in our words before the tree's own check says it in English."""
        parent: Department | None = self.cleaned_data["parent"]
        tree = {row.pk: row for row in Department.objects.all()}
        if self.instance.pk and (reason := policies.move_refusal(self.instance, below=parent, tree=tree)):
            raise forms.ValidationError(str(reason.label))
        return parent


class NewDepartmentForm(DepartmentForm):
    """A department that is new also needs the key by which other systems know it."""

    class Meta(DepartmentForm.Meta):
        fields: ClassVar[tuple[str, ...]] = ("name", "key", "parent", "mark", "is_open_mark", "hue", "publishing")
        labels: ClassVar = {**DepartmentForm.Meta.labels, "key": _("Key")}
        help_texts: ClassVar = {
            **DepartmentForm.Meta.help_texts,
            "key": _("Letters, digits and hyphens; the directory import knows the department by it. It never changes."),
        }


class OrganisationForm(RowForm):
    """How the organisation is called, and its logo."""

    logo = LogoField(
        label=_("Logo"),
        required=False,
        help_text=_(
            "JPEG, PNG or WebP, at most 8 MB; best with a transparent ground. It stands on pages and documents."
        ),
    )
    removes_logo = forms.BooleanField(label=_("Take the logo away"), required=False)
    at_field: ClassVar = {Refusal.LOGO_WITHOUT_WORDS: "logo_text"}

    class Meta:
        model = Organisation
        fields = ("name", "logo_text", "is_name_shown")
        labels: ClassVar = {"name": _("Name of the organisation")}
        help_texts: ClassVar = {
            "logo_text": _("What somebody hears who can’t see the logo, like “Nordhaven Instruments”."),
            "is_name_shown": _("Take the tick away if the logo is the written name."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["name", "logo", "removes_logo", "logo_text", "is_name_shown"])
        self.fields["name"].help_text = _("Empty: “%(name)s”.") % {"name": settings.SITE_NAME}
        if not self.instance.logo_key:
            del self.fields["removes_logo"]

    @property
    def values(self) -> dict[str, Any]:
        """A box that is not there takes nothing away."""
        return {"removes_logo": False, **super().values}


class LocationForm(RowForm):
    """A place of work."""

    zone = forms.ChoiceField(label=_("Time zone"), help_text=_("New sessions in its rooms are held in it."))
    country = forms.ChoiceField(
        label=_("Country"), required=False, help_text=_("No time is suggested on its public holidays.")
    )
    subdivision = forms.CharField(
        label=_("State or region"),
        required=False,
        max_length=60,
        help_text=_("Where it has public holidays of its own: its name or its code, like Hamburg or HH."),
    )

    class Meta:
        model = Location
        fields = ("name", "zone", "country", "subdivision")
        labels: ClassVar = {"name": _("Name")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(self.Meta.fields)
        zone, country = self.fields["zone"], self.fields["country"]
        assert isinstance(zone, forms.ChoiceField)  # noqa: S101  # declared above
        assert isinstance(country, forms.ChoiceField)  # noqa: S101  # declared above
        zone.choices = zone_choices(self.instance.zone)
        self.initial.setdefault("zone", self.instance.zone)  # else the first of the alphabet
        country.choices = [("", _("Not said")), *publicholidays.countries(get_language() or "en")]
        known = publicholidays.subdivisions(self.instance.country)
        self.initial["subdivision"] = known.get(self.instance.subdivision, self.instance.subdivision)

    def clean(self) -> dict[str, Any]:
        """A state or region is one of its country, by its code; whoever writes its name means that."""
        values = super().clean() or {}
        typed, country = values.get("subdivision") or "", values.get("country") or ""
        if not typed or "country" not in values:
            return values
        known = publicholidays.subdivisions(country)
        meant = [code for code, name in known.items() if typed.casefold() in {code.casefold(), name.casefold()}]
        if meant:
            values["subdivision"] = meant[0]
        elif not country:
            self.add_error("subdivision", _("Choose the country, too."))
        elif not known:
            self.add_error("subdivision", _("The public holidays of this country are the same everywhere."))
        else:
            message = _("We don't know this one. We know %(names)s.")
            self.add_error("subdivision", message % {"names": listed(sorted(known.values()))})
        return values


class CoordinatorForm(forms.Form):
    """Who is to look after a department."""

    user = PersonField(label=_("Colleague"), help_text=_("Mail address or full name"))


def tree_choices() -> list[tuple[Department, str]]:
    """All departments as they stand in the tree, those below others moved in."""
    return [(row.department, INDENT * row.depth + row.department.name) for row in queries.tree()]


def offer(form: forms.Form | RowForm, name: str, rows: Iterable[tuple[Model, str]], *, nothing: str | Promise) -> None:
    """Let a field choose one of ``rows``, by its id, or nothing."""
    listed = list(rows)
    by_id = {str(row.pk): row for row, _label in listed}
    field = form.fields[name]
    assert isinstance(field, forms.TypedChoiceField)  # noqa: S101  # offered by our own forms
    field.coerce = by_id.get
    field.choices = [("", nothing), *((str(row.pk), label) for row, label in listed)]
