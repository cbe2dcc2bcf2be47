"""The form that every event has without anybody building one."""

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from feedback.questions import Kind, Question, Wording


def default_questions() -> list[Question]:
    """Four questions, worded now in every language of this site."""
    return [
        Question(
            key="overall",
            kind=Kind.RATING,
            text=_in_every_language(_("How was it for you, all in all?")),
            is_required=True,
            low=1,
            high=5,
            lowest=_in_every_language(_("Not good")),
            highest=_in_every_language(_("Very good")),
        ),
        Question(
            key="useful",
            kind=Kind.TEXT,
            text=_in_every_language(_("What was useful?")),
        ),
        Question(
            key="improve",
            kind=Kind.TEXT,
            text=_in_every_language(_("What should be better next time?")),
        ),
        Question(
            key="recommend",
            kind=Kind.RECOMMENDATION,
            text=_in_every_language(_("Would you recommend it to a colleague?")),
            is_required=True,
            low=0,
            high=10,
            lowest=_in_every_language(_("Not at all")),
            highest=_in_every_language(_("Certainly")),
        ),
    ]


def _in_every_language(text: Promise) -> Wording:
    worded = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            worded[language] = str(text)
    return worded
