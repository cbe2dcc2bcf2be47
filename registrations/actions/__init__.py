"""Every change of who takes part, and of who was there."""

from registrations.actions.absences import come_after_all, stay_away
from registrations.actions.answers import (
    answer_questions,
    forget_access_needs,
    register_answering,
    remove_stray_files,
)
from registrations.actions.attendance import Noted, close_list, mark
from registrations.actions.door import check_in, take_taps, walk_in
from registrations.actions.draws import draw, new_seed, publish_draw
from registrations.actions.following import cancel_all, follow_change, follow_people
from registrations.actions.groups import (
    Mixed,
    drop_wish,
    hide_groups,
    make_wish,
    mix_groups,
    name_groups,
    place_newcomers,
    publish_groups,
    put_in_group,
)
from registrations.actions.guests import invite_guest
from registrations.actions.handing import hand_over
from registrations.actions.here import check_in_oneself
from registrations.actions.holds import hold_seats, name_person, release_hold, remind_of_hold
from registrations.actions.joining import enter
from registrations.actions.minimum import decide, let_take_place
from registrations.actions.offers import accept, decline, let_lapse, wish
from registrations.actions.reminding import remind
from registrations.actions.replies import follow_reply, hold_for_reply, say_what_stands
from registrations.actions.reporting import report_differences
from registrations.actions.reports import (
    Upload,
    choose_in_report,
    discard_report,
    import_report,
    keep_report,
    remove_expired_reports,
)
from registrations.actions.requests import approve, approve_all, refuse, refuse_all
from registrations.actions.seats import add, add_guest, cancel, move, register, remove, reorder
from registrations.actions.series import Outcome, enrol, enrol_into, leave_series, lock_enrolled, register_several
from registrations.actions.teaching import brief_speaker, tell_of_materials
from registrations.actions.writing import Writing, write, write_test

__all__ = [
    "Mixed",
    "Noted",
    "Outcome",
    "Upload",
    "Writing",
    "accept",
    "add",
    "add_guest",
    "answer_questions",
    "approve",
    "approve_all",
    "brief_speaker",
    "cancel",
    "cancel_all",
    "check_in",
    "check_in_oneself",
    "choose_in_report",
    "close_list",
    "come_after_all",
    "decide",
    "decline",
    "discard_report",
    "draw",
    "drop_wish",
    "enrol",
    "enrol_into",
    "enter",
    "follow_change",
    "follow_people",
    "follow_reply",
    "forget_access_needs",
    "hand_over",
    "hide_groups",
    "hold_for_reply",
    "hold_seats",
    "import_report",
    "invite_guest",
    "keep_report",
    "leave_series",
    "let_lapse",
    "let_take_place",
    "lock_enrolled",
    "make_wish",
    "mark",
    "mix_groups",
    "move",
    "name_groups",
    "name_person",
    "new_seed",
    "place_newcomers",
    "publish_draw",
    "publish_groups",
    "put_in_group",
    "refuse",
    "refuse_all",
    "register",
    "register_answering",
    "register_several",
    "release_hold",
    "remind",
    "remind_of_hold",
    "remove",
    "remove_expired_reports",
    "remove_stray_files",
    "reorder",
    "report_differences",
    "say_what_stands",
    "stay_away",
    "take_taps",
    "tell_of_materials",
    "walk_in",
    "wish",
    "write",
    "write_test",
]
