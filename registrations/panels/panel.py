"""Everything the registration panel of an event shows: where one stands, and what one may do next."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.contrib.auth.models import AnonymousUser
from django.contrib.humanize.templatetags.humanize import ordinal
from django.contrib.messages.storage.base import Message
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from common import times
from common.routes import address_of
from events.enums import Approval, ClashRule, HandOver, PoolKind
from events.models import Event, Minimum, Session
from events.queries import minimum_at_hand
from registrations import links, policies, queries
from registrations.enums import Ending, Mark, Refusal, RegistrationStatus
from registrations.links import sign_offer
from registrations.models import Attendance, Draw, Registration
from registrations.panels.choices import Choice, is_room_alone_full
from registrations.panels.endings import ended
from registrations.panels.given import answers_url_of, unanswered
from registrations.panels.joining import Way, here_url, ways_of
from registrations.panels.marks import TO_THEMSELVES, overall
from registrations.queries import Offer, Requirement
from registrations.queries.groups import OwnGroup, own_groups

# What the panel shows to whoever has a registration that is live.
FACES: dict[str, str] = {
    RegistrationStatus.CONFIRMED: "confirmed",
    RegistrationStatus.OFFERED: "offered",
    RegistrationStatus.WAITLISTED: "waiting",
    RegistrationStatus.REQUESTED: "requested",
}
WINDOW = (Refusal.REQUESTS_NOT_YET, Refusal.REQUESTS_CLOSED)


@dataclass(frozen=True, kw_only=True)
class RegistrationPanel:
    """One person's side of one event.

    ``said``: what has just happened, where the panel alone is the answer to a click (``is_answer``).
    """

    event: Event
    at: datetime
    sessions: Sequence[Session]
    offers: Sequence[Offer] = ()
    registration: Registration | None = None
    refusal: Refusal | None = None
    cancel_refusal: Refusal | None = None
    clashes: Sequence[Event] = ()
    requirements: Sequence[Requirement] = ()
    bar: policies.Bar | None = None
    draw: Draw | None = None
    minimum: Minimum | None = None
    so_far: int = 0
    missed: Collection[int] = ()
    absence_url: str = ""
    attendance: dict[int, Attendance] = field(default_factory=dict)
    is_signed_in: bool = True
    is_guest: bool = False
    key: str = ""  # what stands in a guest's own addresses
    cancel_url: str = ""
    wish_place: int = 0
    wishing_ahead: int = 0
    accept_url: str = ""
    decline_url: str = ""
    groups: Sequence[OwnGroup] = ()
    asked_kinds: Collection[str] = ()
    answers_url: str = ""
    unanswered: int = 0
    said: Sequence[Message] = ()
    is_answer: bool = False
    is_preview: bool = False  # of an event that is not published: nothing on it can be pressed

    @property
    def choices(self) -> list[Choice]:
        """What one may choose; nothing where one can't register."""
        open_offers = [offer for offer in self.offers if offer.pool.capacity != 0]
        return [
            Choice(
                offer=offer,
                is_only=len(open_offers) == 1,
                is_first=offer is open_offers[0],
                asks=offer.pool.kind in self.asked_kinds,
                is_request=self.collects or self.event.needs_approval,
                is_drawn=self.collects,
            )
            for offer in open_offers
        ]

    @property
    def whether(self) -> str:
        """Whether it takes place, where that depends on how many come; empty where it is certain anyway."""
        if self.minimum is None or self.event.has_started(self.at):
            return ""
        if self.minimum.takes_place:
            return _("It is decided: it takes place.")
        if self.minimum.waits_for_owner:
            return _("Fewer people have registered than it takes. The organisers decide whether it takes place.")
        text = ngettext(
            "Takes place with at least %(number)d person; decided on %(when)s. So far: %(so_far)d.",
            "Takes place with at least %(number)d people; decided on %(when)s. So far: %(so_far)d.",
            self.minimum.people,
        )
        when = times.moment(self.minimum.decide_at)
        return text % {"number": self.minimum.people, "when": when, "so_far": self.so_far}

    @property
    def stage(self) -> str:
        """Which of its faces the panel shows: the name of a template."""
        if self.event.is_cancelled:
            return "called_off"
        if self.event.is_over(self.at):
            return "over"
        if self.registration is not None and self.registration.status in FACES:
            return FACES[self.registration.status]
        if self.is_guest:
            return "left"
        if self.event.has_started(self.at):
            return "closed"
        return "undrawn" if self.refusal in WINDOW else "open"

    @property
    def approver(self) -> str:
        """Who has to say yes before a seat is taken, as it is said to whoever is about to ask."""
        return {
            Approval.MANAGER: _("Your manager has to say yes first, or the organisers if you have none."),
            Approval.ORGANISER: _("The organisers have to say yes first."),
        }.get(Approval(self.event.approval), "")

    @property
    def collects(self) -> bool:
        """Whether registering is a request, for a draw that is still to come."""
        return self.event.is_drawn and not (self.draw and self.draw.is_published)

    @property
    def number(self) -> int | None:
        """The number under which the person was in the draw that is published."""
        is_in_it = self.draw and self.draw.is_published and self.registration and self.registration.waitlisted_at
        return self.registration.pk if is_in_it and self.registration and self.registration.requested_at else None

    @property
    def is_window_over(self) -> bool:
        """Whether nobody can ask for a seat any more."""
        return self.event.requests_until is not None and self.event.requests_until <= self.at

    @property
    def hand_over_url(self) -> str:
        """Where a seat is given to a colleague; empty where that can't be, or for a guest."""
        if self.is_guest or self.event.hands_over == HandOver.NEVER or self.event.has_started(self.at):
            return ""
        return address_of("hand-over", self.event.slug)

    @property
    def code_url(self) -> str:
        """Where they see what to show at the door; empty for a seat online."""
        return links.own_code_path(self.registration, key=self.key)

    @property
    def is_under_way(self) -> bool:
        """Whether it has begun and is not over."""
        return self.event.has_started(self.at) and not self.event.is_over(self.at)

    @property
    def deadline(self) -> datetime | None:
        """Until when a seat can be given back."""
        starts_at = self.event.starts_at
        return starts_at and starts_at - timedelta(hours=self.event.cancellation_hours)

    @property
    def is_past_deadline(self) -> bool:
        return self.deadline is not None and self.deadline < self.at

    @property
    def is_of_one_kind(self) -> bool:
        """Whether nobody has to say which kind of seat is meant."""
        return len(self.choices) < 2  # noqa: PLR2004  # one of two kinds

    @property
    def own_offer(self) -> Offer | None:
        """The seats among which the person's own is, or for which they wait."""
        if self.registration is None:
            return None
        return next((offer for offer in self.offers if offer.pool.pk == self.registration.pool_id), None)

    @property
    def place(self) -> str:
        """The place in line, like "4th"."""
        return str(ordinal(self.registration.place)) if self.registration and self.registration.place else ""

    @property
    def is_asked(self) -> bool:
        """Whether a seat is held until the person says yes or no."""
        return self.registration is not None and policies.answer_refusal(self.registration, at=self.at) is None

    @property
    def ahead(self) -> int:
        """How many stand before the person."""
        return self.registration.place - 1 if self.registration and self.registration.place else 0

    @property
    def joinable(self) -> list[Way]:
        """Where whoever has a seat joins sessions to come that are held online."""
        return list(ways_of(self.registration, self.sessions, key=self.key, at=self.at))

    @property
    def here_url(self) -> str:
        """Where whoever has a seat checks in by themselves, while it is time for that; empty else."""
        return here_url(self.registration, self.event, self.sessions, key=self.key, at=self.at)

    @property
    def groups_to_come(self) -> list[OwnGroup]:
        """Where and with whom one sits at sessions that are not over."""
        return [one for one in self.groups if one.session.ends_at > self.at]

    @property
    def appointments(self) -> list[tuple[Session, bool]]:
        """Sessions to come of several, and whether the person with a seat has said that they can't come."""
        is_seated = self.registration is not None and self.registration.is_confirmed
        if len(self.sessions) < 2 or not is_seated:  # noqa: PLR2004  # one session is the whole event
            return []
        to_come = [session for session in self.sessions if session.starts_at > self.at]
        return [(session, session.pk in self.missed) for session in to_come]

    @property
    def appointments_now(self) -> str:
        """How many of them one comes to, in words."""
        missed = sum(is_missed for _session, is_missed in self.appointments)
        if not missed:
            return _("You come to every session")
        return ngettext("You miss %(number)d session", "You miss %(number)d sessions", missed) % {"number": missed}

    @property
    def marks(self) -> list[tuple[Session, Attendance]]:
        """What was noted about the person, session by session."""
        return [(session, self.attendance[session.pk]) for session in self.sessions if session.pk in self.attendance]

    @property
    def overall(self) -> Mark | None:
        """One word for the whole event; nothing before something was noted."""
        return overall([Mark(entry.mark) for entry in self.attendance.values()])

    @property
    def overall_text(self) -> str:
        """The same as it is said to the person."""
        return str(TO_THEMSELVES[self.overall]) if self.overall else ""

    @property
    def can_register(self) -> bool:
        """Whether buttons are shown; who may see the event may try, unless it is certain that they may not."""
        return self.is_signed_in and self.refusal is None and not self.bar

    @property
    def waits_for_head_start(self) -> bool:
        """Whether others may register first."""
        return self.bar is not None and self.bar.reason == Refusal.HEAD_START

    @property
    def has_head_start(self) -> bool:
        """Whether the person may register before everybody else."""
        return self.can_register and self.event.is_in_head_start(self.at)

    @property
    def looks_for_clashes(self) -> bool:
        """Whether it matters here what else one does at that time."""
        return self.event.clash_rule != ClashRule.IGNORE

    @property
    def is_full(self) -> bool:
        """Whether every choice leads to a waiting list."""
        return all(choice.is_full for choice in self.choices)

    @property
    def is_online(self) -> bool:
        """Whether the person's own seat is an online one."""
        return self.registration is not None and self.registration.pool.kind == PoolKind.ONLINE

    @property
    def takes_either(self) -> bool:
        """Whether one may come online and wait for the room: where that is full, and seats are given at once."""
        is_request = self.collects or self.event.needs_approval
        return self.can_register and not is_request and is_room_alone_full(self.choices)

    @property
    def other_offer(self) -> Offer | None:
        """The seats for which somebody with a seat may wish instead; none for guests, and once it has begun."""
        seat = self.registration
        if seat is None or not seat.is_confirmed or self.is_guest or self.event.has_started(self.at):
            return None
        others = (offer for offer in self.offers if offer.pool.pk != seat.pool_id and offer.pool.capacity != 0)
        return next(others, None)

    @property
    def seat(self) -> str:
        """What one has, in words."""
        return _("You have a seat online") if self.is_online else _("You have a seat in the room")

    @property
    def swap_target(self) -> str:
        """What htmx swaps; a guest's page is loaded as a whole."""
        return "" if self.is_guest else "#registration-panel"

    @property
    def lost_with_event(self) -> bool:
        """Whether a place ended because the event was called off."""
        return self.registration is not None and self.registration.ending == Ending.EVENT_CANCELLED

    @property
    def ended(self) -> str:
        """How the last registration ended, as it is said to the person."""
        return ended(self.registration)


