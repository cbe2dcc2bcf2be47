"""Who sits with whom in the demo: two afternoons at tables, and what has changed since the first were made."""

from datetime import datetime, timedelta

from accounts.models import User
from events.enums import RoleKind
from events.models import Event
from registrations import actions
from registrations.enums import WishKind
from registrations.models import Registration

NAME = "Harbour view"


def sit_together(event: Event, *, newcomer: User, at: datetime) -> None:
    """Tables of the first afternoon, shown to participants; of the second, for the team alone.

    Since they were made somebody gave the seat back, and ``newcomer`` has no table yet.
    """
    owner, made = event.roles.get(kind=RoleKind.OWNER).user, at - timedelta(days=2)
    first, second = event.sessions.select_related("event").order_by("starts_at")
    rows = list(Registration.objects.for_event(event).confirmed().select_related("event", "user").order_by("pk"))
    for one, other, kind in ((rows[0], rows[1], WishKind.TOGETHER), (rows[2], rows[3], WishKind.APART)):
        actions.make_wish(event=event, first=one, second=other, kind=kind, by=owner, at=made)
    plan = actions.mix_groups(session=first, size=6, by=owner, at=made).plan
    table = plan.groups.order_by("number")[0]
    actions.name_groups(session=first, names={table.pk: NAME}, by=owner, at=made)
    host = rows[4]
    actions.put_in_group(registration=host, group=host.group_places.get().group, is_locked=True, by=owner, at=made)
    actions.publish_groups(session=first, by=owner, at=made)
    actions.mix_groups(session=second, size=4, by=owner, at=made)
    actions.cancel(registration=rows[-1], by=rows[-1].user, at=at - timedelta(days=1))
    actions.register(event=event, participant=newcomer, pool=rows[0].pool, at=at - timedelta(hours=3))
