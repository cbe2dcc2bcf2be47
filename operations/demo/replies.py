"""What came back from the calendars of some who take part: mails, read as every mail is."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP

from calendars.models import Entry
from events import actions as events
from events.enums import RoleKind
from events.models import Event
from inbox import actions, runner
from inbox.models import Received
from registrations.models import Registration


@dataclass(frozen=True, kw_only=True)
class Sent:
    """One answer: to which session, what it says, and what is not as it should be."""

    state: str = ""
    method: str = "REPLY"
    session: int = 0
    comment: str = ""
    alias: str = ""
    days_later: int = 0


ANSWERS = (
    (Sent(state="ACCEPTED"), Sent(state="ACCEPTED", session=1)),
    (Sent(state="DECLINED", session=1),),
    (Sent(state="TENTATIVE"), Sent(state="ACCEPTED", session=1)),
    (Sent(state="ACCEPTED"),),
    (Sent(state="ACCEPTED", alias="assistant@nordhaven.example", comment="On behalf of my colleague."),),
    (Sent(state="TENTATIVE", method="COUNTER", days_later=1, comment="One day later would suit me better."),),
    (Sent(comment="I may be ten minutes late. Please begin without me."),),
)


def answer_from_calendars(event: Event, *, at: datetime) -> None:
    """Let some of those with a seat answer: most without doubt, some to be looked at."""
    places = Registration.objects.confirmed().for_event(event).exclude(user=None).order_by("pk")
    for place, answers in zip(places, ANSWERS, strict=False):
        entries = list(Entry.objects.of(place.participant).filter(meeting__whole=event.uuid).with_meeting_and_person())
        entries.sort(key=lambda entry: entry.meeting.starts_at)
        for sent in answers:
            entry = entries[min(sent.session, len(entries) - 1)]
            raw = _mail(entry, sent, at=at)
            actions.receive(raw=raw, size=len(raw), sender=entry.person.email, recipient=entry.organiser_address, at=at)
    for received in Received.objects.waiting():
        runner.read(received, at=at)


def decline_too_late(event: Event, *, at: datetime) -> None:
    """Seats can't be given back any more, and somebody declines: theirs waits for the organisers."""
    assert event.starts_at is not None  # noqa: S101  # it is published
    owner = event.roles.get(kind=RoleKind.OWNER).user
    draft = replace(events.draft_of(event), cancellation_hours=(event.starts_at - at) // timedelta(hours=1) + 1)
    events.edit(event=event, draft=draft, by=owner, at=at)
    place = Registration.objects.confirmed().for_event(event).exclude(user=None).order_by("pk")[0]
    entry = Entry.objects.of(place.participant).filter(meeting__whole=event.uuid).with_meeting_and_person()[0]
    raw = _mail(entry, Sent(state="DECLINED", comment="I have to be at the yard that day."), at=at)
    actions.receive(raw=raw, size=len(raw), sender=entry.person.email, recipient=entry.organiser_address, at=at)
    runner.read(Received.objects.waiting()[0], at=at)


def _mail(entry: Entry, sent: Sent, *, at: datetime) -> bytes:
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sent.alias or entry.person.email
    mail["To"] = entry.organiser_address
    mail["Subject"] = "Re: " + entry.meeting.title
    mail["Message-ID"] = f"<{entry.pk}.{sent.session}.{sent.method.lower()}@nordhaven.example>"
    mail.set_content(sent.comment)
    if sent.state:
        mail.add_alternative(_calendar(entry, sent, at=at), subtype="calendar", params={"method": sent.method})
    return mail.as_bytes()


def _calendar(entry: Entry, sent: Sent, *, at: datetime) -> str:
    """An answer as short as the standard allows."""
    starts, ends = (
        moment + timedelta(days=sent.days_later) for moment in (entry.meeting.starts_at, entry.meeting.ends_at)
    )
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Nordhaven//Calendar//EN",
        f"METHOD:{sent.method}",
        "BEGIN:VEVENT",
        f"UID:{entry.meeting.uid}",
        f"SEQUENCE:{entry.sequence}",
        f"DTSTAMP:{at:%Y%m%dT%H%M%SZ}",
        f"DTSTART:{starts:%Y%m%dT%H%M%SZ}",
        f"DTEND:{ends:%Y%m%dT%H%M%SZ}",
        f"ORGANIZER:mailto:{entry.organiser_address}",
        f"ATTENDEE;PARTSTAT={sent.state}:mailto:{sent.alias or entry.person.email}",
        f"COMMENT:{sent.comment}",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    )
    return "\r\n".join(lines)
