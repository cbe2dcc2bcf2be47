"""Those who teach in every state, and materials of every kind, before an event and after it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta

from accounts import actions as accounts
from accounts.enums import Invitations, MailTopic
from accounts.models import User
from accounts.reminding import Reminder, together
from common.files import sent
from events import actions as events
from events.drafts import Content, MaterialDraft, ProfileDraft, SpeakerDraft
from events.enums import EventKind, MaterialAudience, MaterialKind, RoleKind, ShownFrom
from events.models import Engagement, Event
from operations.demo import pictures
from operations.demo.asked import CERTIFICATE
from operations.demo.programme import ONLINE, ROOM, Meeting, Offer
from outbox.rendering import Own
from registrations import actions, clock, wording

# People from outside who teach, by the name under which offers have them.
FROM_OUTSIDE = {
    "Dr. Jo Arendt": "jo.arendt@harbourlab.example",
    "Ana Duarte": "ana.duarte@tideworks.example",
}

TAUGHT = (
    Offer(
        state="taught",
        title="Reading the sea floor",
        kind=EventKind.SEMINAR,
        host="research",
        speakers=("Tomasz Brandt", "Priya Raman", "Salma Haddadi", *FROM_OUTSIDE, "Captain Frerichs"),
        topics=("Field work", "Data"),
        text="""How a line of numbers becomes a map, and what the map leaves out. With people who draw them, and one who sails by them.""",
        meetings=(
            Meeting(day=2, start=time(17), end=time(18, 30), room="Auditorium", join_url="https://meet.example/sea"),
            Meeting(day=9, start=time(17), end=time(18, 30), room="Auditorium", join_url="https://meet.example/sea"),
        ),
        seats=((ROOM, 60), (ONLINE, None)),
        registered=22,
        owner="Tomasz Brandt",
        with_accounts=("Mara Lindqvist", "Lena Vogt"),
    ),
)

REMINDER_WORDS = {
    "en": Own("{event}: bring your chart, {name}", "We meet at **{place}**.\n\nBring the chart and a pencil."),
    "de": Own("", "Bitte bringen Sie die Karte und einen Bleistift mit."),
}

BEFORE = (
    (MaterialKind.FILE, "Chart of the Elbe mouth", "confirmed", "now", Content()),
    (MaterialKind.LINK, "The open tide tables", "all", "now", Content(url="https://tides.example/elbe")),
    (
        MaterialKind.NOTE,
        "Before you come",
        "confirmed",
        "now",
        Content(text="Read the **first two pages** of the chart.\n\n- Bring a pencil.\n- Leave the ruler at home."),
    ),
    (
        MaterialKind.RECORDING,
        "Recording of the first evening",
        "confirmed",
        "end",
        Content(url="https://films.example/sea-floor-1"),
    ),
)
BIOGRAPHY = """Has mapped the river for **fourteen years**, most of them from a boat that was older.

Writes about what instruments keep to themselves."""


def speaker_draft(name: str, users: Mapping[str, User]) -> SpeakerDraft:
    """A colleague, somebody from outside with an address, or a name."""
    if name in users:
        return SpeakerDraft(user=users[name])
    return SpeakerDraft(name=name, email=FROM_OUTSIDE.get(name, ""))


def teach(made: Mapping[str, Event], users: Mapping[str, User], *, at: datetime) -> None:
    """Let those who were asked answer, move a session, hand out materials, brief who teaches soon, remind who comes."""
    event = made["taught"]
    owner, announced = event.roles.get(kind=RoleKind.OWNER).user, at - timedelta(days=9)
    _answer(event, "Ana Duarte", comes=True, note="", at=announced)
    _move(event, owner, at=at - timedelta(days=1))
    for name, comes, note in (
        ("Tomasz Brandt", True, ""),
        ("Priya Raman", True, "I need a projector with sound."),
        ("Salma Haddadi", False, "I am in Rotterdam that week. Yusuf could take my part."),
    ):
        _answer(event, name, comes=comes, note=note, at=at - timedelta(hours=3))
    introduced = ProfileDraft(title="Hydrographer", biography=BIOGRAPHY, picture=pictures.harbour().picture)
    events.introduce_myself(user=users["Tomasz Brandt"], draft=introduced, at=announced)
    _hand_out(made, owner, at=announced)
    clock.brief_speakers(at)
    often = together([Reminder.WEEK_BEFORE, Reminder.DAY_BEFORE, Reminder.HOUR_BEFORE, Reminder.DAY_AFTER])
    events.set_reminders(event=event, times=often.value, by=owner, at=announced)
    events.set_words(event=event, kind=wording.REMINDER, words=REMINDER_WORDS, by=owner, at=announced)
    clock.remind(at)
    accounts.set_reminders_of(user=users["Tomasz Brandt"], times=(Reminder.DAY_BEFORE | Reminder.HOUR_BEFORE).value)
    accounts.set_invitations(user=users["Tomasz Brandt"], way=Invitations.FEED, at=at)
    accounts.want(user=users["Tomasz Brandt"], topic=MailTopic.FEEDBACK, is_wanted=False)


def _answer(event: Event, name: str, *, comes: bool, note: str, at: datetime) -> None:
    engagement = next(one for one in Engagement.objects.for_event(event) if one.person.name == name)
    events.answer_as_speaker(engagement=engagement, comes=comes, note=note, by=engagement.user, at=at)


def _move(event: Event, owner: User, *, at: datetime) -> None:
    """The second evening begins half an hour later."""
    draft = events.copy_of(event).draft
    rows = list(event.sessions.order_by("starts_at", "pk"))
    kept = [replace(one, pk=row.pk) for one, row in zip(draft.sessions, rows, strict=True)]
    kept[1] = replace(kept[1], starts_wall=time(17, 30), ends_wall=time(19))
    events.edit(event=event, draft=replace(draft, sessions=tuple(kept)), by=owner, at=at)


def _hand_out(made: Mapping[str, Event], owner: User, *, at: datetime) -> None:
    event = made["taught"]
    first = event.sessions.order_by("starts_at")[0]
    for kind, title, visible, shown_from, content in BEFORE:
        session = first if kind == MaterialKind.RECORDING else None
        said = MaterialDraft(title=title, language="en", visible=visible, shown_from=shown_from, session=session)
        ready = content if kind != MaterialKind.FILE else _pdf("elbe-mouth.pdf", b"")
        material = events.add_material(event=event, kind=kind, draft=said, content=ready, by=owner, at=at)
        if kind == MaterialKind.FILE:
            events.renew_material(material=material, content=_pdf("elbe-mouth-2.pdf", b"% newer\n"), by=owner, at=at)
    actions.tell_of_materials(event=event, by=owner, at=at)
    slides = MaterialDraft(title="Slides", language="en", visible=MaterialAudience.ALL, shown_from=ShownFrom.END)
    for state in ("feedback_open", "feedback_closed"):
        past = made[state]
        by = past.roles.get(kind=RoleKind.OWNER).user
        pdf = _pdf(f"{past.slug}.pdf", b"")
        events.add_material(event=past, kind=MaterialKind.FILE, draft=slides, content=pdf, by=by, at=at)


def _pdf(name: str, more: bytes) -> Content:
    data = CERTIFICATE + more
    return Content(file=sent(name, data), data=data)
