"""Everything one page shows, as frozen values."""

from feedback.panels.giving import AnswerPanel, DeclinePanel, answer_panel, decline_panel
from feedback.panels.replies import ReplyPanel, Told, reply_panel, told
from feedback.panels.results import Results, Scale, Words, results
from feedback.panels.sharing import NextSteps, SpeakerResults, next_steps, reads_results, speaker_results
from feedback.panels.sheets import result_sheet
from feedback.panels.texts import Said, TextsPage, text_of, texts_page
from feedback.panels.writing import QuestionnairePanel, SetPanel, questionnaire_panel, set_panel

__all__ = [
    "AnswerPanel",
    "DeclinePanel",
    "NextSteps",
    "QuestionnairePanel",
    "ReplyPanel",
    "Results",
    "Said",
    "Scale",
    "SetPanel",
    "SpeakerResults",
    "TextsPage",
    "Told",
    "Words",
    "answer_panel",
    "decline_panel",
    "next_steps",
    "questionnaire_panel",
    "reads_results",
    "reply_panel",
    "result_sheet",
    "results",
    "set_panel",
    "speaker_results",
    "text_of",
    "texts_page",
    "told",
]
