"""Texts that people write into mails."""

from collections.abc import Collection, Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from common import placeholders
from common.placeholders import Unknown
from outbox.enums import Placeholder

MOST_PLACEHOLDERS = 50  # or a short text becomes megabytes, in a mail to each


class WordedField(forms.CharField):
    """A text with placeholders; an unknown one is named at its place."""

    def __init__(self, *, known: Collection[str] = Placeholder.values, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.known = known

    def validate(self, value: str) -> None:
        """Refuse what would stand in the mail as it was typed."""
        super().validate(value)
        found = placeholders.unknown(value, self.known)
        if placeholders.number(value) > MOST_PLACEHOLDERS:
            raise ValidationError(_("More than %(most)d placeholders stand in it.") % {"most": MOST_PLACEHOLDERS})
        if found:
            raise ValidationError([" ".join(_sentences(one, has_lines="\n" in value)) for one in found])


def _sentences(found: Unknown, *, has_lines: bool) -> Iterator[str]:
    facts = {"name": f"{{{found.name}}}", "line": found.line, "column": found.column}
    if has_lines:
        yield _("Line %(line)d, character %(column)d: there is no placeholder “%(name)s”.") % facts
    else:
        yield _("Character %(column)d: there is no placeholder “%(name)s”.") % facts
    if found.meant:
        yield _("Did you mean “%(name)s”?") % {"name": f"{{{found.meant}}}"}
