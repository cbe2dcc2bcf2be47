"""A small organisation with somebody in every role, and events in every state, around one moment."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress
from django.test import Client

from accounts.models import Coordinator, Department, DirectoryFile, Guest, User
from common.access import Rule
from events import actions as events
from events.drafts import SeatingDraft, SpeakerDraft
from events.enums import Approval, Audience, HandOver, Promotion, RoleKind, VoiceKind
from events.models import (
    Enquiry,
    Event,
    EventFile,
    Material,
    Proposal,
    RegistrationQuestion,
    Review,
    ReviewRound,
    Role,
    SavedSearch,
    Series,
    Session,
    Template,
)
from exports.models import RegularExport
from feedback import actions as feedback
from feedback.models import QuestionSet
from inbox.models import Received
from jobs.enums import JobState
from jobs.models import Job, JobFile
from outbox.models import Message
from polls.models import Poll
from recognition import actions as recognition
from recognition.drafts import RuleDraft
from recognition.enums import Condition
from recognition.models import Certificate
from registrations import actions as registrations
from registrations.enums import Mark, WishKind
from registrations.links import guest_url, sign_offer
from registrations.models import Answer, AttendanceReport, GroupWish, Registration, SeatHold
from reports.models import Document
from tests.factories.accounts import make_department, make_guest, make_user
from tests.factories.calendars import make_feed
from tests.factories.covers import cover_draft
from tests.factories.events import (
    main_pool,
    make_draft,
    make_equipment,
    make_event,
    make_room,
    make_topic,
    session_draft,
)
from tests.factories.exports import make_regular
from tests.factories.inbox import make_reply
from tests.factories.interest import make_gathering
from tests.factories.jobs import make_file, make_job
from tests.factories.materials import hand_out
from tests.factories.organisation import make_logo, name_organisation
from tests.factories.polls import put_polls
from tests.factories.registrations import register
from tests.factories.reports import make_document
from tests.factories.reviews import make_review, make_review_round
from tests.factories.series import repeated
from tests.support.asked import put_answers, put_questions
from tests.support.told import make_told
from tests.support.uploads import put_event_files, put_reports, put_uploads

ANONYMOUS = frozenset({"anonymous", "guest", "deactivated"})  # whoever comes without a session that counts
AUDIENCE = frozenset(
    {
        "employee",
        "waitlisted",
        "participant",
        "coordinator",
        "manager",
        "speaker",
        "helper",
        "organiser",
        "owner",
        "admin",
    }
)
SIGNED_IN = AUDIENCE | {"outsider"}
EVERYBODY = SIGNED_IN | ANONYMOUS
TEAM = frozenset({"helper", "organiser", "owner", "admin"})
ORGANISERS = TEAM - {"helper"}
NOBODY: frozenset[str] = frozenset()

ALLOWED = {
    Rule.ANYONE: EVERYBODY,
    Rule.VISITOR: AUDIENCE,
    Rule.LINK: EVERYBODY,
    Rule.SIGNED_IN: SIGNED_IN,
    Rule.AUDIENCE: AUDIENCE,
    Rule.PARTICIPANT: frozenset({"participant", "waitlisted"}),
    Rule.SPEAKER: frozenset({"speaker"}),
    Rule.COORDINATOR: frozenset({"coordinator"}),
    Rule.DEPARTMENT: frozenset({"coordinator", "admin"}),
    Rule.APPROVER: frozenset({"manager"}),
    Rule.REVIEWER: frozenset({"coordinator", "admin"}),
    Rule.ATTENDEE: frozenset({"participant"}),
    Rule.OWNER: frozenset({"owner"}),
    Rule.PRESENTER: TEAM | {"speaker"},
    Rule.TEAM: TEAM,
    Rule.ORGANISER: ORGANISERS,
    Rule.ADMINISTRATOR: frozenset({"admin"}),
}


@dataclass
class World:
    """Everybody by role, and what there is to visit."""

    at: datetime
    people: dict[str, User] = field(default_factory=dict)
    guest: Guest = None
    event: Event = None  # full, with somebody waiting; for one department
    past: Event = None  # over, attendance closed, feedback open
    told: Event = None  # over, its feedback closed, with enough answers to be shown
    offering: Event = None  # with a seat that is held for somebody until they say yes or no
    draft: Event = None
    review: Review = None  # of a draft that the coordinator has to agree to
    review_round: ReviewRound = None  # of several at once
    gathering: Event = None  # announced without a date, to the department of `event`
    series: Series = None  # for one department, with the same team; the participant is registered for all of it
    foreign: Event = None  # of another team, over, for everybody
    places: dict[str, Registration] = field(default_factory=dict)
    hold: SeatHold = None  # of the coordinator, at the event with an offer
    wish: GroupWish = None
    question: RegistrationQuestion = None  # of those that `event` asks, one of each kind; the draft has one too
    answer: Answer = None  # the file that the participant sent
    certificate: Certificate = None  # of the participant, from `past`
    foreign_certificate: Certificate = None
    guest_certificate: Certificate = None
    polls: dict[str, Poll] = field(default_factory=dict)  # of `event`: an open "cloud" with words that wait, a "draft"
    feed: str = ""
    search: SavedSearch = None
    proposal: Proposal = None  # of the owner, with a voice of the employee
    enquiry: Enquiry = None
    received: Received = None  # an answer from a calendar about `event`, to look at
    material: Material = None  # a file of the event to come, for those who have a seat
    file: JobFile = None  # what long work of the owner has left
    foreign_file: JobFile = None
    running: Job = None
    document: Document = None  # about `past`
    regular: RegularExport = None  # a table that the owner gets regularly
    uploads: dict[str, DirectoryFile] = field(default_factory=dict)  # of the administrator
    foreign_upload: DirectoryFile = None
    event_files: dict[str, EventFile] = field(default_factory=dict)  # of the owner
    foreign_event_file: EventFile = None
    reports: dict[str, AttendanceReport] = field(default_factory=dict)  # of `past`, and one of `foreign`
    question_set: QuestionSet = None  # of the owner's department, and the owner's
    template: Template = None  # of the owner's department, and the owner's
    is_empty: bool = False

    @property
    def guest_link(self) -> str:
        """What is signed in the guest's address."""
        return guest_url(self.places["guest"]).rstrip("/").rpartition("/")[2]

    @property
    def offer_link(self) -> str:
        """What is signed in the address of the page that asks whether somebody takes a seat."""
        return sign_offer(self.places["offered"])

    def mail(self, role: str) -> Message:
        """The first mail to somebody; what a guest gets is secret."""
        person = self.guest if role == "guest" else self.people[role]
        return Message.objects.filter(address=person.email).order_by("pk").first()

    def role(self, event: Event, name: str) -> Role:
        """What the person of that name does for ``event``."""
        return event.roles.get(user=self.people[name])

    def session(self, event: Event) -> Session:
        """The first meeting of ``event``."""
        return event.sessions.order_by("starts_at").first()


