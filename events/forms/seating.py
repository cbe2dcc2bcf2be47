"""How the seats of an event are given: one form, and a row for each rule by which departments share them."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Department
from events import policies
from events.drafts import SeatingDraft, SeatRuleDraft
from events.enums import Allotment, Approval, ClashRule, Promotion, Refusal, RuleKind
from events.exceptions import EventRefused, RulesRefused
from events.forms.rules import BETWEEN, MOST_SEATS
from events.forms.widgets import MomentInput
from events.models import Event, SeatRule

if TYPE_CHECKING:
    RowFormSetBase = forms.BaseFormSet["RowForm"]
else:
    RowFormSetBase = forms.BaseFormSet

COMMAND, PREVIEW = "rows", "preview"
MOST_ROWS = 20
PERCENT, SEATS = "percent", "seats"
WHOLE = 100
SETTINGS = (
    "promotion",
    "offer_hours",
    "allotment",
    "requests_from",
    "requests_until",
    "approval",
    "approval_days",
    "clash_rule",
    "returns_to_department",
)
AT_FIELD = {
    Refusal.DRAW_AND_APPROVAL: "approval",
    Refusal.DRAW_WITHOUT_END: "requests_until",
    Refusal.WINDOW_ENDS_FIRST: "requests_until",
    Refusal.WINDOW_AFTER_START: "requests_until",
}
AT_ROW = {
    Refusal.RULE_TWICE: "department",
    Refusal.HELD_IN_PAST: "lapses_at",
    Refusal.HELD_AFTER_START: "lapses_at",
    Refusal.FLOORS_ABOVE_CAPACITY: "number",
    Refusal.FLOOR_ABOVE_CEILING: "number",
    Refusal.PERCENT_OF_NO_LIMIT: "unit",
    Refusal.PERCENT_OF_NOTHING: "number",
}


class SeatingForm(forms.Form):
    """What holds for all seats of an event."""

    promotion = forms.ChoiceField(
        label=gettext_lazy("When a seat is free for somebody who waits"),
        choices=Promotion.choices,
        widget=forms.RadioSelect,
    )
    offer_hours = forms.IntegerField(
        label=gettext_lazy("Hours to answer an offer"),
        min_value=1,
        max_value=336,
        help_text=gettext_lazy("Fewer as the event comes near: at most half of the time that is left."),
    )
    returns_to_department = forms.BooleanField(
        label=gettext_lazy("A seat that is given back goes to somebody of the same department first"), required=False
    )
    allotment = forms.ChoiceField(
        label=gettext_lazy("How seats are given"), choices=Allotment.choices, widget=forms.RadioSelect
    )
    requests_from = forms.DateTimeField(
        label=gettext_lazy("Requests from"),
        required=False,
        widget=MomentInput,
        validators=BETWEEN,
        help_text=gettext_lazy("Empty: as soon as the event is published."),
    )
    requests_until = forms.DateTimeField(
        label=gettext_lazy("Requests until"),
        required=False,
        widget=MomentInput,
        validators=BETWEEN,
        help_text=gettext_lazy("Only for a draw: seats are drawn after this."),
    )
    approval = forms.ChoiceField(
        label=gettext_lazy("Who has to say yes"), choices=Approval.choices, widget=forms.RadioSelect
    )
    approval_days = forms.IntegerField(
        label=gettext_lazy("Days to say yes"),
        min_value=1,
        max_value=60,
        help_text=gettext_lazy("A request that nobody answers ends then."),
    )
    clash_rule = forms.ChoiceField(
        label=gettext_lazy("If somebody has a seat elsewhere at that time"),
        choices=ClashRule.choices,
        widget=forms.RadioSelect,
    )


class RowForm(forms.Form):
    """One rule. An empty row is none."""

    number = forms.IntegerField(min_value=1, max_value=MOST_SEATS)
    pool = forms.ChoiceField(label=gettext_lazy("Kind of seat"))
    department = forms.TypedChoiceField(empty_value=None)

    def __init__(
        self, *args: Any, kinds: Mapping[str, str], departments: Mapping[str, Department], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._kinds = kinds
        pool, department = self.fields["pool"], self.fields["department"]
        assert isinstance(pool, forms.ChoiceField)  # noqa: S101  # declared above
        assert isinstance(department, forms.TypedChoiceField)  # noqa: S101  # declared above
        pool.choices = list(kinds.items())
        department.coerce = departments.get
        department.choices = [("", self.nobody), *((key, one.name) for key, one in departments.items())]
        if len(kinds) < 2:  # noqa: PLR2004  # of one kind there is nothing to choose
            del self.fields["pool"]

    nobody: str | Promise = gettext_lazy("Choose a department")

    def has_changed(self) -> bool:
        """Whether anything was filled in; what was chosen from the start says nothing."""
        chosen = {"pool", "unit"}
        return any(self[name].data for name in self.fields if name not in chosen)

    @property
    def kind_of_seat(self) -> str:
        """The seats that the rule is for."""
        return str(self.cleaned_data.get("pool") or next(iter(self._kinds)))


class FloorForm(RowForm):
    """Seats held for a department until a time."""

    lapses_at = forms.DateTimeField(label=gettext_lazy("Until"), widget=MomentInput, validators=BETWEEN)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].label = _("Seats to hold")
        self.fields["department"].label = _("For")

    @property
    def draft(self) -> SeatRuleDraft:
        """The rule as clean values."""
        values = self.cleaned_data
        return SeatRuleDraft(
            pool=self.kind_of_seat,
            kind=RuleKind.FLOOR,
            department=values["department"],
            seats=values["number"],
            lapses_at=values["lapses_at"],
        )


class CeilingForm(RowForm):
    """The most seats that one department may have."""

    unit = forms.ChoiceField(
        label=gettext_lazy("Counted in"),
        choices=[(PERCENT, gettext_lazy("percent of all seats")), (SEATS, gettext_lazy("seats"))],
    )
    nobody = gettext_lazy("Each department at the top")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].label = _("No more than")
        self.fields["department"].label = _("From")
        self.fields["department"].required = False

    def clean(self) -> dict[str, Any]:
        """There is no more than all of it."""
        values = self.cleaned_data
        if values.get("unit") == PERCENT and values.get("number", 0) > WHOLE:
            self.add_error("number", _("A percentage is at most 100."))
        return values

    @property
    def draft(self) -> SeatRuleDraft:
        """The rule as clean values."""
        values = self.cleaned_data
        is_percent = values["unit"] == PERCENT
        return SeatRuleDraft(
            pool=self.kind_of_seat,
            kind=RuleKind.CEILING,
            department=values["department"],
            seats=None if is_percent else values["number"],
            percent=values["number"] if is_percent else None,
        )


class BaseRowFormSet(RowFormSetBase):
    """The rules of one sort."""

    def initial_form_count(self) -> int:
        """None of those that were sent must be filled in: an empty one is no rule."""
        return 0 if self.is_bound else super().initial_form_count()

    @property
    def filled(self) -> list[Any]:
        """The rows that say something."""
        return [form for form in self.forms if form.cleaned_data]


ROWS: dict[str, type[BaseRowFormSet]] = {
    kind: forms.formset_factory(  # type: ignore[misc]  # the stubs know no own base
        form, formset=BaseRowFormSet, extra=0, max_num=MOST_ROWS, absolute_max=2 * MOST_ROWS, validate_max=True
    )
    for kind, form in ((RuleKind.FLOOR, FloorForm), (RuleKind.CEILING, CeilingForm))
}


class Seating:
    """What somebody typed about the seats of ``event``: bound when it is to be saved, or looked at before.

    The buttons that add or drop a row send the whole form too; it comes back as it was typed.
    """

    def __init__(self, data: QueryDict | None, *, event: Event, at: datetime) -> None:
        self.event, self.at = event, at
        self.kinds = {pool.kind: str(pool) for pool in event.pools.order_by("-kind")}
        departments = {str(one.pk): one for one in Department.objects.order_by("name", "pk")} if self.kinds else {}
        about = {"kinds": self.kinds, "departments": departments}
        command = "" if data is None else str(data.get(COMMAND, ""))
        self.is_bound, self.is_preview = data is not None and not command, data is not None and PREVIEW in data
        if self.is_bound:
            self.form = SeatingForm(data)
        else:
            values = (
                _typed(SeatingForm(data)) if data is not None else {name: getattr(event, name) for name in SETTINGS}
            )
            self.form = SeatingForm(initial=values)
        self._rows = {kind: self._formset(kind, data, command, about) for kind in ROWS}

    @property
    def floors(self) -> BaseRowFormSet:
        """Seats that are held."""
        return self._rows[RuleKind.FLOOR]

    @property
    def ceilings(self) -> BaseRowFormSet:
        """What departments may have at most."""
        return self._rows[RuleKind.CEILING]

    def is_valid(self) -> bool:
        """Whether it can be saved as things stand; every mistake shows at once, at its field."""
        if not self.is_bound or not all([self.form.is_valid(), *(rows.is_valid() for rows in self._rows.values())]):
            return False
        if reason := policies.seating_refusal(self.event, self.draft, at=self.at):
            self.refuse(EventRefused(reason))
            return False
        if reasons := policies.rules_refused(self.event, self.draft, at=self.at):
            self.refuse(RulesRefused(reasons))
            return False
        return True

    @property
    def draft(self) -> SeatingDraft:
        """All of it as clean values; only where it is valid."""
        rules = tuple(form.draft for form in self._filled)
        return SeatingDraft(**{name: self.form.cleaned_data[name] for name in SETTINGS}, rules=rules)

    def refuse(self, refused: EventRefused) -> None:
        """Show why it can't be, at the fields it is about."""
        if not isinstance(refused, RulesRefused):
            self.form.add_error(AT_FIELD.get(refused.reason), str(refused))
            return
        for number, reason in refused.reasons.items():
            row = self._filled[number]
            name = AT_ROW.get(reason)
            row.add_error(name if name in row.fields else None, str(reason.label))

    @property
    def _filled(self) -> list[Any]:
        return [form for rows in self._rows.values() for form in rows.filled]

    def _formset(self, kind: str, data: QueryDict | None, command: str, about: dict[str, Any]) -> BaseRowFormSet:
        of: dict[str, Any] = {"prefix": kind, "form_kwargs": about}
        if not self.kinds:
            return ROWS[kind](**of)
        if self.is_bound:
            return ROWS[kind](data, **of)
        if data is None:
            return ROWS[kind](initial=_values(self.event, kind, at=self.at), **of)
        typed = [_typed(form) for form in ROWS[kind](data, **of).forms]
        return ROWS[kind](initial=_rearranged(kind, command, typed), **of)


def _typed(form: forms.Form) -> dict[str, Any]:
    """The raw text of each field, as it came in."""
    return {name: form[name].data for name in form.fields}


def _rearranged(kind: str, command: str, typed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The typed rows with an empty one more, or without one of them."""
    if command == f"add-{kind}" and len(typed) < MOST_ROWS:
        return [*typed, {}]
    return [one for number, one in enumerate(typed) if command != f"remove-{kind}-{number}"]


def _values(event: Event, kind: str, *, at: datetime) -> list[dict[str, Any]]:
    """What is shown of the rules that stand; what has lapsed holds nothing any more, and is not asked for again."""
    rules = SeatRule.objects.filter(pool__event=event, kind=kind).select_related("pool").order_by("lapses_at", "pk")
    return [
        {
            "number": rule.percent or rule.seats,
            "unit": PERCENT if rule.percent else SEATS,
            "pool": rule.pool.kind,
            "department": rule.department_id or "",
            "lapses_at": rule.lapses_at,
        }
        for rule in rules
        if not rule.has_lapsed(at)
    ]
