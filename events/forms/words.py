"""What organisers say in a mail of their event, in each language."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.widgets import Textarea
from events.models import LONGEST_BODY, LONGEST_SUBJECT
from outbox.forms import WordedField
from outbox.rendering import Own


@dataclass(frozen=True)
class InLanguage:
    """The two fields of one language."""

    code: str
    label: str | Promise
    subject: BoundField
    body: BoundField


class WordsForm(forms.Form):
    """Subject and text by language; an unknown placeholder is named at its place."""

    def __init__(self, *args: Any, known: Collection[str], words: Mapping[str, Own], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, _label in settings.LANGUAGES:
            own = words.get(code, Own())
            self.fields[f"{code}_subject"] = WordedField(
                label=_("Subject"), max_length=LONGEST_SUBJECT, required=False, known=known, initial=own.subject
            )
            self.fields[f"{code}_body"] = WordedField(
                label=_("Text"),
                max_length=LONGEST_BODY,
                required=False,
                known=known,
                initial=own.body,
                widget=Textarea(attrs={"rows": 6}),
                help_text=_("Markdown works here. What is empty is said in our words."),
            )

    @property
    def languages(self) -> Iterator[InLanguage]:
        """The fields, language by language."""
        for code, label in settings.LANGUAGES:
            yield InLanguage(code, label, self[f"{code}_subject"], self[f"{code}_body"])

    @property
    def words(self) -> dict[str, Own]:
        """What was typed, as clean values."""
        values = self.cleaned_data
        return {code: Own(values[f"{code}_subject"], values[f"{code}_body"]) for code, _label in settings.LANGUAGES}
