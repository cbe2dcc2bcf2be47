"""The event page: what, when, where, who teaches, who comes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from accounts.models import Department, User
from common.markdown import to_html
from common.words import listed
from events.enums import StepFree
from events.models import Enquiry, Event, Room, Session, Speaker, SpeakerProfile, unique_speakers
from events.queries import equipment_at
from feedback.models import Form
from feedback.panels import Told, told
from feedback.queries import due_for
from portal.panels.card import Preview, preview
from portal.panels.follows import FollowChip, follow_chips
from portal.panels.interest import InterestPanel, interest_panel
from portal.panels.materials import MaterialRow, material_rows
from portal.panels.series_line import SeriesLine, series_of
from portal.panels.sharing import Share
from recognition.links import own_path
from recognition.models import Certificate
from registrations import policies, queries
from registrations.panels import RegistrationPanel, panel_of

MOST_NAMES = 200
UNCERTAIN = {"waiting", "offered", "requested"}  # nothing of it stands in a calendar
LONG_PAST = 60  # days; then the date says more


@dataclass(frozen=True, kw_only=True)
class Taught:
    """Somebody who teaches; with a page of their own where an address is known, and the reader may open it."""

    speaker: Speaker
    has_page: bool = True

    @property
    def name(self) -> str:
        return str(self.speaker)

    @property
    def department(self) -> Department | None:
        return self.speaker.user.department if self.speaker.user else None

    @property
    def profile(self) -> SpeakerProfile | None:
        """What they tell of themselves; nobody who has left does."""
        person = self.speaker.person
        is_gone = self.speaker.user is not None and not self.speaker.user.is_active
        return None if person is None or is_gone else getattr(person, "speaker_profile", None)

    @property
    def title(self) -> str:
        return self.profile.title if self.profile else ""

    @property
    def to(self) -> str:
        """Where their page is."""
        return self.profile.get_absolute_url() if self.profile and self.has_page else ""

    @property
    def image(self) -> str:
        return self.profile.picture_address if self.profile and self.has_page else ""


@dataclass(frozen=True, kw_only=True)
class EventPage:
    """Everything the page of one event shows to one person."""

    event: Event
    at: datetime
    registration: RegistrationPanel
    interest: InterestPanel | None = None
    follows: Sequence[FollowChip] = ()
    company: queries.Company = queries.Company()  # noqa: RUF009  # frozen
    feedback: Form | None = None
    told: Sequence[Told] = ()
    certificate: Certificate | None = None
    holds_for: Sequence[Department] = ()
    answers: Sequence[Enquiry] = ()
    series: SeriesLine | None = None
    materials: Sequence[MaterialRow] = ()
    equipment: Mapping[int, Sequence[str]] = field(default_factory=dict)  # by the id of a room
    is_preview: bool = False

    @classmethod
    def preview_of(cls, page: "EventPage") -> "EventPage":
        """The same page, on which nothing can be done."""
        panel = replace(page.registration, is_preview=True)
        return replace(page, is_preview=True, registration=panel, follows=())

    @property
    def certificate_url(self) -> str:
        """Where the reader has theirs; a guest by a link of their own."""
        if self.certificate is None:
            return ""
        return own_path(self.certificate) if self.certificate.guest else self.certificate.get_absolute_url()

    @cached_property
    def sessions(self) -> list[Session]:
        """The programme, in order; what is planned for an event without a date is nobody's to rely on yet."""
        return [] if self.event.is_gathering else list(self.event.sessions.all())

    @cached_property
    def speakers(self) -> list[Speaker]:
        """Who teaches, each once."""
        return unique_speakers(self.event.sessions.all())

    @property
    def teachers(self) -> list[Taught]:
        """Who teaches, where they belong, and their own pages."""
        # Who teaches only here is known to those who belong here, and not to whoever was handed the link.
        is_known = not self.event.is_unlisted or self.event.in_team or self.registration.registration is not None
        return [Taught(speaker=speaker, has_page=is_known) for speaker in self.speakers]

    @property
    def teaching_departments(self) -> list[Department]:
        """Where those who teach belong, each once."""
        return [department for department in dict.fromkeys(one.department for one in self.teachers) if department]

    @cached_property
    def description(self) -> SafeString:
        """The description as clean HTML."""
        return to_html(self.event.description)

    @property
    def names_its_parts(self) -> bool:
        """Whether the description opens with a heading of its own."""
        return self.description.startswith("<h")

    @property
    def kind(self) -> str:
        """Like "Workshop, hosted by Finance"."""
        kind, hosts = self.event.get_kind_display(), [one.name for one in self.hosts]
        if not hosts:
            return kind
        return _("%(kind)s, hosted by %(department)s") % {"kind": kind, "department": listed(hosts)}

    @cached_property
    def hosts(self) -> list[Department]:
        """The host, and those who host it too."""
        host = self.event.host_department
        others = self.event.co_hosts.order_by("name", "pk") if self.event.has_co_hosts else ()
        return [*([host] if host else []), *others]

    @property
    def next_session(self) -> Session:
        """The one under way or next; of an event that is over the first."""
        to_come = [session for session in self.sessions if session.ends_at > self.at]
        return (to_come or self.sessions)[0]

    @property
    def speaker_names(self) -> str:
        """Everybody who teaches, as a list in words."""
        return listed([str(speaker) for speaker in self.speakers])

    @property
    def places(self) -> str:
        """Where it takes place, in words."""
        rooms = list(dict.fromkeys(session.place_name for session in self.sessions if session.place_name))
        is_online = any(session.join_url for session in self.sessions)
        if not rooms:
            return _("Online")
        if is_online:
            return _("%(places)s, and online") % {"places": listed(rooms)}
        return listed(rooms)

    @property
    def place_note(self) -> str:
        """How to find it: what is known of the room, or where the link is."""
        notes = {session.room.note for session in self.sessions if session.room and session.room.note}
        if self.places_differ:
            return _("See the programme for the day and the place.")
        if notes:
            return str(notes.pop())
        if any(session.join_url for session in self.sessions):
            return _("The online link appears here once you have a seat.")
        return ""

    @property
    def room_note(self) -> str:
        """How one gets in and what one finds there, where all sessions are in one room."""
        rooms = {session.room for session in self.sessions}
        only = rooms.pop() if len(rooms) == 1 else None
        return self.about_room(only)

    def about_room(self, room: Room | None) -> str:
        """Like "Step-free · Hearing loop · Projector"; empty where nothing is known."""
        if room is None:
            return ""
        way = [] if room.step_free == StepFree.UNKNOWN else [str(room.get_step_free_display())]
        return " · ".join([*way, *self.equipment.get(room.pk, ())])

    @property
    def place_icon(self) -> str:
        """A pin, or a camera where nobody meets in a room."""
        return "pin" if any(session.place_name for session in self.sessions) else "video"

    @property
    def places_differ(self) -> bool:
        """Whether each session has to say where it is."""
        return len({session.place_name for session in self.sessions}) > 1

    @property
    def team_links(self) -> list[Session]:
        """Sessions to come with an online link, for the team; with a seat it stands in the panel."""
        if not self.event.in_team or self.registration.joinable:
            return []
        return [session for session in self.sessions if session.join_url and session.ends_at > self.at]

    @property
    def has_calendar(self) -> bool:
        """Whether there is something to put into a calendar; a request, a place in line or an offer is not."""
        return self.event.is_published and not self.is_over and self.registration.stage not in UNCERTAIN

    @property
    def share(self) -> Share | None:
        """How to pass it on, as long as somebody could still come."""
        can_come = self.has_calendar or self.event.is_gathering
        return Share(event=self.event) if can_come and not self.is_preview else None

    @cached_property
    def preview(self) -> Preview | None:
        """What other sites may show of it."""
        return None if self.is_preview else preview(self.event)

    @property
    def other_language(self) -> str:
        """The language of the event where it is not the reader's."""
        if self.event.language == (get_language() or "")[:2]:
            return ""
        return _("In %(language)s") % {"language": self.event.get_language_display()}

    @property
    def can_ask(self) -> bool:
        """Whether the organisers can be asked by whoever reads this."""
        is_announced = self.event.is_gathering or self.event.is_published
        return self.registration.is_signed_in and is_announced and not self.is_over

    @property
    def is_over(self) -> bool:
        return not self.event.is_gathering and self.event.is_over(self.at)

    @property
    def ended(self) -> str:
        """How long ago it ended, in whole days; nothing where it is to come or long past."""
        if self.event.ends_at is None or not self.is_over:
            return ""
        days = (localdate(self.at) - localdate(self.event.ends_at)).days
        if days < 2:  # noqa: PLR2004  # today and yesterday have names
            return _("Ended yesterday") if days else _("Ended today")
        if days > LONG_PAST:
            return ""
        return ngettext("Ended %(number)d day ago", "Ended %(number)d days ago", days) % {"number": days}

    @property
    def programme(self) -> list[tuple[Session, bool, str]]:
        """The sessions in order, whether each is behind us, and what is to be known of its room where they differ."""
        return [
            (session, session.ends_at <= self.at, self.about_room(session.room) if self.places_differ else "")
            for session in self.sessions
        ]


