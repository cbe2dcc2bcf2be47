"""What is typed about polls, and votes as they come from phones."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.forms import LinesField
from events.forms import SessionField
from events.models import Event
from events.queries import sessions_of
from polls import codes, spelling, tally
from polls.actions import Asked
from polls.enums import Complaint, PollKind
from polls.models import LONGEST_OPTION, LONGEST_QUESTION, MOST_OPTIONS, Poll, Screen

MOST_DIGITS = 12
WORD_FIELDS = tuple(f"word_{number}" for number in range(1, tally.WORDS_EACH + 1))


class PollForm(forms.Form):
    """A poll as whoever runs the room writes it, in the language of the room."""

    question = forms.CharField(label=gettext_lazy("Question"), max_length=LONGEST_QUESTION)
    kind = forms.ChoiceField(
        label=gettext_lazy("How it is answered"),
        choices=PollKind.choices,
        initial=PollKind.ONE,
        widget=forms.RadioSelect,
    )
    options = LinesField(
        label=gettext_lazy("Answers to choose from"),
        help_text=gettext_lazy("One a line, two at least."),
        required=False,
        most=MOST_OPTIONS,
        longest=LONGEST_OPTION,
        max_length=2_000,
    )
    is_moderated = forms.BooleanField(
        label=gettext_lazy("Look at each word before the room sees it"), required=False, initial=True
    )
    is_live = forms.BooleanField(
        label=gettext_lazy("Show results while people vote"),
        help_text=gettext_lazy("Otherwise the room sees them when the poll is closed, and nobody follows the others."),
        required=False,
    )

    def __init__(self, data: Any = None, *, event: Event, poll: Poll | None = None) -> None:
        super().__init__(data)
        sessions = sessions_of(event)
        if len(sessions) > 1:
            self.fields["session"] = SessionField(
                label=_("Session"),
                queryset=event.sessions.order_by("starts_at", "pk"),
                required=False,
                empty_label=_("Any of them"),
            )
        if poll:
            kept = ("question", "kind", "session", "is_moderated", "is_live")
            self.initial = {name: getattr(poll, name) for name in kept} | {"options": "\n".join(poll.options)}

    def clean(self) -> dict[str, Any]:
        """What only fits together or does not: the kind, and what there is to choose."""
        values = self.cleaned_data
        needs = values.get("kind") in tally.CHOSEN
        if needs and "options" in values and len(values["options"]) < 2:  # noqa: PLR2004  # of one there is no choice
            self.add_error("options", _("Write two answers at least, one a line."))
        return values

    @property
    def asked(self) -> Asked:
        """What it comes to; answers that were typed for a kind without any are left out."""
        values = self.cleaned_data
        kind = tally.Kind(values["kind"])
        return Asked(
            question=values["question"],
            kind=PollKind(kind),
            options=tuple(values["options"]) if kind in tally.CHOSEN else (),
            session=values.get("session"),
            is_moderated=values["is_moderated"],
            is_live=values["is_live"],
        )


class ChoiceField(forms.Field):
    """What is chosen among what a poll offers, read by the pure core."""

    def __init__(self, poll: Poll) -> None:
        self.poll = poll
        widget = forms.CheckboxSelectMultiple if poll.kind == PollKind.SEVERAL else forms.RadioSelect
        help_text = _("Choose as many as you like.") if poll.kind == PollKind.SEVERAL else ""
        super().__init__(label=_("Your answer"), widget=widget(choices=poll.choices), help_text=help_text)

    def clean(self, value: Any) -> list[str]:
        """The cells, or what is wrong with them."""
        given = value if isinstance(value, list) else [value or ""]
        checked = tally.check(self.poll.core_kind, self.poll.options, given)
        if checked.fault is not None:
            raise ValidationError(Complaint(checked.fault).label, code=checked.fault)
        return list(checked.vote)


class VoteForm(forms.Form):
    """One device's vote. ``poll`` says what was being asked when the page was opened."""

    poll = forms.CharField(required=False, max_length=MOST_DIGITS, widget=forms.HiddenInput)

    def __init__(self, asked: Poll, data: Any = None, *, written: Mapping[str, str] | None = None) -> None:
        super().__init__(data, initial={**(written or {}), "poll": str(asked.pk)})
        self.asked = asked
        if not asked.asks_for_words:
            self.fields["choice"] = ChoiceField(asked)
            return
        labels = [_("A word or a short phrase"), _("Another one"), _("And another one")]
        for name, label in zip(WORD_FIELDS, labels, strict=True):
            widget = forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"})
            self.fields[name] = forms.CharField(label=label, max_length=spelling.LONGEST, required=False, widget=widget)

    @property
    def has_moved_on(self) -> bool:
        """Whether it was another question that was answered."""
        return self.is_bound and self.data.get("poll") != str(self.asked.pk)

    @property
    def written(self) -> dict[str, str]:
        """The words that were typed, whatever was asked when they were."""
        typed = {name: self.data.get(name, "") for name in WORD_FIELDS} if self.is_bound else {}
        return {name: text for name, text in typed.items() if text}

    def clean(self) -> dict[str, Any]:
        """Words together: one that says nothing is none, and one at least is needed."""
        values = self.cleaned_data
        if self.asked.asks_for_words and not self.errors:
            checked = tally.check(self.asked.core_kind, (), self.given)
            if checked.fault is not None:
                self.add_error(WORD_FIELDS[checked.place], Complaint(checked.fault).label)
        return values

    @property
    def given(self) -> list[str]:
        """What was chosen or written."""
        if not self.asked.asks_for_words:
            return list(self.cleaned_data["choice"])
        return [self.cleaned_data.get(name, "") for name in WORD_FIELDS]


class CodeForm(forms.Form):
    """The code that stands on the wall, typed."""

    code = forms.CharField(
        label=gettext_lazy("The code on the screen"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        """The code as addresses have it, where there is one."""
        code = codes.read(self.cleaned_data["code"])
        if not Screen.objects.filter(code=code).exists():
            raise ValidationError(_("Nothing is asked by this code. Look at the screen once more."))
        return code
