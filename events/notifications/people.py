"""Who of an event is told."""

from accounts.models import User
from events.enums import EDITING, RoleKind
from events.models import Event


def owners_of(event: Event) -> list[User]:
    """Who owns ``event``, or the administrators where nobody of them is left."""
    owners = User.objects.active().filter(pk__in=event.roles.filter(kind=RoleKind.OWNER).values("user"))
    return list(owners.order_by("pk") or User.objects.active().filter(is_staff=True).order_by("pk"))


def organisers_of(event: Event) -> list[User]:
    """Everybody who may edit ``event``, or the administrators where nobody of them is left."""
    organisers = User.objects.active().filter(pk__in=event.roles.filter(kind__in=EDITING).values("user"))
    return list(organisers.order_by("pk") or User.objects.active().filter(is_staff=True).order_by("pk"))