def panel_of(event: Event, person: User | AnonymousUser, *, at: datetime) -> RegistrationPanel:
    """The panel as ``person`` sees it."""
    registration, minimum = queries.registration_of(person, event), minimum_at_hand(event)
    is_live = registration is not None and registration.is_live
    refusal, department = policies.register_refusal(event, at=at), getattr(person, "department_id", None)
    is_open = refusal is None
    offers = queries.offers(event, at=at, department=department) if is_open or event.is_draft else []
    if registration is not None and (registration.is_waiting or registration.wished_pool_id):
        queries.give_reasons([registration], [offer.pool for offer in offers] or None, at=at)
    asked = queries.requirements(event, person) if (is_open and not is_live) or event.is_draft else []
    newcomer = person if isinstance(person, User) and is_open and not is_live else None
    clashes = queries.clashes(newcomer, event) if newcomer and event.clash_rule != ClashRule.IGNORE else []
    return RegistrationPanel(
        event=event,
        at=at,
        sessions=list(event.sessions.all()),
        offers=offers,
        registration=registration,
        refusal=refusal,
        cancel_refusal=policies.cancel_refusal(registration, at=at) if registration else None,
        clashes=clashes,
        requirements=asked,
        draw=queries.draw_of(event),
        minimum=minimum,
        so_far=queries.seated_by_event([event]).get(event.pk, 0) if minimum and not minimum.verdict else 0,
        bar=policies.own_bar(event, newcomer, at=at, asked=asked, clashing=clashes) if newcomer else None,
        attendance=queries.attendance_for(registration) if registration and event.has_started(at) else {},
        is_signed_in=person.is_authenticated,
        groups=own_groups(registration) if registration and registration.is_grouped else (),
        missed=_missed(registration, event),
        wish_place=queries.wish_place(registration) if registration and registration.wished_pool_id else 0,
        wishing_ahead=queries.wishing_ahead(registration) if registration and len(offers) > 1 else 0,
        absence_url=address_of("session-absence", event.slug),
        cancel_url=address_of("registration-cancel", event.slug),
        accept_url=address_of("registration-accept", event.slug),
        decline_url=address_of("registration-decline", event.slug),
        asked_kinds=queries.kinds_asked(event) if is_open and not is_live else (),
        unanswered=unanswered(registration, at=at),
        answers_url=answers_url_of(registration, address_of("registration-answers", event.slug), at=at),
    )


