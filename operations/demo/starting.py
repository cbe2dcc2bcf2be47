"""How events begin besides the editor: announced in a minute, cloned, from a template, from a file."""

from collections.abc import Mapping
from datetime import datetime, time

from django.conf import settings
from django.utils import timezone
from django.utils.timezone import localdate

from accounts.models import User
from events import actions as events
from events.enums import EventKind, RoleKind
from events.models import Event
from events.shifting import proposed
from operations.demo.programme import ROOM, Meeting, Offer

SHORT_FORMS = (
    Offer(
        state="lunch",
        title="Lunch with somebody from Legal",
        kind=EventKind.LUNCH,
        host="legal",
        speakers=(),
        topics=(),
        text="",
        meetings=(Meeting(day=2, start=time(12, 15), end=time(13, 15), room="Alster 1.10"),),
        seats=((ROOM, 8),),
        registered=5,
        owner="Henrik Aalto",
    ),
    Offer(
        state="lightning",
        title="The one spreadsheet formula I would keep",
        kind=EventKind.LIGHTNING,
        host="finance",
        speakers=("Jonas Petersen",),
        topics=("Data",),
        text="Fifteen minutes, one formula, and what I deleted because of it.",
        meetings=(Meeting(day=4, start=time(15), end=time(15, 15), room="Elbe 2.04"),),
        seats=((ROOM, None),),
        registered=6,
        owner="Jonas Petersen",
    ),
)

EXAMPLES = settings.BASE_DIR / "docs" / "examples"


def start_otherwise(made: Mapping[str, Event], users: Mapping[str, User], *, at: datetime) -> None:
    """A clone that waits for its organiser, and files with events that wait to be looked at."""
    ines, henrik = users["Ines Okafor"], users["Henrik Aalto"]
    source = made["open"]
    first_on = source.sessions.order_by("starts_at")[0].held_on
    title, day = f"{source.title}, once more", proposed(first_on, today=localdate(at))
    events.clone(event=source, title=title, step=day - first_on, by=ines, at=at)
    for state, name in (("nearly_full", "Two rounds and a break"), ("open", "Two hours, no fear")):
        event = made[state]
        owner = event.roles.select_related("user__department").get(kind=RoleKind.OWNER).user
        assert owner.department is not None  # noqa: S101  # everybody of the demo has one
        events.keep_template(event=event, department=owner.department, name=name, by=owner, at=at)
    for owner, pattern in ((ines, "events*.csv"), (henrik, "*.ics")):
        for path in sorted(EXAMPLES.glob(pattern)):
            # Kept for a day from now, whenever the demo is dated.
            events.keep_event_file(name=path.name, content=path.read_bytes(), by=owner, at=timezone.now())
