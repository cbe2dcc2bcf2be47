"""Answers as they are typed, and questions as organisers write them."""

from feedback.forms.answers import AnswerForm, in_reader_language
from feedback.forms.slices import SlicingForm
from feedback.forms.writing import QuestionForm, possible

__all__ = ["AnswerForm", "QuestionForm", "SlicingForm", "in_reader_language", "possible"]
