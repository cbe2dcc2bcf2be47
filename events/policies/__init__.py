"""May this happen to an event? The first reason against it, or None."""

from events.policies.board import (
    MOST_PROPOSALS,
    merge_refusal,
    own_proposal_refusal,
    propose_refusal,
    reword_refusal,
    settle_refusal,
    voice_refusal,
)
from events.policies.clashes import clash_refusal
from events.policies.follows import MOST_FOLLOWS, follow_refusal
from events.policies.imports import import_refusal
from events.policies.interest import gather_refusal, head_start_refusal, interest_refusal
from events.policies.materials import (
    MOST_BYTES,
    MOST_MATERIALS,
    MOST_VERSIONS,
    PART_OF,
    add_material_refusal,
    content_refusal,
)
from events.policies.people import MOST_ENQUIRIES, MOST_SEARCHES, ask_refusal, leave_team_refusal, save_search_refusal
from events.policies.publishing import (
    announce_refusal,
    archive_refusal,
    cancel_refusal,
    edit_refusal,
    missing,
    publish_refusal,
    publish_refusals,
    review_refusal,
    schedule_refusal,
)
from events.policies.questions import MOST_QUESTIONS, question_change_refusal, question_refusal
from events.policies.reviews import answer_review_refusal, ask_review_refusal
from events.policies.rules import minimum_refusal, needs_refusal, verdict_refusal
from events.policies.seating import fewest_seats, requests_refusal, rules_refused, seating_refusal
from events.policies.series import drop_refusal, reach_refusal, repeat_refusal, rule_refusal
from events.policies.speakers import ask_again_refusal, ask_speakers_refusal, speaker_answer_refusal
from events.policies.templates import template_refusal

__all__ = [
    "MOST_BYTES",
    "MOST_ENQUIRIES",
    "MOST_FOLLOWS",
    "MOST_MATERIALS",
    "MOST_PROPOSALS",
    "MOST_QUESTIONS",
    "MOST_SEARCHES",
    "MOST_VERSIONS",
    "PART_OF",
    "add_material_refusal",
    "announce_refusal",
    "answer_review_refusal",
    "archive_refusal",
    "ask_again_refusal",
    "ask_refusal",
    "ask_review_refusal",
    "ask_speakers_refusal",
    "cancel_refusal",
    "clash_refusal",
    "content_refusal",
    "drop_refusal",
    "edit_refusal",
    "fewest_seats",
    "follow_refusal",
    "gather_refusal",
    "head_start_refusal",
    "import_refusal",
    "interest_refusal",
    "leave_team_refusal",
    "merge_refusal",
    "minimum_refusal",
    "missing",
    "needs_refusal",
    "own_proposal_refusal",
    "propose_refusal",
    "publish_refusal",
    "publish_refusals",
    "question_change_refusal",
    "question_refusal",
    "reach_refusal",
    "repeat_refusal",
    "requests_refusal",
    "review_refusal",
    "reword_refusal",
    "rule_refusal",
    "rules_refused",
    "save_search_refusal",
    "schedule_refusal",
    "seating_refusal",
    "settle_refusal",
    "speaker_answer_refusal",
    "template_refusal",
    "verdict_refusal",
    "voice_refusal",
]
