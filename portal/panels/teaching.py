"""What one teaches: the page that asks whether they come, and the list in "my seminars"."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import pgettext

from accounts.models import Department, User
from events import policies
from events.enums import EDITING, Refusal, SpeakerState
from events.forms import SpeakerAnswerForm
from events.models import Engagement, Event, Material, Session, SpeakerProfile
from events.queries import Teacher, sessions_of, teachers_of
from feedback.panels import reads_results
from portal.panels.materials import MaterialRow, material_rows
from registrations.queries import Need, needs_at

SIGNS = {
    SpeakerState.ASKED: "requested",
    SpeakerState.CONFIRMED: "confirmed",
    SpeakerState.DECLINED: "declined",
    SpeakerState.ASK_AGAIN: "requested",
}


def sign_of(engagement: Engagement) -> str:
    """By which mark the state of ``engagement`` is drawn."""
    return SIGNS[SpeakerState(engagement.state)]


def own_words(engagement: Engagement) -> str:
    """Where it stands, said to the person themself."""
    words = {
        SpeakerState.ASKED: pgettext("to a speaker", "Waits for your answer"),
        SpeakerState.CONFIRMED: pgettext("to a speaker", "You come"),
        SpeakerState.DECLINED: pgettext("to a speaker", "You can't come"),
        SpeakerState.ASK_AGAIN: pgettext("to a speaker", "Moved: please answer"),
    }
    return words[SpeakerState(engagement.state)]


@dataclass(frozen=True, kw_only=True)
class Engaged:
    """Where somebody stands with an event at which they are to teach, said to themself."""

    engagement: Engagement

    @property
    def event(self) -> Event:
        return self.engagement.event

    @property
    def sign(self) -> str:
        return sign_of(self.engagement)

    @property
    def words(self) -> str:
        return own_words(self.engagement)


@dataclass(frozen=True, kw_only=True)
class TeachingPage(Engaged):
    """Everything somebody who teaches sees of one event."""

    form: SpeakerAnswerForm
    sessions: Sequence[Session]
    organisers: Sequence[User]
    refusal: Refusal | None
    materials: Sequence[MaterialRow]
    bring_url: str
    needs: Sequence[Need]
    polls_url: str
    feedback_url: str
    key: str
    at: datetime

    @property
    def is_past_asking(self) -> bool:
        """Whether they were asked, have not answered and can't any more."""
        return self.engagement.is_waiting and self.refusal is not None

    @property
    def asks(self) -> bool:
        """Whether the question stands open; else it is folded away below the answer."""
        return self.engagement.is_waiting or self.form.is_bound

    @property
    def programme(self) -> list[tuple[Session, bool, str]]:
        """The sessions in order, whether each is behind us, and where it is joined online."""
        return [(session, session.ends_at <= self.at, self._way(session)) for session in self.sessions]

    def _way(self, session: Session) -> str:
        if self.key and session.join_url:
            return reverse("speaker-join", args=[self.key, session.token])
        return session.join_path


def teaching_page(engagement: Engagement, form: SpeakerAnswerForm, *, at: datetime, signed: str = "") -> TeachingPage:
    """The page of ``engagement``, which was fetched with its event and person.

    ``signed``: what opens it without an account; by it a guest brings materials along, a colleague signs in for that.
    """
    event = engagement.event
    team = event.roles.filter(kind__in=EDITING).values("user")
    return TeachingPage(
        engagement=engagement,
        form=form,
        sessions=sessions_of(event),
        organisers=list(User.objects.active().filter(pk__in=team).order_by("name", "pk")),
        refusal=policies.speaker_answer_refusal(event, at=at),
        materials=material_rows(Material.objects.for_event(event), at=at, to=partial(_file_of, signed)),
        polls_url=_polls_url(engagement, signed),
        feedback_url=_feedback_url(engagement, signed) if reads_results(event, engagement.person) else "",
        bring_url=_bring_url(engagement, signed) if policies.add_material_refusal(event) is None else "",
        needs=[] if event.is_cancelled or engagement.is_declined else needs_at(event),
        key=signed,
        at=at,
    )


def _polls_url(engagement: Engagement, signed: str) -> str:
    """Where a colleague asks the room something; it is a page for those who have signed in."""
    is_led = not signed and engagement.event.is_published and not engagement.is_declined
    return reverse("workspace-polls", args=[engagement.event.slug]) if is_led else ""


def _bring_url(engagement: Engagement, signed: str) -> str:
    if signed and engagement.guest_id is not None:
        return reverse("speaker-bring", args=[signed])
    return reverse("teaching-bring", args=[engagement.event.slug])


def _feedback_url(engagement: Engagement, signed: str) -> str:
    if signed:
        return reverse("speaker-feedback", args=[signed])
    return reverse("teaching-feedback", args=[engagement.event.slug])


def _file_of(signed: str, material: Material) -> str:
    return reverse("speaker-material", args=[signed, material.pk]) if signed else material.get_absolute_url()


@dataclass(frozen=True, kw_only=True)
class TeacherRow:
    """Somebody who teaches, as organisers see them."""

    teacher: Teacher
    at: datetime

    @property
    def name(self) -> str:
        return str(self.teacher.speaker)

    @property
    def department(self) -> Department | None:
        """Where a colleague belongs; nobody from outside has one."""
        user = self.teacher.speaker.user
        return user.department if user else None

    @property
    def profile(self) -> SpeakerProfile | None:
        """What is told of them, where an address is known."""
        return None if self.has_left else getattr(self.teacher.speaker.person, "speaker_profile", None)

    @property
    def email(self) -> str:
        """Where they are reached; empty where only a name is known."""
        return self.teacher.speaker.person.email if self.teacher.speaker.person else ""

    @property
    def has_left(self) -> bool:
        """Whether a colleague has left, so that nobody is asked."""
        user = self.teacher.speaker.user
        return user is not None and not user.is_active

    @property
    def engagement(self) -> Engagement | None:
        return self.teacher.engagement

    @property
    def sign(self) -> str:
        """The mark of the state; a draft's where nobody was asked."""
        return sign_of(self.engagement) if self.engagement else "draft"

    @property
    def words(self) -> str:
        """Where it stands."""
        if self.engagement is not None:
            return str(self.engagement.get_state_display())
        if self.has_left:
            return pgettext("speaker", "Has left")
        return pgettext("speaker", "Not asked yet") if self.email else pgettext("speaker", "Can't be asked")

    @property
    def can_be_asked_again(self) -> bool:
        """Whether the button stands there."""
        return self.engagement is not None and policies.ask_again_refusal(self.engagement, at=self.at) is None


def teacher_rows(event: Event, *, at: datetime) -> list[TeacherRow]:
    """Everybody who teaches at ``event``."""
    return [TeacherRow(teacher=one, at=at) for one in teachers_of(event)]


@dataclass(frozen=True, kw_only=True)
class Taught(Engaged):
    """One event that somebody teaches at, in their list."""

    session: Session


def teaching_of(person: User, *, at: datetime) -> list[Taught]:
    """What ``person`` is to teach, soonest first, each with its session under way or next."""
    sessions = Session.objects.select_related("room__location").filter(ends_at__gt=at).order_by("starts_at", "pk")
    found = Engagement.objects.of(person).to_come(at=at).prefetch_related(Prefetch("event__sessions", sessions))
    return [Taught(engagement=one, session=one.event.sessions.all()[0]) for one in found]
