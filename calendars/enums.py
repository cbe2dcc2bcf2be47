"""Words of this app, as iCalendar spells them. No Django here: pure modules use them."""

from enum import StrEnum


class Method(StrEnum):
    """What a revision asks a calendar to do."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


class Occasion(StrEnum):
    """Why a revision was written, so that a mail can say it in words."""

    INVITED = "invited"
    MOVED = "moved"
    CHANGED = "changed"
    CALLED_OFF = "called_off"
    LEFT = "left"


class Answer(StrEnum):
    """What we know of a person's answer (PARTSTAT)."""

    NEEDS_ACTION = "NEEDS-ACTION"
    ACCEPTED = "ACCEPTED"
    TENTATIVE = "TENTATIVE"
    DECLINED = "DECLINED"


class Purpose(StrEnum):
    """What a feed shows."""

    PERSONAL = "personal"  # what stands in its reader's calendar
    SITE = "site"  # everything its reader may read about; that of nobody is public
    ORGANISER = "organiser"  # what its reader runs
    DEPARTMENT = "department"
    TOPIC = "topic"
    SPEAKER = "speaker"


ABOUT_SOMETHING = (Purpose.DEPARTMENT, Purpose.TOPIC, Purpose.SPEAKER)


class Reason(StrEnum):
    """Why a meeting stands in somebody's calendar; the value is the field that says so."""

    SEAT = "for_seat"
    TEACHING = "for_teaching"


class AnswerReason(StrEnum):
    """Why an answer from a calendar changes nothing, or is put before a person."""

    AUTOMATIC = "automatic"
    OTHER_METHOD = "other_method"
    UNKNOWN = "unknown"
    STALE = "stale"
    OVER = "over"
    CALLED_OFF = "called_off"
    ALREADY = "already"
    TOO_SOON = "too_soon"
    UNREADABLE = "unreadable_answer"
    WROTE = "wrote"
    WRONG_UID = "wrong_uid"
    OTHER_PERSON = "other_person"
    UNPROVEN = "unproven"
    LEFT = "left"
    TEACHES = "teaches"
    TOO_LATE = "too_late"
    BEGUN = "begun"
    PROPOSED = "proposed"
