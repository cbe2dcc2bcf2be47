"""Who teaches, one person a line: a colleague's mail address, or a name."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from events.drafts import SpeakerDraft
from events.models import Speaker

LONGEST_NAME = 150
MOST_SPEAKERS = 30
# Split rather than searched for: a pattern would try again from every sign of a long line.
APART = re.compile(r"[\s<>]+")


class SpeakersField(forms.CharField):
    """Lines of text to speakers; a mistake names its line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 3}), max_length=8_000, **kwargs)

    def clean(self, value: Any) -> Any:
        """The people named, once each, in their order."""
        lines = [line.strip() for line in super().clean(value).splitlines()]
        addresses = {address.lower() for line in lines if (address := _address(line))}
        colleagues = {user.email: user for user in User.objects.active().filter(email__in=addresses)}
        speakers, errors = [], []
        for number, line in enumerate(lines, start=1):
            address = _address(line).lower()
            if mistake := _mistake(line, address, colleagues):
                errors.append(ValidationError(mistake % {"number": number, "text": line[:80]}))
            elif line:
                speakers.append(SpeakerDraft(user=colleagues[address]) if address else SpeakerDraft(name=line))
        if len(speakers) > MOST_SPEAKERS:
            errors.append(ValidationError(_("Name at most %(most)d people.") % {"most": MOST_SPEAKERS}))
        if errors:
            raise ValidationError(errors)
        return tuple(dict.fromkeys(speakers))


def _address(line: str) -> str:
    last = APART.split(line.removesuffix(">"))[-1]
    return last if "@" in last[1:] else ""


def _mistake(line: str, address: str, colleagues: dict[str, User]) -> str:
    if address and address not in colleagues:
        return _("Line %(number)d: no colleague has the address “%(text)s”. Correct it, or write a name.")
    if not address and len(line) > LONGEST_NAME:
        return _("Line %(number)d is too long for a name. Write one person a line.")
    return ""


def speaker_lines(speakers: list[Speaker]) -> str:
    """What the editor shows of the speakers that stand."""
    return "\n".join(speaker.user.email if speaker.user else speaker.name for speaker in speakers)