def _missed(registration: Registration | None, event: Event) -> Collection[int]:
    """Asked only of whoever has a seat at several sessions."""
    if registration is None or not registration.is_confirmed or len(event.sessions.all()) < 2:  # noqa: PLR2004
        return ()
    return queries.missed_sessions([registration])[registration.pk]


def guest_panel(registration: Registration, *, key: str, at: datetime) -> RegistrationPanel:
    """The panel as the guest sees whose place this is; ``key`` is what their link is signed with."""
    event = registration.event
    minimum = minimum_at_hand(event)
    if registration.is_waiting:
        queries.give_reasons([registration], at=at)
    queries.give_places([registration])
    asked = sign_offer(registration) if registration.answer_until is not None else ""
    return RegistrationPanel(
        event=event,
        at=at,
        sessions=list(event.sessions.all()),
        offers=queries.offers(event, at=at) if policies.register_refusal(event, at=at) is None else (),
        registration=registration,
        refusal=policies.register_refusal(event, at=at),
        cancel_refusal=policies.cancel_refusal(registration, at=at),
        attendance=queries.attendance_for(registration) if event.has_started(at) else {},
        groups=own_groups(registration),
        minimum=minimum,
        so_far=queries.seated_by_event([event]).get(event.pk, 0) if minimum and not minimum.verdict else 0,
        missed=_missed(registration, event),
        absence_url=reverse("guest-absence", args=[key]),
        is_guest=True,
        key=key,
        is_signed_in=False,
        cancel_url=reverse("guest-cancel", args=[key]),
        accept_url=reverse("offer-accept", args=[asked]) if asked else "",
        decline_url=reverse("offer-decline", args=[asked]) if asked else "",
        unanswered=unanswered(registration, at=at),
        answers_url=answers_url_of(registration, reverse("guest-answers", args=[key]), at=at),
    )
