"""What organisers say about certificates."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.widgets import Textarea
from recognition.drafts import RuleDraft
from recognition.enums import SHARES, Condition
from recognition.models import LONGEST_HEADING, LONGEST_REASON, LONGEST_TAUGHT, MOST_HOURS, CertificateRule

NOBODY = "nobody"
USUAL_SHARE = 80


class RuleForm(forms.Form):
    """Who gets a certificate at an event, and what it says."""

    condition = forms.ChoiceField(
        label=gettext_lazy("Who gets a certificate"),
        widget=forms.RadioSelect,
        choices=[(NOBODY, gettext_lazy("Nobody")), *Condition.choices],
        initial=NOBODY,
        help_text=gettext_lazy(
            "It follows from the attendance list. Whoever was there in part was not at a whole session, but their minutes count; whoever is excused was not there."
        ),
    )
    percent = forms.IntegerField(
        label=gettext_lazy("Share in percent"),
        min_value=1,
        max_value=100,
        required=False,
        initial=USUAL_SHARE,
        help_text=gettext_lazy("Where a share is enough: how much of it."),
    )
    heading = forms.CharField(
        label=gettext_lazy("Heading"),
        max_length=LONGEST_HEADING,
        required=False,
        help_text=gettext_lazy("Empty: “Certificate of attendance”, in the language of the event."),
    )
    hours = forms.DecimalField(
        label=gettext_lazy("Hours"),
        min_value=Decimal("0.25"),
        max_value=MOST_HOURS,
        decimal_places=2,
        required=False,
        help_text=gettext_lazy("What everybody's certificate says. Empty: how long each person was there."),
    )
    taught = forms.CharField(
        label=gettext_lazy("What was taught"),
        max_length=LONGEST_TAUGHT,
        required=False,
        widget=Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("A few lines about the contents, if they are to stand there."),
    )
    is_mailed = forms.BooleanField(
        label=gettext_lazy("Tell people by mail"),
        required=False,
        initial=True,
        help_text=gettext_lazy("Unless they have said that they want no such mails."),
    )

    def __init__(self, data: Any = None, *, rule: CertificateRule | None) -> None:
        super().__init__(data, initial=_standing(rule) if rule else None)

    def clean(self) -> dict[str, Any]:
        """A share is needed where one is enough, and means nothing elsewhere."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("condition") in SHARES and cleaned.get("percent") is None and "percent" not in self.errors:
            self.add_error("percent", _("Say how much: between 1 and 100 percent."))
        return cleaned

    @property
    def draft(self) -> RuleDraft | None:
        """What it is to be; None where nobody gets one."""
        said = dict(self.cleaned_data)
        condition = said.pop("condition")
        if condition == NOBODY:
            return None
        if condition not in SHARES:
            said["percent"] = None
        return RuleDraft(condition=Condition(condition), **said)


def _standing(rule: CertificateRule) -> dict[str, object]:
    names = ("condition", "heading", "hours", "taught", "is_mailed")
    return {name: getattr(rule, name) for name in names} | {"percent": rule.percent or USUAL_SHARE}


class ReasonForm(forms.Form):
    """Why a certificate is taken back."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=LONGEST_REASON,
        widget=Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "It stands in the history of the event. Whoever checks the certificate does not see it."
        ),
    )
