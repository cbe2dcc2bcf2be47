"""What forms are filled from, and forms of one row of the database."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from common.widgets import Textarea

if TYPE_CHECKING:
    RowFormBase = forms.ModelForm[Any]
else:
    RowFormBase = forms.ModelForm

Row = TypeVar("Row")
DIGITS = 9  # of a number that is sent: what is longer counts nothing here
Files = MultiValueDict[str, Any]


def sent(request: HttpRequest) -> tuple[QueryDict | None, Files | None]:
    """What was typed and uploaded; nothing where somebody only looks."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def number(request: HttpRequest, name: str, otherwise: int) -> int:
    """A whole number that was sent; ``otherwise`` where it is none."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= DIGITS else otherwise


class RowForm(RowFormBase):
    """Changes one row, and remembers which version of it was shown; the action compares it with what stands there."""

    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    at_field: ClassVar[dict[str, str]] = {}  # where a refusal is said that is about one field

    def __init__(self, *args: Any, version: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = version

    @property
    def values(self) -> dict[str, Any]:
        """What the action asks for."""
        return {name: self.cleaned_data[name] for name in self.fields if name != "seen"}

    @property
    def version(self) -> str:
        """Which version of the row was shown when this was typed."""
        return str(self.cleaned_data["seen"])

    def refuse(self, refused: Exception, *, version: str = "") -> None:
        """Say why the action did not do it; from here on ``version`` has been seen."""
        self.add_error(self.at_field.get(str(getattr(refused, "reason", ""))), str(refused))
        self.data = {**self.data.dict(), "seen": version} if isinstance(self.data, QueryDict) else self.data

    def written(self, write: Callable[..., Row]) -> Row | None:
        """What ``write(values=…)`` answers; nothing where the form is wrong, or somebody was faster with that name."""
        if not self.is_valid():
            return None
        try:
            return write(values=self.values)
        except IntegrityError:
            self.full_clean()  # the row of whoever was faster is there now, so this says at which field
            if self.is_valid():
                raise
            return None


class LinesField(forms.CharField):
    """Something on each line: at ``most`` so many, none longer than ``longest``."""

    widget = Textarea(attrs={"rows": 4})

    def __init__(self, *, most: int, longest: int, **kwargs: Any) -> None:
        self.most, self.longest = most, longest
        super().__init__(**kwargs)

    def clean(self, value: Any) -> list[str]:
        """The lines that say something."""
        lines = [" ".join(line.split()) for line in str(super().clean(value)).splitlines()]
        for number, line in enumerate(lines, start=1):
            if len(line) > self.longest:
                said = {"number": number, "most": self.longest}
                raise ValidationError(_("Line %(number)d is longer than %(most)d characters.") % said)
        lines = [line for line in lines if line]
        if len(lines) > self.most:
            raise ValidationError(_("%(most)d lines are the most.") % {"most": self.most})
        if len(set(lines)) < len(lines):
            raise ValidationError(_("A line stands there twice."))
        return lines
