"""May this happen to an event? The first reason against it, or None."""

from datetime import datetime

from events.enums import Refusal, RoleKind
from events.models import Event, Role


def edit_refusal(event: Event, *, at: datetime) -> Refusal | None:
    """Why ``event`` can't be edited."""
    if event.is_cancelled:
        return Refusal.CANCELLED
    if event.is_published and event.is_over(at):
        return Refusal.OVER
    return None


def publish_refusal(event: Event, *, at: datetime) -> Refusal | None:
    """Why ``event`` can't be published."""
    if not event.is_draft:
        return Refusal.NOT_A_DRAFT
    if event.starts_at is not None and event.is_over(at):
        return Refusal.IN_THE_PAST
    if event.starts_at is None:
        return Refusal.NO_SESSION
    if not event.pools.exists():
        return Refusal.NO_SEATS
    return None


def cancel_refusal(event: Event, *, at: datetime) -> Refusal | None:
    """Why ``event`` can't be cancelled."""
    if not event.is_published:
        return Refusal.NOT_PUBLISHED
    if event.is_over(at):
        return Refusal.OVER
    return None


def leave_team_refusal(role: Role) -> Refusal | None:
    """Why ``role`` can't be taken away or lowered."""
    others = role.event.roles.filter(kind=RoleKind.OWNER).exclude(pk=role.pk)
    if role.kind == RoleKind.OWNER and not others.exists():
        return Refusal.LAST_OWNER
    return None
