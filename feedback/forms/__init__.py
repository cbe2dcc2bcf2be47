"""Answers as they are typed, questions as organisers write them, and what they do with the results."""

from feedback.forms.answers import AnswerForm, in_reader_language
from feedback.forms.intention import IntentionForm
from feedback.forms.notes import HideForm, ReplyForm, SharingForm, TagsForm
from feedback.forms.sets import SetForm, SetNameForm
from feedback.forms.slices import SlicingForm
from feedback.forms.words import WordsForm
from feedback.forms.writing import QuestionForm, possible

__all__ = [
    "AnswerForm",
    "HideForm",
    "IntentionForm",
    "QuestionForm",
    "ReplyForm",
    "SetForm",
    "SetNameForm",
    "SharingForm",
    "SlicingForm",
    "TagsForm",
    "WordsForm",
    "in_reader_language",
    "possible",
]
