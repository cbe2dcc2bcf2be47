"""What an event is, as documents say it."""

from events.enums import EDITING
from events.models import Event, Role, Session, unique_speakers
from reports.summary import Meeting


def sessions_of(event: Event) -> list[Session]:
    """In the order of time, with room and speakers."""
    found = event.sessions.select_related("room__location").prefetch_related("speakers__user__department")
    return list(found.order_by("starts_at", "pk"))


def organisers(event: Event) -> tuple[str, ...]:
    """Owners first."""
    roles = Role.objects.filter(event=event, kind__in=EDITING).select_related("user").order_by("pk")
    return tuple(str(role.user) for role in sorted(roles, key=lambda role: EDITING.index(role.kind)))


def hosts(event: Event) -> tuple[str, ...]:
    """The departments that host it, the first of them first."""
    host = (event.host_department.name,) if event.host_department else ()
    return (*host, *event.co_hosts.order_by("name", "pk").values_list("name", flat=True))


def meeting(session: Session) -> Meeting:
    """A session from sessions_of()."""
    return Meeting(
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        zone=session.zone,
        place=session.place_name,
        is_online=bool(session.join_url),
        speakers=tuple(
            (str(speaker), str(speaker.user.department or "") if speaker.user else "")
            for speaker in unique_speakers([session])
        ),
    )
