"""Every change of an event."""

from events.actions.archiving import archive, bring_back
from events.actions.board import (
    close_proposal,
    merge_proposals,
    propose,
    reword,
    speak,
    take_up,
    unsay,
    withdraw_proposal,
)
from events.actions.catalogue import add_topic, merge_topics, remove_topic, rename_topic
from events.actions.cloning import SeriesAnew, clone, clone_series, series_anew
from events.actions.copying import Copy, copy_of, draft_of, shifted
from events.actions.covers import remove_stray_covers
from events.actions.editing import create, edit
from events.actions.enquiries import answer, ask, hide_answer
from events.actions.follows import follow, note_looked, send_digest, set_digest, unfollow
from events.actions.handing_on import (
    add_material_to_dates,
    add_question_to_dates,
    change_material_of_dates,
    change_question_of_dates,
    remove_material_of_dates,
    retire_question_of_dates,
    set_seating_of_dates,
)
from events.actions.imports import discard_event_file, import_event_file, keep_event_file, remove_expired_event_files
from events.actions.interest import gather_interest, say_interest, set_head_start, withdraw_interest
from events.actions.making import Making, make_all
from events.actions.materials import (
    add_material,
    change_material,
    note_materials_told,
    remove_material,
    remove_stray_materials,
    renew_material,
)
from events.actions.occurrences import EditedDates, edit_series
from events.actions.profiles import change_profile, introduce_myself, remove_stray_portraits
from events.actions.proposals import pass_on_proposal
from events.actions.publishing import cancel, publish, publish_due, schedule, unschedule
from events.actions.questions import (
    add_question,
    ask_for_needs,
    change_question,
    move_question,
    note_answered,
    retire_question,
)
from events.actions.reaching import reached
from events.actions.reminders import note_reminded, set_reminders
from events.actions.reviews import approve, ask_for_changes, ask_review, remark, withdraw_review
from events.actions.rooms import (
    add_equipment,
    add_room,
    change_room,
    remove_equipment,
    remove_room,
    rename_equipment,
)
from events.actions.rotating import set_starts
from events.actions.rules import note_verdict
from events.actions.search import renew_all_searches, renew_search, renew_search_of, renew_things
from events.actions.searches import forget_search, save_search
from events.actions.seating import set_seating
from events.actions.seats import note_lapsed, release_seats, take_seats
from events.actions.series import Plan, change_rule, plan_of, repeat
from events.actions.series_publishing import (
    Done,
    approve_all,
    ask_for_all,
    ask_for_changes_of_all,
    publish_all,
    schedule_all,
    unschedule_all,
    withdraw_all,
)
from events.actions.short import announce
from events.actions.teaching import answer_as_speaker, ask_speaker_again, ask_speakers, note_briefed, set_briefing
from events.actions.team import leave_team, set_role
from events.actions.templates import keep_template, remove_template, rename_template
from events.actions.versions import version_of
from events.actions.words import set_words

__all__ = [
    "Copy",
    "Done",
    "EditedDates",
    "Making",
    "Plan",
    "SeriesAnew",
    "add_equipment",
    "add_material",
    "add_material_to_dates",
    "add_question",
    "add_question_to_dates",
    "add_room",
    "add_topic",
    "announce",
    "answer",
    "answer_as_speaker",
    "approve",
    "approve_all",
    "archive",
    "ask",
    "ask_for_all",
    "ask_for_changes",
    "ask_for_changes_of_all",
    "ask_for_needs",
    "ask_review",
    "ask_speaker_again",
    "ask_speakers",
    "bring_back",
    "cancel",
    "change_material",
    "change_material_of_dates",
    "change_profile",
    "change_question",
    "change_question_of_dates",
    "change_room",
    "change_rule",
    "clone",
    "clone_series",
    "close_proposal",
    "copy_of",
    "create",
    "discard_event_file",
    "draft_of",
    "edit",
    "edit_series",
    "follow",
    "forget_search",
    "gather_interest",
    "hide_answer",
    "import_event_file",
    "introduce_myself",
    "keep_event_file",
    "keep_template",
    "leave_team",
    "make_all",
    "merge_proposals",
    "merge_topics",
    "move_question",
    "note_answered",
    "note_briefed",
    "note_lapsed",
    "note_looked",
    "note_materials_told",
    "note_reminded",
    "note_verdict",
    "pass_on_proposal",
    "plan_of",
    "propose",
    "publish",
    "publish_all",
    "publish_due",
    "reached",
    "release_seats",
    "remark",
    "remove_equipment",
    "remove_expired_event_files",
    "remove_material",
    "remove_material_of_dates",
    "remove_room",
    "remove_stray_covers",
    "remove_stray_materials",
    "remove_stray_portraits",
    "remove_template",
    "remove_topic",
    "rename_equipment",
    "rename_template",
    "rename_topic",
    "renew_all_searches",
    "renew_material",
    "renew_search",
    "renew_search_of",
    "renew_things",
    "repeat",
    "retire_question",
    "retire_question_of_dates",
    "reword",
    "save_search",
    "say_interest",
    "schedule",
    "schedule_all",
    "send_digest",
    "series_anew",
    "set_briefing",
    "set_digest",
    "set_head_start",
    "set_reminders",
    "set_role",
    "set_seating",
    "set_seating_of_dates",
    "set_starts",
    "set_words",
    "shifted",
    "speak",
    "take_seats",
    "take_up",
    "unfollow",
    "unsay",
    "unschedule",
    "unschedule_all",
    "version_of",
    "withdraw_all",
    "withdraw_interest",
    "withdraw_proposal",
    "withdraw_review",
]
