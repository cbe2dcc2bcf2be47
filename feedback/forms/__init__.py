"""Answers as they are typed, questions as organisers write them, and what they do with the results."""

from feedback.forms.answers import AnswerForm, in_reader_language
from feedback.forms.intention import IntentionForm
from feedback.forms.notes import HideForm, ReplyForm, SharingForm, TagsForm
from feedback.forms.slices import SlicingForm
from feedback.forms.writing import QuestionForm, possible

__all__ = [
    "AnswerForm",
    "HideForm",
    "IntentionForm",
    "QuestionForm",
    "ReplyForm",
    "SharingForm",
    "SlicingForm",
    "TagsForm",
    "in_reader_language",
    "possible",
]