def build(at: datetime) -> World:
    """Make it all through the actions that people use."""
    world = World(at=at)
    _people(world)
    _upcoming(world)
    learning = {"audience": Audience.DEPARTMENTS, "departments": (world.people["employee"].department,)}
    world.past = _over(world, world.people["owner"], "Over and marked", has_follow_up=True, **learning)
    world.foreign = _over(world, make_user("Olga Elsewhere"), "Somebody else's", start="12:00", end="13:00")
    world.told = make_told(world.people, at=at)
    world.certificate = Certificate.objects.get(registration__event=world.past)
    world.foreign_certificate = Certificate.objects.get(registration__event=world.foreign)
    world.guest_certificate = _same_for(world.guest, world.places["guest"], world.certificate)
    world.draft = make_draft(owner=world.people["owner"], at=at, title="Still a draft", cover=cover_draft())
    world.gathering = make_gathering(world.people["employee"], owner=world.people["owner"], at=at, **learning)
    for event in (world.told, world.draft, world.gathering):
        _staff(world, event, at)
    _series(world)
    registrations.enrol(series=world.series, participant=world.people["participant"], pool_kind="room", at=at)
    world.review = make_review(world.people["employee"].department, at=at)
    world.review_round = make_review_round(world.review, at=at)
    _own_things(world)
    User.objects.filter(pk=world.people["deactivated"].pk).update(is_active=False)
    return world


def build_empty(at: datetime) -> World:
    """The same people, and events in which nobody takes part."""
    world = World(at=at, is_empty=True)
    _people(world)
    owner, announced = world.people["owner"], at - timedelta(days=9)
    meeting, cover = session_draft(_day(world, 10)), cover_draft()
    world.event = make_event(owner=owner, at=announced, sessions=(meeting,), cover=cover, has_self_check_in=True)
    world.past = make_event(owner=owner, at=announced, sessions=(session_draft(_day(world, -2)),), has_follow_up=True)
    foreigner = {"owner": make_user("Olga Elsewhere"), "at": announced}
    world.foreign = make_event(**foreigner, sessions=(session_draft(_day(world, -2), "12:00", "13:00"),))
    world.draft = make_draft(owner=owner, at=at, title="Still a draft", sessions=(), cover=cover)
    world.gathering = make_gathering(owner=owner, at=at)
    for event in (world.event, world.past, world.draft, world.gathering):
        _staff(world, event, announced)
    put_questions(world)
    _series(world)
    _own_things(world)
    return world


