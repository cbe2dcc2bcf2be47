"""What participants send: which kind of seat they want, and to which session they can't come."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.models import User
from events.enums import PoolKind
from events.models import Event, Pool, Session

EITHER = "either"


class SeatForm(forms.Form):
    """The kind of seat, by name; only what the event offers. "Either": in the room, and online until then."""

    pool = forms.ChoiceField()

    def __init__(self, *args: Any, pools: Sequence[Pool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._pools = {pool.kind: pool for pool in pools}
        field = self.fields["pool"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # declared above
        field.choices = [(kind, kind) for kind in (*self._pools, *([EITHER] if len(self._pools) > 1 else []))]

    @property
    def takes_either(self) -> bool:
        """Whether a seat of the other kind will do meanwhile."""
        return bool(self.cleaned_data["pool"] == EITHER)

    @property
    def kinds(self) -> Collection[str]:
        """The kinds of seats that will do."""
        return self._pools.keys() if self.takes_either else [self.cleaned_data["pool"]]

    @property
    def chosen_pool(self) -> Pool:
        """The seats that were chosen."""
        return self._pools[PoolKind.ROOM if self.takes_either else self.cleaned_data["pool"]]


class HandOverForm(forms.Form):
    """The colleague who gets a seat, by their id; only who is among ``colleagues``."""

    to = forms.CharField(max_length=18)

    def __init__(self, *args: Any, colleagues: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._colleagues = colleagues

    def clean_to(self) -> User:
        """The colleague."""
        typed: str = self.cleaned_data["to"]
        found = self._colleagues.filter(pk=int(typed)).first() if typed.isascii() and typed.isdecimal() else None
        if found is None:
            raise forms.ValidationError("", code="nobody")
        return found

    @property
    def colleague(self) -> User | None:
        """Who was chosen; None where nobody was."""
        found: User | None = self.cleaned_data["to"] if self.is_valid() else None
        return found


class AbsenceForm(forms.Form):
    """The session to which somebody can't come, or can after all: one of the two."""

    miss = forms.ChoiceField(required=False)
    come = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sessions = {str(session.pk): session for session in event.sessions.all()}
        for field in self.fields.values():
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  # declared above
            field.choices = [(pk, pk) for pk in self._sessions]

    def clean(self) -> dict[str, Any]:
        """Exactly one of the two."""
        values = self.cleaned_data
        if bool(values.get("miss")) == bool(values.get("come")):
            raise forms.ValidationError("", code="one")
        return values

    @property
    def is_return(self) -> bool:
        """Whether they come after all."""
        return bool(self.cleaned_data["come"])

    @property
    def session(self) -> Session:
        """The session it is about."""
        return self._sessions[self.cleaned_data["miss"] or self.cleaned_data["come"]]
