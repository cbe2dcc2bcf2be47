"""May this document be made? The first reason against it, or None."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q

from accounts.models import Department, Guest, User
from common import pdf
from events.models import Event
from recognition.models import Certificate
from reports import queries
from reports.enums import Refusal

MOST_ROWS = 10_000
MOST_SHEETS = 2_000
MOST_FILES = 500  # each is a document of its own, so they take longer than as many sheets of one


def list_refusal(event: Event) -> Refusal | None:
    """Why there can be no attendance summary of ``event``, in whatever form."""
    if not event.sessions.exists():
        return Refusal.NO_SESSION
    if queries.participants(event) > MOST_ROWS:
        return Refusal.TOO_LONG
    return None


def summary_refusal(event: Event) -> Refusal | None:
    """Why there can be no attendance summary of ``event`` as a PDF."""
    if reason := list_refusal(event):
        return reason
    return None if pdf.is_available() else Refusal.NO_LIBRARY


def signs_refusal() -> Refusal | None:
    """Why there can be no table signs as a PDF; as a page they can always be printed."""
    return None if pdf.is_available() else Refusal.NO_LIBRARY


def door_refusal(event: Event) -> Refusal | None:
    """Why there can be no signs for doors: somebody has to come to some place."""
    if not event.sessions.filter(Q(room__isnull=False) | ~Q(place="")).exists():
        return Refusal.NO_PLACE
    return None if pdf.is_available() else Refusal.NO_LIBRARY


def poster_refusal(event: Event) -> Refusal | None:
    """Why there can be no poster: it would lead to a page that nobody may open."""
    if event.is_draft:
        return Refusal.DRAFT
    return None if pdf.is_available() else Refusal.NO_LIBRARY


def certificates_refusal(event: Event) -> Refusal | None:
    """Why the certificates of ``event`` can't be had on paper."""
    found = Certificate.objects.for_event(event).valid().count()
    if not found:
        return Refusal.NO_CERTIFICATES
    if found > MOST_SHEETS:
        return Refusal.TOO_MANY_SHEETS
    return None if pdf.is_available() else Refusal.NO_LIBRARY


def own_certificate_refusal(person: User | Guest, options: Mapping[str, Any]) -> Refusal | None:
    """Why somebody can't have that certificate on paper: it is not theirs, or was taken back."""
    if not queries.chosen(person, options).exists():
        return Refusal.NO_CERTIFICATES
    return None if pdf.is_available() else Refusal.NO_LIBRARY


def packed_certificates_refusal(department: Department | None, options: Mapping[str, Any]) -> Refusal | None:
    """Why the certificates of a department, or of everybody, can't be had as files."""
    found = queries.held_certificates(department, options).valid().count()
    if not found:
        return Refusal.NO_CERTIFICATES
    if found > MOST_FILES:
        return Refusal.TOO_MANY_FILES
    return None if pdf.is_available() else Refusal.NO_LIBRARY


def opinions_refusal(event: Event, *, at: datetime) -> Refusal | None:
    """Why the results of feedback on ``event`` can't be had on paper."""
    if not queries.has_opinions(event, at=at):
        return Refusal.NO_RESULTS
    return None if pdf.is_available() else Refusal.NO_LIBRARY
