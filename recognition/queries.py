"""Reads that do not chain: who has earned a certificate, and what it would say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max

from events.models import Event, Session, unique_speakers
from recognition import credential, tokens
from recognition.earning import By, Presence, Rule, is_earned, minutes, presence
from recognition.models import Certificate, CertificateRule, SigningKey
from registrations.enums import Mark
from registrations.models import Attendance, AttendanceList, Registration

MINUTE = timedelta(minutes=1)
Noted = tuple[str, int | None]  # a mark, and how many minutes where that is known


@dataclass(frozen=True, kw_only=True)
class Earned:
    """Somebody who has a certificate coming, and how long they were there."""

    registration: Registration
    minutes: int


@dataclass(frozen=True, kw_only=True)
class Signer:
    """What signs: the private half of a key, and where its public half is found."""

    private: bytes
    method: str


def rule_of(event: Event) -> CertificateRule | None:
    """Who gets a certificate at ``event``; None where nobody does."""
    return CertificateRule.objects.filter(event=event).first()


def is_list_closed(event: Event) -> bool:
    """Whether it stands who was there."""
    return AttendanceList.objects.filter(event=event).exists()


def sessions_of(event: Event) -> list[Session]:
    """The programme with who taught, in order."""
    return list(event.sessions.prefetch_related("speakers__user", "speakers__guest").order_by("starts_at", "pk"))


def earned(event: Event, rule: CertificateRule) -> list[Earned]:
    """Everybody with a seat who has earned a certificate by what is noted now; any number of people, three questions."""
    sessions = list(event.sessions.order_by("starts_at", "pk"))
    marks = _marks(event)
    wanted = Rule(By(rule.condition), rule.percent or 100)
    found = []
    for registration in Registration.objects.for_event(event).confirmed().with_people().order_by("pk"):
        there = _presences(registration, sessions, marks)
        if is_earned(wanted, there):
            found.append(Earned(registration=registration, minutes=minutes(there)))
    return found


def unearned(event: Event) -> set[int]:
    """Valid certificates of ``event`` that by what is noted now nobody would get: for the organisers to look at."""
    rule = rule_of(event)
    found = Certificate.objects.for_event(event).valid().values_list("pk", "registration")
    still = {one.registration.pk for one in earned(event, rule)} if rule and found else set()
    return {pk for pk, registration in found if registration not in still}


def speakers_of(sessions: list[Session]) -> list[str]:
    """The names of those who taught."""
    return [str(speaker) for speaker in unique_speakers(sessions)]


def current_key() -> SigningKey | None:
    """The key that signs now."""
    return SigningKey.objects.current().first()


def signer(site: str) -> Signer | None:
    """What badges are signed with now; None where there is no key yet. Raises SealedElsewhere."""
    key = current_key()
    if key is None:
        return None
    return Signer(private=tokens.open_seal(key.sealed), method=f"{credential.did_of(site)}#{key.name}")


def public_keys() -> dict[str, str]:
    """The public half of every key there ever was, by name: what was signed once stays provable."""
    return {key.name: key.public for key in SigningKey.objects.order_by("pk")}


def revoked_in(number: int) -> tuple[list[int], datetime | None]:
    """The certificates of one status list that were taken back, and when the last one was."""
    first = number * credential.LIST_LENGTH
    found = Certificate.objects.filter(
        pk__gte=first, pk__lt=first + credential.LIST_LENGTH, revoked_at__isnull=False
    ).order_by("pk")
    return list(found.values_list("pk", flat=True)), found.aggregate(last=Max("revoked_at"))["last"]


def lists() -> int:
    """How many status lists there are."""
    newest = Certificate.objects.order_by("-pk").values_list("pk", flat=True).first()
    return 1 + credential.list_of(newest or 0)


def _marks(event: Event) -> Mapping[tuple[int, int], Noted]:
    entries = Attendance.objects.current().filter(session__event=event)
    rows = entries.values_list("registration", "session", "mark", "minutes")
    return {(of, session): (mark, minutes) for of, session, mark, minutes in rows}


def _presences(
    registration: Registration, sessions: list[Session], marks: Mapping[tuple[int, int], Noted]
) -> list[Presence]:
    found = []
    for session in sessions:
        mark, known = marks.get((registration.pk, session.pk), ("", None))
        planned = (session.ends_at - session.starts_at) // MINUTE
        found.append(
            presence(planned=planned, is_present=mark == Mark.PRESENT, is_partial=mark == Mark.PARTIAL, minutes=known)
        )
    return found
