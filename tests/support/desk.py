"""An event, somebody who has a seat there or wants one, and what they hear of it."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from events import actions as events
from events.actions.copying import draft_of
from events.models import Event
from registrations import actions
from registrations.models import Registration
from tests.factories.accounts import make_user
from tests.factories.events import make_upcoming_event
from tests.factories.registrations import register
from tests.support.letters import letters_to
from tests.support.readers import Seen

DAYS = 60  # from now to the first session
Said = tuple[str, int, str, str, bool]  # method, SEQUENCE, STATUS, PARTSTAT, RSVP


class Desk:
    """An event, somebody who has a seat or wants one, and a clock that goes on by a minute with every deed."""

    def __init__(self, **values: object) -> None:
        self.at = timezone.now().replace(microsecond=0) - timedelta(hours=6)
        self.event = make_upcoming_event(**({"days": DAYS, "title": "Clear writing"} | values))
        self.person = make_user("Ines Okafor")
        self.uid = self.event.sessions.order_by("starts_at")[0].uid

    @property
    def owner(self) -> User:
        return self.event.roles.get().user

    def tick(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at

    def register(self, person: User | None = None) -> Registration:
        return register(self.event, person or self.person, at=self.tick())

    def leave(self, person: User | None = None) -> None:
        place = Registration.objects.live().get(event=self.event, user=person or self.person)
        actions.cancel(registration=place, by=person or self.person, at=self.tick())

    def remove(self) -> None:
        place = Registration.objects.live().get(event=self.event, user=self.person)
        actions.remove(registration=place, message="The room is too small.", by=self.owner, at=self.tick())

    def edit(self, **values: object) -> None:
        draft = replace(draft_of(self.fresh), **values)
        events.edit(event=self.fresh, draft=draft, by=self.owner, at=self.tick())

    def edit_session(self, **values: object) -> None:
        first, *others = draft_of(self.fresh).sessions
        self.edit(sessions=(replace(first, **values), *others))

    def call_off(self) -> None:
        events.cancel(event=self.fresh, message="", by=self.owner, at=self.tick())

    @property
    def fresh(self) -> Event:
        return Event.objects.get(pk=self.event.pk)

    def seen(self, person: User | None = None) -> list[Seen | None]:
        return letters_to((person or self.person).email)

    def said(self, person: User | None = None) -> list[Said | None]:
        """What ``person`` was sent, in order; every word of it is of the one session, and by the one organiser."""
        seen = self.seen(person)
        words = [one for one in seen if one]
        assert {one.uid for one in words} <= {self.uid}
        assert len({one.organiser for one in words}) <= 1
        assert [[who for who, _said, _asks in one.attendees] for one in words] == [
            [f"mailto:{(person or self.person).email}"] for _ in words
        ]
        return [one and (one.method, one.sequence, one.status, *one.attendees[0][1:]) for one in seen]
