"""The form that every event has without anybody building one."""

from collections.abc import Callable, Iterable
from functools import partial

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from feedback.enums import Used
from feedback.questions import Condition, Kind, Option, Question, Wording

OVERALL = "overall"  # the key of how it was, all in all


def overall_question(questions: Iterable[Question]) -> Question | None:
    """Which of them asks how it was, all in all: that of every event, or else the first rating of the whole."""
    ratings = [one for one in questions if one.kind is Kind.RATING and not one.group]
    return next((one for one in ratings if one.key == OVERALL), next(iter(ratings), None))


def default_questions() -> list[Question]:
    """Four questions, worded now in every language of this site."""
    return [
        Question(
            key=OVERALL,
            kind=Kind.RATING,
            text=_worded(_("How was it for you, all in all?")),
            is_required=True,
            low=1,
            high=5,
            lowest=_worded(_("Not good")),
            highest=_worded(_("Very good")),
        ),
        Question(
            key="useful",
            kind=Kind.TEXT,
            text=_worded(_("What was useful?")),
        ),
        Question(
            key="improve",
            kind=Kind.TEXT,
            text=_worded(_("What should be better next time?")),
        ),
        Question(
            key="recommend",
            kind=Kind.RECOMMENDATION,
            text=_worded(_("Would you recommend it to a colleague?")),
            is_required=True,
            low=0,
            high=10,
            lowest=_worded(_("Not at all")),
            highest=_worded(_("Certainly")),
        ),
    ]


def follow_up_questions() -> list[Question]:
    """What people are asked weeks later: what has come of it."""
    return [
        Question(
            key="used",
            kind=Kind.CHOICE,
            text=_worded(_("Have you used what you learned?")),
            is_required=True,
            options=tuple(Option(used.value, in_every_language(partial(_label, used))) for used in Used),
        ),
        Question(
            key="used_what",
            kind=Kind.TEXT,
            text=_worded(_("What did you use?")),
            condition=Condition("used", options=(Used.OFTEN.value, Used.ONCE.value)),
        ),
        Question(
            key="obstacle",
            kind=Kind.TEXT,
            text=_worded(_("What stood in the way?")),
            condition=Condition("used", options=(Used.NOT_YET.value, Used.NO.value)),
        ),
        Question(
            key="worth",
            kind=Kind.RATING,
            text=_worded(_("Looking back, was it worth your time?")),
            is_required=True,
            low=1,
            high=5,
            lowest=_worded(_("Not at all")),
            highest=_worded(_("Very much")),
        ),
    ]


def _label(used: Used) -> str:
    return str(used.label)


def _worded(text: Promise) -> Wording:
    return in_every_language(lambda: str(text))


def in_every_language(say: Callable[[], str]) -> Wording:
    """What ``say`` says in every language of this site."""
    worded = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            worded[language] = say()
    return worded