def event_page(event: Event, person: User | AnonymousUser, *, at: datetime) -> EventPage:
    """The page of ``event``, fetched with its programme and the person's rights."""
    is_shown = person.is_authenticated and event.is_published
    registration = panel_of(event, person, at=at)
    return EventPage(
        event=event,
        at=at,
        registration=registration,
        interest=interest_panel(event, person) if event.is_gathering else None,
        follows=follow_chips(event, person) if not event.is_draft else (),
        equipment=equipment_at(event),
        materials=_materials(event, person, at=at),
        answers=list(Enquiry.objects.shown_on(event)) if event.answers_shown else (),
        feedback=_due(registration, person),
        told=_told(registration, person),
        certificate=certificate_of(registration),
        holds_for=_holds_for(event, person, at=at),
        company=_company(event) if is_shown else queries.Company(),
        series=series_of(event, person, at=at) if event.series else None,
    )


def _company(event: Event) -> queries.Company:
    return queries.company_at(event, number=MOST_NAMES if event.shows_participants else 0)


def _materials(event: Event, person: User | AnonymousUser, *, at: datetime) -> list[MaterialRow]:
    """What ``person`` may open; nobody looks where nothing is handed out."""
    if not event.has_materials or not isinstance(person, User):
        return []
    return material_rows(queries.materials_open_to(person, at=at).for_event(event), at=at)


def _holds_for(event: Event, person: User | AnonymousUser, *, at: datetime) -> list[Department]:
    """The departments for which ``person`` may hold seats; asked only of coordinators."""
    if not isinstance(person, User) or not event.by_coordinator or policies.register_refusal(event, at=at):
        return []
    return queries.departments_to_hold_for(person, event)


def certificate_of(panel: RegistrationPanel) -> Certificate | None:
    """That the reader was there, where that is certified."""
    if panel.registration is None or not panel.event.is_over(panel.at):
        return None
    return Certificate.objects.valid().select_related("guest").filter(registration=panel.registration).first()


def _told(panel: RegistrationPanel, person: User | AnonymousUser) -> list[Told]:
    """What the organisers have answered everybody who was asked what they thought."""
    if not isinstance(person, User) or panel.registration is None or not panel.event.is_over(panel.at):
        return []
    return told(panel.event, person)


def _due(panel: RegistrationPanel, person: User | AnonymousUser) -> Form | None:
    """The form by which ``person`` is still asked about this event."""
    if not isinstance(person, User) or panel.registration is None or not panel.event.is_over(panel.at):
        return None
    return next((form for form in due_for(person, at=panel.at) if form.event_id == panel.event.pk), None)
