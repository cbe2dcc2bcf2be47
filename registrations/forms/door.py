"""What a phone sends from the door, as clean values."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.utils.translation import gettext_lazy as _

from events.models import Session
from registrations.door import Place, Tap
from registrations.forms.organiser import AddColleagueForm

MOST_AT_ONCE = 200
LARGEST_NUMBER = 2**63 - 1
LONGEST_AGO = 10 * 366 * 24 * 3600 * 1000  # milliseconds


class WalkInForm(AddColleagueForm):
    """Somebody who has come without a seat, by mail address."""

    prefix = "walk-in"
    key = forms.UUIDField(widget=forms.HiddenInput)
    field_order = ["email", "pool", "key"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Mail address of whoever has come without a seat")


class TapForm(forms.Form):
    """A button of the page without script: who is here, or not after all."""

    key = forms.UUIDField()
    present = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_NUMBER)
    undo = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_NUMBER)

    @property
    def person(self) -> int:
        """Whose button it was, by the registration's id."""
        number: int | None = self.cleaned_data["undo"] or self.cleaned_data["present"]
        return number or 0

    @property
    def is_undo(self) -> bool:
        """Whether it takes something back."""
        return bool(self.cleaned_data["undo"])

    def tap(self, session: Session, *, at: datetime) -> Tap:
        """What was pressed; pressed twice on the same page, it counts once."""
        key = uuid5(self.cleaned_data["key"], f"{self.is_undo} {self.person}")
        return Tap(key=key, place=Place(self.person, session.pk), at=at, is_undo=self.is_undo)


def taps_from(body: bytes, *, now: datetime) -> list[Tap]:
    """What was kept on a phone; raises ValueError or TypeError where it can't be read.

    Each says how long ago it was, in milliseconds: what its clock shows is nobody's business.
    """
    sent = json.loads(body)
    if not isinstance(sent, Mapping) or not isinstance(sent.get("taps"), list):
        raise TypeError("no taps")
    if len(sent["taps"]) > MOST_AT_ONCE:
        raise ValueError("too many taps")
    return [_tap(one, now=now) for one in sent["taps"]]


def _tap(sent: object, *, now: datetime) -> Tap:
    if not isinstance(sent, Mapping):
        raise TypeError("not a tap")
    return Tap(
        key=UUID(str(sent.get("key"))),
        place=Place(_number(sent, "person"), _number(sent, "session")),
        at=now - timedelta(milliseconds=_number(sent, "ago", most=LONGEST_AGO)),
        is_undo=sent.get("undo") is True,
    )


def _number(sent: Mapping[Any, Any], name: str, *, most: int = LARGEST_NUMBER) -> int:
    number = sent.get(name)
    if type(number) is not int or not 0 <= number <= most:
        raise ValueError(name)
    return number
