"""Who of the audience may register, and on what terms."""

import re
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Location, User
from common.widgets import Textarea
from events.drafts import MinimumDraft, RulesDraft
from events.enums import HandOver, JoinFor
from events.forms.rows import RowsField
from events.forms.widgets import MomentInput
from events.models import Event
from events.queries import events_to_need, minimum_of

MOST_NEEDS = 5
MOST_SEATS = 100_000
ONE_DAY = 24 * 60
JOIN_MINUTES = 15
BETWEEN = [
    MinValueValidator(datetime(2000, 1, 1, tzinfo=UTC), message=gettext_lazy("Check the year.")),
    MaxValueValidator(datetime(2199, 12, 31, tzinfo=UTC), message=gettext_lazy("Check the year.")),
]
ADDRESS = re.compile(r"/e/([-\w]{1,80})/?")


class BelowMinimum(models.TextChoices):
    """What happens to an event for which too few people have registered."""

    CANCEL = "cancel", gettext_lazy("It is cancelled by itself, and everybody gets a mail that says why")
    ASK = "ask", gettext_lazy("The owners get a mail and decide")


DEFAULTS = {
    "below_minimum": BelowMinimum.CANCEL,
    "hands_over": HandOver.NOBODY_WAITS,
    "join_for": JoinFor.SEATED,
    "join_minutes": JOIN_MINUTES,
}


class NeedsField(forms.CharField):
    """Lines of text to events; a mistake names its line. ``offered``: the events that may be named."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=Textarea(attrs={"rows": 2}), max_length=3_000, **kwargs)
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


def _one_of(choices: type[models.TextChoices], **said: Any) -> forms.ChoiceField:
    """One of a few, all of them seen; nothing chosen means as by default."""
    return forms.ChoiceField(required=False, choices=choices.choices, widget=forms.RadioSelect, **said)


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

    hands_over = _one_of(
        HandOver,
        label=gettext_lazy("Giving one's seat to a colleague"),
        help_text=gettext_lazy("The colleague has to fulfil what the event asks of people."),
    )
    join_minutes = forms.IntegerField(
        label=gettext_lazy("Online meetings open, in minutes before the start"),
        required=False,
        min_value=0,
        max_value=ONE_DAY,
        help_text=gettext_lazy("Who teaches or organises comes in before."),
    )
    join_for = _one_of(JoinFor, label=gettext_lazy("Who may join online"))
    has_self_check_in = forms.BooleanField(
        label=gettext_lazy("People check in by themselves"),
        required=False,
        help_text=gettext_lazy("The screen in the room shows a changing code; who has a seat scans it and taps once."),
    )
    has_follow_up = forms.BooleanField(
        label=gettext_lazy("People are asked again after 30 and 90 days what they have used"),
        required=False,
        help_text=gettext_lazy(
            "A few anonymous questions. At the end of their feedback people can note what they intend."
        ),
    )
    no_show_policy = forms.CharField(
        label=gettext_lazy("If somebody stays away without a word"),
        required=False,
        max_length=500,
        widget=Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Shown before people register, and in their confirmation. Empty: what the site says."),
    )
    minimum = forms.IntegerField(
        label=gettext_lazy("Takes place with at least so many people"),
        required=False,
        min_value=1,
        max_value=MOST_SEATS,
        help_text=gettext_lazy("Empty: it always takes place."),
    )
    decide_at = forms.DateTimeField(
        label=gettext_lazy("Decided on"),
        required=False,
        widget=MomentInput,
        validators=BETWEEN,
        help_text=gettext_lazy("Everybody who has a seat is told then, either way."),
    )
    below_minimum = _one_of(BelowMinimum, label=gettext_lazy("With fewer people"))

    def __init__(self, *args: Any, person: User, event: Event | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        needs = self.fields["needs"]
        assert isinstance(needs, NeedsField)  # noqa: S101  # declared above
        needs.offered = events_to_need(person, event)

    def clean(self) -> dict[str, Any]:
        """A number needs its date, and a date its number; what was not said is as by default."""
        values = self.cleaned_data
        values |= {name: usual for name, usual in DEFAULTS.items() if values.get(name, usual) in {None, ""}}
        if not self.errors.keys() & {"minimum", "decide_at"}:
            if values["minimum"] and not values["decide_at"]:
                self.add_error("decide_at", _("Say when it is decided."))
            elif values["decide_at"] and not values["minimum"]:
                self.add_error("minimum", _("Say how many people it takes."))
        return values

    @property
    def rules(self) -> RulesDraft:
        """The rules as clean values."""
        values = self.cleaned_data
        minimum = None
        if values["minimum"]:
            cancels = values["below_minimum"] != BelowMinimum.ASK
            minimum = MinimumDraft(people=values["minimum"], decide_at=values["decide_at"], cancels_itself=cancels)
        return RulesDraft(locations=tuple(values["locations"]), needs=values["needs"], minimum=minimum)


RULED = ("no_show_policy", "hands_over", "join_for", "join_minutes", "has_self_check_in", "has_follow_up")


def rules_values(event: Event) -> dict[str, Any]:
    """What the editor shows of the rules that stand."""
    values: dict[str, Any] = DEFAULTS | {name: getattr(event, name) for name in RULED}
    if minimum := minimum_of(event):
        below = BelowMinimum.CANCEL if minimum.cancels_itself else BelowMinimum.ASK
        values |= {"minimum": minimum.people, "decide_at": minimum.decide_at, "below_minimum": below}
    if not event.is_restricted:
        return values
    return values | {
        "locations": list(event.locations.values_list("pk", flat=True)),
        "needs": "\n".join(
            f"{one.title} ({one.get_absolute_url()})" for one in event.needs.order_by("starts_at", "pk")
        ),
    }