def _own_things(world: World) -> None:
    """What belongs to one person alone: a calendar's address, long work and its files."""
    name_organisation(by=world.people["admin"], name="", logo=make_logo(), logo_text="A disc", at=world.at)
    put_uploads(world)
    put_event_files(world)
    recognition.ensure_key(at=world.at)
    put_reports(world)
    kept = {"event": world.past, "department": world.people["owner"].department, "name": "The usual"}
    world.template = events.keep_template(**kept, by=world.people["owner"], at=world.at)
    world.question_set = feedback.keep_set(**kept, by=world.people["owner"], at=world.at)
    far = world.at + timedelta(days=1)
    world.material = hand_out(world.event, speaker=world.people["speaker"], at=world.at)
    put_polls(world)
    world.enquiry = events.ask(event=world.event, text="Is it in English?", by=world.people["employee"], at=world.at)
    world.received = make_reply(scope=world.event.scope)
    world.proposal = events.propose(title="Tea", why="We drink it.", by=world.people["owner"], at=world.at)
    events.speak(proposal=world.proposal, kind=VoiceKind.TEACH, by=world.people["employee"], at=world.at)
    world.search = events.save_search(user=world.people["owner"], name="Tea", query="q=tea", at=world.at)
    world.feed = make_feed(world.people["participant"], at=world.at).get_absolute_url()
    Client().get(world.feed)  # that it was read is noted once a day
    world.file = make_file(make_job(JobState.DONE, owner=world.people["owner"]))
    world.foreign_file = make_file(make_job(JobState.DONE))
    if not world.is_empty:
        world.document = make_document(world.past, by=world.people["owner"], at=world.at)
    world.running = make_job(JobState.RUNNING, owner=world.people["owner"], lease_until=far, progress=3, total=10)
    world.regular = make_regular(owner=world.people["owner"], next_at=far)
    for file in (world.file, world.foreign_file):
        file.location.parent.mkdir(parents=True, exist_ok=True)
        file.location.write_bytes(b"pdf")


def _same_for(guest: Guest, place: Registration, certificate: Certificate) -> Certificate:
    """A certificate that says of ``guest`` what another one says of somebody else."""
    said = {field.attname: getattr(certificate, field.attname) for field in Certificate._meta.concrete_fields}
    own = {"id": None, "code": "0" * 22, "registration_id": place.pk, "user_id": None, "guest_id": guest.pk}
    return Certificate.objects.create(**said | own | {"name": guest.name})


def _people(world: World) -> None:
    learning, elsewhere = make_department("Learning"), make_department("Elsewhere")
    inside = ("employee", "waitlisted", "participant", "manager", "deactivated")
    for role in inside:
        world.people[role] = _person(role, learning)
    for role in ("outsider", "speaker", "helper", "organiser", "owner"):
        world.people[role] = _person(role, elsewhere)
    world.people["coordinator"] = _person("coordinator", elsewhere)
    Coordinator.objects.create(department=learning, user=world.people["coordinator"])
    world.people["admin"] = _person("admin", elsewhere, is_staff=True, is_superuser=True)
    User.objects.filter(pk=world.people["participant"].pk).update(manager=world.people["manager"])
    world.guest = make_guest("Gus Guest")
    make_room("Elbe").equipment.add(make_equipment())
    make_topic()


def _person(role: str, department: Department, **values: object) -> User:
    user = make_user(role.title(), password="sesame", department=department, **values)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def _day(world: World, days: int) -> date:
    return (world.at + timedelta(days=days)).astimezone(ZoneInfo("Europe/Berlin")).date()


def _upcoming(world: World) -> None:
    people, announced = world.people, world.at - timedelta(days=7)
    world.event = make_event(
        owner=people["owner"],
        at=announced,
        title="Full with a waiting list",
        has_self_check_in=True,
        hands_over=HandOver.ALWAYS,  # so that the page has a search to walk
        cover=cover_draft(),
        capacity=2,
        audience=Audience.DEPARTMENTS,
        departments=(people["employee"].department,),
        sessions=(session_draft(_day(world, 10)), session_draft(_day(world, 11))),
        speakers=(SpeakerDraft(user=people["speaker"]), SpeakerDraft(name="Gina Guest", email="gina@example.net")),
    )
    _staff(world, world.event, announced)
    world.places["participant"] = register(world.event, people["participant"], at=announced)
    world.places["guest"] = registrations.add_guest(
        event=world.event, guest=world.guest, pool=main_pool(world.event), by=people["owner"], at=announced
    )
    world.places["waitlisted"] = register(world.event, people["waitlisted"], at=announced)
    _groups(world, announced)
    put_questions(world)
    world.answer = put_answers(world, announced)
    _offering(world)
    _asking(world)


