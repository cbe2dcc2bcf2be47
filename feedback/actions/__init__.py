"""Every change of what is asked and answered."""

from feedback.actions.asked import ask_after_all, decline, forget_intentions, note_intention
from feedback.actions.forms import answer, close_form, open_form, remind
from feedback.actions.notes import hide_text, show_text, tag_text
from feedback.actions.questionnaires import ask_as_all_do, move_question, remove_question, write_question
from feedback.actions.replies import send_reply, write_reply
from feedback.actions.sharing import share, stop_sharing
from feedback.actions.slices import count_apart

__all__ = [
    "answer",
    "ask_after_all",
    "ask_as_all_do",
    "close_form",
    "count_apart",
    "decline",
    "forget_intentions",
    "hide_text",
    "move_question",
    "note_intention",
    "open_form",
    "remind",
    "remove_question",
    "send_reply",
    "share",
    "show_text",
    "stop_sharing",
    "tag_text",
    "write_question",
    "write_reply",
]
