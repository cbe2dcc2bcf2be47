"""What organisers send about groups: how large they are, who goes where, who is kept together or apart."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registrations.enums import WishKind
from registrations.models import Group, Registration
from registrations.models.groups import LARGEST, SMALLEST

USUAL = 6


class MixForm(forms.Form):
    """How large the groups are to be."""

    size = forms.IntegerField(
        label=_("People in a group"),
        help_text=_("At most; groups differ by one person where the number does not divide."),
        min_value=SMALLEST,
        max_value=LARGEST,
        initial=USUAL,
    )


class PlaceForm(forms.Form):
    """The group of one person."""

    group = forms.ChoiceField(label=_("Group"))
    is_locked = forms.BooleanField(label=_("Stays there when groups are mixed again"), required=False, initial=True)

    def __init__(self, *args: Any, groups: Iterable[Group], texts: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._groups = {str(group.pk): group for group in groups}
        field = self.fields["group"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # declared above
        field.choices = [(key, texts[group.pk]) for key, group in self._groups.items()]

    @property
    def chosen_group(self) -> Group:
        """Where the person goes."""
        return self._groups[self.cleaned_data["group"]]


class WishForm(forms.Form):
    """Two people, and whether they are kept together or apart."""

    first = forms.ChoiceField(label=_("Person"))
    second = forms.ChoiceField(label=_("Another person"))
    kind = forms.ChoiceField(
        label=_("Wish"), choices=WishKind.choices, widget=forms.RadioSelect, initial=WishKind.TOGETHER
    )

    def __init__(self, *args: Any, people: Sequence[Registration], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = {str(one.pk): one for one in people}
        for name in ("first", "second"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  # declared above
            field.choices = [("", _("Choose a person")), *((key, _named(one)) for key, one in self._people.items())]

    @property
    def values(self) -> dict[str, Any]:
        """What the action asks for."""
        return {
            "first": self._people[self.cleaned_data["first"]],
            "second": self._people[self.cleaned_data["second"]],
            "kind": WishKind(self.cleaned_data["kind"]),
        }


def _named(registration: Registration) -> str:
    """The name, with the department, by which two of one name are told apart."""
    user = registration.user
    name = registration.participant.name
    return f"{name} ({user.department.name})" if user and user.department else name


class NamesForm(forms.Form):
    """A name for each group; an empty one leaves it with its number."""

    def __init__(self, *args: Any, groups: Sequence[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for group in groups:
            numbered = Group(pool=group.pool, number=group.number)
            self.fields[f"name-{group.pk}"] = forms.CharField(
                label=numbered.label, required=False, max_length=60, initial=group.name
            )

    @property
    def names(self) -> dict[int, str]:
        """By the group's id."""
        return {int(name.removeprefix("name-")): value for name, value in self.cleaned_data.items()}