def _offering(world: World) -> None:
    """One seat at an event for the same department, given back and offered to whoever waited."""
    people, at = world.people, world.at
    learning = {"audience": Audience.DEPARTMENTS, "departments": (people["employee"].department,)}
    day, seats = session_draft(_day(world, 12), join_url="https://v.example/1"), {"room": 1, "online": 3}
    world.offering = make_event(
        owner=people["owner"], at=at, title="One seat", seats=seats, sessions=(day,), **learning
    )
    _staff(world, world.offering, at)
    asks = SeatingDraft(promotion=Promotion.OFFER)
    events.set_seating(event=world.offering, draft=asks, by=people["owner"], at=at)
    room = world.offering.pools.get(kind="room")
    seat = register(world.offering, people["participant"], pool=room, at=at)
    world.places["offered"] = register(world.offering, people["waitlisted"], pool=room, at=at)
    registrations.cancel(registration=seat, by=people["participant"], at=at)
    world.places["offered"].refresh_from_db()
    online = world.offering.pools.get(kind="online")
    held = {"department": people["employee"].department, "seats": 2, "until": world.offering.starts_at}
    world.hold = registrations.hold_seats(pool=online, by=people["coordinator"], at=at, **held)


def _series(world: World) -> None:
    """Three weeks in a row for the same department, the last of which is still a draft."""
    people, at, learning = world.people, world.at, (world.people["employee"].department,)
    facts = {"title": "Every week", "audience": Audience.DEPARTMENTS, "departments": learning}
    speakers, day = (SpeakerDraft(user=people["speaker"]),), session_draft(_day(world, 20), "16:00", "17:00")
    event = make_draft(owner=people["owner"], at=at, sessions=(day,), speakers=speakers, **facts)
    _staff(world, event, at)
    world.series = repeated(event, at=at)


def _asking(world: World) -> None:
    """The participant asks for a seat at an event where their manager has to say yes."""
    owner, at = world.people["owner"], world.at
    event = make_event(owner=owner, at=at, title="With a yes", sessions=(session_draft(_day(world, 14)),))
    events.set_seating(event=event, draft=SeatingDraft(approval=Approval.MANAGER), by=owner, at=at)
    world.places["requested"] = register(event, world.people["participant"], at=at)


def _groups(world: World, at: datetime) -> None:
    """Of the first session, with a wish about the two who come; the second has none yet."""
    session, owner = world.session(world.event), world.people["owner"]
    pair = {"first": world.places["participant"], "second": world.places["guest"]}
    world.wish = registrations.make_wish(event=world.event, kind=WishKind.TOGETHER, by=owner, at=at, **pair)
    registrations.mix_groups(session=session, size=2, by=owner, at=at)
    registrations.publish_groups(session=session, by=owner, at=at)


def _over(
    world: World, owner: User, title: str, *, start: str = "10:00", end: str = "11:00", **audience: object
) -> Event:
    announced = world.at - timedelta(days=9)
    day = session_draft(_day(world, -2), start, end)
    speakers = (SpeakerDraft(user=world.people["speaker"]),)
    event = make_event(owner=owner, at=announced, title=title, sessions=(day,), speakers=speakers, **audience)
    if audience:
        _staff(world, event, announced)
    place = register(event, world.people["participant"], at=announced)
    other = register(event, make_user("Absent", department=world.people["participant"].department), at=announced)
    marks = {place.pk: Mark.PRESENT, other.pk: Mark.ABSENT}
    session = world.session(event)
    registrations.mark(event=event, session=session, marks=marks, by=owner, at=session.ends_at)
    recognition.set_rule(event=event, draft=RuleDraft(condition=Condition.ALL_SESSIONS), by=owner, at=session.ends_at)
    registrations.close_list(event=event, by=owner, at=session.ends_at)
    world.places[title] = place
    return event


def _staff(world: World, event: Event, at: datetime) -> None:
    for role, kind in (("organiser", RoleKind.ORGANISER), ("helper", RoleKind.HELPER)):
        events.set_role(event=event, user=world.people[role], kind=kind, by=world.people["owner"], at=at)
