"""Who teaches, one person a line: a colleague's mail address, a name, or a name and the address of somebody outside."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from accounts.models import Guest, User
from common import addresses
from common.widgets import Textarea
from events.drafts import SpeakerDraft
from events.models import Speaker

LONGEST_NAME, LONGEST_ADDRESS = 150, 254
MOST_SPEAKERS = 30
# Split rather than searched for: a pattern would try again from every sign of a long line.
APART = re.compile(r"[\s<>]+")


@dataclass(frozen=True)
class _Known:
    """Whom the addresses that were written belong to."""

    colleagues: Mapping[str, User]
    gone: frozenset[str]  # addresses of colleagues who have left
    guests: Mapping[str, Guest]

    @classmethod
    def among(cls, written: Iterable[str]) -> "_Known":
        people = {user.email: user for user in User.objects.filter(email__in=written)}
        guests = {guest.email: guest for guest in Guest.objects.filter(email__in=set(written) - people.keys())}
        here = {email: user for email, user in people.items() if user.is_active}
        return cls(here, frozenset(people.keys() - here.keys()), guests)


class SpeakersField(forms.CharField):
    """Lines of text to speakers; a mistake names its line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=Textarea(attrs={"rows": 3}), max_length=8_000, **kwargs)

    def clean(self, value: Any) -> Any:
        """The people named, once each, in their order."""
        lines = [line.strip() for line in super().clean(value).splitlines()]
        known = _Known.among({address.lower() for line in lines if (address := _address(line))})
        speakers, errors = [], []
        for number, line in enumerate(lines, start=1):
            if mistake := _mistake(line, known):
                errors.append(ValidationError(mistake % {"number": number, "text": line[:80]}))
            elif line:
                speakers.append(_speaker(line, known))
        if len(speakers) > MOST_SPEAKERS:
            errors.append(ValidationError(_("Name at most %(most)d people.") % {"most": MOST_SPEAKERS}))
        if errors:
            raise ValidationError(errors)
        found: dict[object, SpeakerDraft] = {}
        for one in speakers:
            found.setdefault(one.user or one.email or one.name, one)
        return tuple(found.values())


def _address(line: str) -> str:
    last = APART.split(line.removesuffix(">"))[-1]
    return last if "@" in last[1:] else ""


def _name(line: str) -> str:
    """What stands before the address, without the quotes in which mail programs put it."""
    return line.removesuffix(">").removesuffix(_address(line)).strip(" \t<\"'")


def _speaker(line: str, known: _Known) -> SpeakerDraft:
    address = _address(line).lower()
    if address in known.colleagues:
        return SpeakerDraft(user=known.colleagues[address])
    if address in known.guests:
        return SpeakerDraft(name=known.guests[address].name, email=address)
    return SpeakerDraft(name=_name(line), email=address)


def _mistake(line: str, known: _Known) -> str:
    address = _address(line).lower()
    if address in known.colleagues or address in known.guests:
        return ""
    if address and (address in known.gone or _is_ours(address) or not _name(line)):
        return _("Line %(number)d: no colleague has the address “%(text)s”. Correct it, or write a name.")
    if address and not _is_writable(address):
        return _("Line %(number)d: “%(text)s” is no mail address.")
    if len(_name(line)) > LONGEST_NAME:
        return _("Line %(number)d is too long for a name. Write one person a line.")
    return ""


def _is_ours(address: str) -> bool:
    """Whether only a colleague can have it, so that a slip is not taken for somebody from outside."""
    return address.rpartition("@")[2] in {domain.lower().lstrip("@") for domain in settings.SIGNUP_DOMAINS}


def _is_writable(address: str) -> bool:
    try:
        validate_email(address)
        addresses.writable(address)
    except ValidationError:
        return False
    return len(address) <= LONGEST_ADDRESS


def speaker_lines(speakers: list[Speaker]) -> str:
    """What the editor shows of the speakers that stand."""
    return "\n".join(speaker_line(speaker) for speaker in speakers)


def speaker_line(speaker: Speaker) -> str:
    """One of them, so that it is read again as the same person."""
    if speaker.guest:
        return f"{speaker.name} <{speaker.guest.email}>"
    return speaker.user.email if speaker.user else speaker.name
