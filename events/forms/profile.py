"""What somebody who teaches tells about themself."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.forms import zone_choices
from common.uploads import PictureField
from common.widgets import Textarea
from events.drafts import ProfileDraft
from events.models import LONGEST_BIOGRAPHY, SpeakerProfile

ABOUT_A_GUEST = ("name", "language", "zone")


class ProfileForm(forms.Form):
    """Position, a few words, a picture; of a guest the name, and language and zone of their mails."""

    name = forms.CharField(label=_("Name"), max_length=150)
    title = forms.CharField(
        label=_("Position"), required=False, max_length=120, help_text=_("Like “Head of group controlling”.")
    )
    biography = forms.CharField(
        label=_("About"),
        required=False,
        max_length=LONGEST_BIOGRAPHY,
        widget=Textarea(attrs={"rows": 8}),
        help_text=_("Markdown: an empty line between paragraphs, # for headings, - for lists."),
    )
    picture = PictureField(
        label=_("Picture"),
        required=False,
        help_text=_(
            "JPEG, PNG or WebP, at most 8 MB. It is cropped around its middle; where it was taken is not kept."
        ),
    )
    picture_removed = forms.BooleanField(label=_("Take the picture away"), required=False)
    language = forms.ChoiceField(label=_("Language of the mails"), choices=settings.LANGUAGES)
    zone = forms.ChoiceField(label=_("Time zone"))

    def __init__(self, *args: Any, profile: SpeakerProfile | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        guest = profile.guest if profile else None
        if profile is not None:
            self.fields["title"].initial, self.fields["biography"].initial = profile.title, profile.biography
        if profile is None or not profile.picture:
            del self.fields["picture_removed"]
        for name in ABOUT_A_GUEST:
            if guest is None:
                del self.fields[name]
            else:
                self.fields[name].initial = getattr(guest, name)
        zone = self.fields.get("zone")
        if guest is not None and isinstance(zone, forms.ChoiceField):
            zone.choices = zone_choices(guest.zone)

    @property
    def draft(self) -> ProfileDraft:
        """What is told."""
        said = self.cleaned_data
        return ProfileDraft(
            title=said["title"],
            biography=said["biography"],
            picture=said["picture"],
            removes_picture=bool(said.get("picture_removed")),
            guest={name: said[name] for name in ABOUT_A_GUEST if name in said},
        )
