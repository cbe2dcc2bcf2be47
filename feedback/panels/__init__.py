"""Everything one page shows, as frozen values."""

from feedback.panels.giving import AnswerPanel, answer_panel
from feedback.panels.results import Results, Scale, Words, results
from feedback.panels.sheets import result_sheet
from feedback.panels.writing import QuestionnairePanel, questionnaire_panel

__all__ = [
    "AnswerPanel",
    "QuestionnairePanel",
    "Results",
    "Scale",
    "Words",
    "answer_panel",
    "questionnaire_panel",
    "result_sheet",
    "results",
]
