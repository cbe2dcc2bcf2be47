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
