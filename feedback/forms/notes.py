"""What a team does with results: notes about one text, the reply to everybody, sharing with those who taught."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.widgets import Textarea
from feedback.noting import LONGEST_TAG, MOST_TAGS, read_tags


class TagsForm(forms.Form):
    """Words by which texts are found again."""

    tags = forms.CharField(
        label=gettext_lazy("Tags"),
        required=False,
        max_length=(LONGEST_TAG + 2) * MOST_TAGS,
        help_text=gettext_lazy("Separated by commas, for example: room, pace"),
    )

    def clean_tags(self) -> tuple[str, ...]:
        """The tags, each once."""
        tags = read_tags(self.cleaned_data["tags"])
        if len(tags) > MOST_TAGS:
            raise ValidationError(_("At most %(number)s tags.") % {"number": MOST_TAGS})
        if any(len(tag) > LONGEST_TAG for tag in tags):
            raise ValidationError(_("A tag has at most %(number)s characters.") % {"number": LONGEST_TAG})
        return tags


class HideForm(forms.Form):
    """Why a text is hidden."""

    reason = forms.CharField(
        label=gettext_lazy("Why should nobody read this?"),
        max_length=300,
        help_text=gettext_lazy("Administrators still see the text, and this reason."),
    )


class ReplyForm(forms.Form):
    """What everybody who was asked is answered."""

    text = forms.CharField(
        label=gettext_lazy("What do you change because of the answers?"),
        max_length=4000,
        widget=Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Name one or two things, and say what stays as it is and why. Quote nobody."),
    )
    shows_rating = forms.BooleanField(
        label=gettext_lazy("Say the overall rating too"),
        required=False,
        help_text=gettext_lazy("The mean and how many answered, where five or more have rated it."),
    )
    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)


class SharingForm(forms.Form):
    """What those who taught may read."""

    with_rating = forms.BooleanField(
        label=gettext_lazy("The overall rating of the event too"),
        required=False,
    )
