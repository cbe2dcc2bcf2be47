"""The organiser team."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.actions import record
from events import policies
from events.enums import RoleKind
from events.exceptions import EventRefused
from events.models import Event, Role


@transaction.atomic
def set_role(*, event: Event, user: User, kind: RoleKind, by: User, at: datetime) -> Role:
    """Give ``user`` a part in the organiser team, or another one than before."""
    event = Event.objects.lock(event)
    role = event.roles.filter(user=user).first()
    if role is not None and kind != RoleKind.OWNER and (reason := policies.leave_team_refusal(role)):
        raise EventRefused(reason)
    before = {"role": role.kind} if role else None
    role, _created = event.roles.update_or_create(user=user, defaults={"kind": kind})
    record(
        "event.role_set", event, by=by, at=at, scope=event.scope, before=before, after={"role": kind, "user": user.pk}
    )
    return role


@transaction.atomic
def leave_team(*, event: Event, role: Role, by: User, at: datetime) -> None:
    """Take somebody out of the organiser team; an owner stays until there is another one."""
    event = Event.objects.lock(event)
    found = event.roles.filter(pk=role.pk).first()
    if found is None:
        return  # a second click, or somebody else was faster
    role = found
    if reason := policies.leave_team_refusal(role):
        raise EventRefused(reason)
    record(
        "event.role_removed", event, by=by, at=at, scope=event.scope, before={"role": role.kind, "user": role.user_id}
    )
    role.delete()
