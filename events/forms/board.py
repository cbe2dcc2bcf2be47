"""The topic board: a topic, and what comes of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.widgets import Textarea
from events.models import LONGEST_WHY, Proposal
from events.queries import could_teach


class ProposalForm(forms.Form):
    """A topic, and what it would be good for."""

    title = forms.CharField(
        label=_("Topic"), max_length=120, help_text=_("A few words, as they would stand on a poster.")
    )
    why = forms.CharField(
        label=_("Why"),
        max_length=LONGEST_WHY,
        help_text=_("What you would like to be able to do, and who else might."),
        widget=Textarea(attrs={"rows": 5}),
    )


class TakeUpForm(forms.Form):
    """Who of those who could teach it is to."""

    teacher = forms.ModelChoiceField(
        label=_("Who teaches"), queryset=User.objects.none(), required=False, empty_label=_("Nobody chosen yet")
    )

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["teacher"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  # declared above
        field.queryset = could_teach(proposal)


class CloseProposalForm(forms.Form):
    """Why nothing comes of it."""

    reason = forms.CharField(
        label=_("Why nothing comes of it"),
        max_length=500,
        help_text=_("It stands on the board, and goes to whoever proposed it."),
        widget=Textarea(attrs={"rows": 3}),
    )


class MergeProposalForm(forms.Form):
    """Which other proposal means the same."""

    into = forms.ModelChoiceField(
        label=_("Proposal that means the same"), queryset=Proposal.objects.none(), empty_label=_("Choose one")
    )

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["into"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  # declared above
        field.queryset = Proposal.objects.standing().exclude(pk=proposal.pk).order_by("title", "pk")
