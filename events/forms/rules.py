"""Who of the audience may register, and on what terms."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Location, User
from events.drafts import RulesDraft
from events.forms.rows import RowsField
from events.models import Event
from events.queries import events_to_need

MOST_NEEDS = 5
ADDRESS = re.compile(r"/e/([-\w]{1,80})/?")


class NeedsField(forms.CharField):
    """Lines of text to events; a mistake names its line. ``offered``: the events that may be named."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 2}), max_length=3_000, **kwargs)
        self.offered: QuerySet[Event] = Event.objects.none()

    def clean(self, value: Any) -> Any:
        """The events named, once each, in their order."""
        found, errors = [], []
        for number, line in enumerate(super().clean(value).splitlines(), start=1):
            text = line.strip()
            events = self._named(text) if text else []
            if len(events) == 1:
                found += events
            elif text:
                errors.append(ValidationError(_mistake(events) % {"number": number, "text": text[:80]}))
        if len(found) > MOST_NEEDS:
            errors.append(ValidationError(_("Name at most %(most)d events.") % {"most": MOST_NEEDS}))
        if errors:
            raise ValidationError(errors)
        return tuple(dict.fromkeys(found))

    def _named(self, text: str) -> list[Event]:
        """Those that a line can mean; two are one too many."""
        address = ADDRESS.search(text)
        named = self.offered.filter(slug=address[1]) if address else self.offered.filter(title__iexact=text)
        return list(named[:2])


def _mistake(events: list[Event]) -> str:
    if events:
        return _("Line %(number)d: several events are called “%(text)s”. Copy the address of the one you mean.")
    return _("Line %(number)d: we know no event “%(text)s”. Copy the address of its page.")


class RulesForm(forms.Form):
    """The part of the editor that says who may register. Everything may be left as it is."""

    locations = RowsField(
        label=gettext_lazy("Locations"),
        required=False,
        queryset=Location.objects.order_by("name"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Only who works at one of these may register. None chosen: people from everywhere."),
    )
    needs = NeedsField(
        label=gettext_lazy("Events to have been at first"),
        required=False,
        help_text=gettext_lazy("Like a first part. One event a line: the address of its page, or its title."),
    )

    def __init__(self, *args: Any, person: User, event: Event | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        needs = self.fields["needs"]
        assert isinstance(needs, NeedsField)  # noqa: S101  # declared above
        needs.offered = events_to_need(person, event)

    @property
    def rules(self) -> RulesDraft:
        """The rules as clean values."""
        values = self.cleaned_data
        return RulesDraft(locations=tuple(values["locations"]), needs=values["needs"])


def rules_values(event: Event) -> dict[str, Any]:
    """What the editor shows of the rules that stand."""
    if not event.is_restricted:
        return {}
    return {
        "locations": list(event.locations.values_list("pk", flat=True)),
        "needs": "\n".join(
            f"{one.title} ({one.get_absolute_url()})" for one in event.needs.order_by("starts_at", "pk")
        ),
    }
