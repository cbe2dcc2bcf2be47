"""Every change of what is asked and answered."""

from feedback.actions.forms import answer, close_form, open_form, remind
from feedback.actions.questionnaires import ask_as_all_do, move_question, remove_question, write_question
from feedback.actions.slices import count_apart

__all__ = [
    "answer",
    "ask_as_all_do",
    "close_form",
    "count_apart",
    "move_question",
    "open_form",
    "remind",
    "remove_question",
    "write_question",
]
