"""Every change of what is asked and answered."""

from feedback.actions.asked import ask_after_all, decline, forget_intentions, note_intention
from feedback.actions.forms import answer, close_form, open_form, remind
from feedback.actions.notes import hide_text, show_text, tag_text
from feedback.actions.questionnaires import (
    add_set,
    ask_as,
    ask_as_all_do,
    ask_at_dates,
    move_question,
    remove_question,
    start_from_set,
    write_question,
    write_wordings,
)
from feedback.actions.replies import send_reply, write_reply
from feedback.actions.sets import change_set, keep_set, remove_set
from feedback.actions.sharing import share, stop_sharing
from feedback.actions.slices import count_apart

__all__ = [
    "add_set",
    "answer",
    "ask_after_all",
    "ask_as",
    "ask_as_all_do",
    "ask_at_dates",
    "change_set",
    "close_form",
    "count_apart",
    "decline",
    "forget_intentions",
    "hide_text",
    "keep_set",
    "move_question",
    "note_intention",
    "open_form",
    "remind",
    "remove_question",
    "remove_set",
    "send_reply",
    "share",
    "show_text",
    "start_from_set",
    "stop_sharing",
    "tag_text",
    "write_question",
    "write_reply",
    "write_wordings",
]
