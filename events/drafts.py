"""What an organiser wants an event to be, as clean values; forms and imports make these."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime, time
from typing import Any

from accounts.models import Department, Location, User
from common.files import Sent
from common.pictures import Picture
from events.enums import (
    Allotment,
    Approval,
    Audience,
    ClashRule,
    EventKind,
    HandOver,
    JoinFor,
    MaterialAudience,
    Promotion,
    ShownFrom,
)
from events.models import Event, Room, Session, Topic
from events.walltime import exists, to_utc


@dataclass(frozen=True, kw_only=True)
class SessionDraft:
    """One meeting in wall time. ``pk`` names the session it changes; without it, it is a new one."""

    held_on: date
    starts_wall: time
    ends_on: date
    ends_wall: time
    zone: str
    room: Room | None = None
    place: str = ""
    join_url: str = ""
    pk: int | None = None

    @property
    def columns(self) -> dict[str, Any]:
        """What the row of its session says."""
        own = {field.name: getattr(self, field.name) for field in fields(self) if field.name != "pk"}
        return own | {"starts_at": self.starts_at, "ends_at": self.ends_at}

    @property
    def starts_at(self) -> datetime:
        """The start in UTC; raises NonexistentTimeError."""
        return to_utc(self.held_on, self.starts_wall, self.zone)

    @property
    def ends_at(self) -> datetime:
        """The end in UTC; raises NonexistentTimeError."""
        return to_utc(self.ends_on, self.ends_wall, self.zone)

    @property
    def missing(self) -> tuple[tuple[date, time, str], ...]:
        """Its start or its end, where the clock jumps over that time."""
        ends = ((self.held_on, self.starts_wall, self.zone), (self.ends_on, self.ends_wall, self.zone))
        return tuple(end for end in ends if not exists(*end))


@dataclass(frozen=True, kw_only=True)
class SpeakerDraft:
    """A colleague, or the name of somebody from outside, with their mail address where it is known."""

    user: User | None = None
    name: str = ""
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class Programme:
    """UIDs of an event's sessions after a change: those that stand, which of them are new, which were dropped."""

    uids: tuple[str, ...]
    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CoverDraft:
    """What the cover shows and, where it is to be another one, the picture; without it the one that stands stays."""

    text: str
    picture: Picture | None = None


@dataclass(frozen=True, kw_only=True)
class MinimumDraft:
    """How many have to be registered at ``decide_at``, and whether fewer call the event off without a question."""

    people: int
    decide_at: datetime
    cancels_itself: bool = True


@dataclass(frozen=True, kw_only=True)
class RulesDraft:
    """Who of the audience may register: people at one of ``locations``, who were at each event of ``needs``.

    ``minimum``: how many have to come for it to take place; None where it always does.
    """

    locations: tuple[Location, ...] = ()
    needs: tuple[Event, ...] = ()
    minimum: MinimumDraft | None = None


@dataclass(frozen=True, kw_only=True)
class EventDraft:
    """Everything the editor asks. A pool that is not named is not offered; without a cover it is drawn."""

    title: str
    language: str
    kind: str = EventKind.SEMINAR
    description: str = ""
    audience: str = Audience.EVERYONE
    departments: tuple[Department, ...] = ()
    is_unlisted: bool = False
    host_department: Department | None = None
    co_hosts: tuple[Department, ...] = ()
    topics: tuple[Topic, ...] = ()
    cancellation_hours: int = 2
    hands_over: str = HandOver.NOBODY_WAITS
    join_minutes: int = 15
    join_for: str = JoinFor.SEATED
    has_self_check_in: bool = False
    has_follow_up: bool = False
    needs_organisers: bool = True
    no_show_policy: str = ""
    shows_participants: bool = False
    cover: CoverDraft | None = None
    sessions: tuple[SessionDraft, ...] = ()
    speakers: tuple[SpeakerDraft, ...] = ()
    seats: dict[str, int | None] = field(default_factory=dict)
    rules: RulesDraft = RulesDraft()


@dataclass(frozen=True, kw_only=True)
class SeatRuleDraft:
    """Seats of one kind held for a department until ``lapses_at``, or the most that one may have.

    ``pool``: the kind of seats. A ceiling without a department is for each of the top departments.
    """

    pool: str
    kind: str
    department: Department | None = None
    seats: int | None = None
    percent: int | None = None
    lapses_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class SeatingDraft:
    """How the seats of an event are given."""

    promotion: str = Promotion.CONFIRM
    offer_hours: int = 24
    allotment: str = Allotment.FIRST_COME
    requests_from: datetime | None = None
    requests_until: datetime | None = None
    approval: str = Approval.NONE
    approval_days: int = 7
    clash_rule: str = ClashRule.WARN
    returns_to_department: bool = False
    rules: tuple[SeatRuleDraft, ...] = ()


@dataclass(frozen=True, kw_only=True)
class QuestionDraft:
    """A question to whoever registers. ``kept``: what the choices that stay are called, by id; ``added``: new ones."""

    kind: str
    label: str
    help_text: str = ""
    is_required: bool = False
    pool_kind: str = ""
    is_for_speakers: bool = False
    kept: Mapping[int, str] = field(default_factory=dict)
    added: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MaterialDraft:
    """What is said of something that is handed out: to whom it is shown, and from when on."""

    title: str
    language: str
    session: Session | None = None
    visible: str = MaterialAudience.CONFIRMED
    shown_from: str = ShownFrom.NOW


@dataclass(frozen=True, kw_only=True)
class Content:
    """What is handed out itself: a file with its bytes, an address, or a text.

    ``kept``: the name of ours under which the bytes lie already.
    """

    file: Sent | None = None
    data: bytes = b""
    kept: str = ""
    url: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class ProfileDraft:
    """What is said of somebody who teaches; ``picture``: another one than before. Of a guest, who they are too."""

    title: str = ""
    biography: str = ""
    picture: Picture | None = None
    removes_picture: bool = False
    guest: Mapping[str, str] = field(default_factory=dict)
