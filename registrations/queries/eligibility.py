"""Who of the audience may register: what an event asks of people, and whether they fulfil it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from common.words import listed
from events.models import Event
from events.queries import invited_departments, needs_of
from registrations.enums import ATTENDED, Refusal
from registrations.models import Attendance, Registration
from registrations.queries.visibility import Reader, visible_events

NOBODY = Q(pk__in=())


@dataclass(frozen=True, kw_only=True)
class Requirement:
    """One thing an event asks of people, as one person reads it.

    ``is_met``: None for strangers, of whom nothing is known. ``url`` leads to an event they may read about.
    """

    text: str
    refusal: Refusal
    subject: str = ""
    url: str = ""
    is_met: bool | None = None


def requirements(event: Event, person: Reader) -> list[Requirement]:
    """What ``event`` asks of people who register for it, and whether ``person`` fulfils it."""
    if not event.is_restricted:
        return []
    return [*_location(event, person), *_needs(event, person)]


def _location(event: Event, person: Reader) -> list[Requirement]:
    places = {place.pk: place.name for place in event.locations.order_by("name")}
    if not places:
        return []
    subject = listed(list(places.values()), last=pgettext("before the last item of a list", "or"))
    return [
        Requirement(
            text=_("For colleagues at %(places)s") % {"places": subject},
            refusal=Refusal.ELSEWHERE,
            subject=subject,
            is_met=person.location_id in places if isinstance(person, User) else None,
        )
    ]


def _needs(event: Event, person: Reader) -> list[Requirement]:
    needs = needs_of(event)
    if not needs:
        return []
    ids = [needed.pk for needed in needs]
    attended = attended_of(person, ids) if isinstance(person, User) else None
    known = Registration.objects.of(person).values("event")
    readable = set(visible_events(person).named_to(person, known=known).filter(pk__in=ids).values_list("pk", flat=True))
    return [_need(needed, is_readable=needed.pk in readable, attended=attended) for needed in needs]


def _need(needed: Event, *, is_readable: bool, attended: Collection[int] | None) -> Requirement:
    """Whoever may not read about an event learns nothing of it but that there is one."""
    is_met = None if attended is None else needed.pk in attended
    refusal = Refusal.NOT_ATTENDED if is_readable else Refusal.NOT_ATTENDED_HIDDEN
    if not is_readable:
        return Requirement(text=_("After an event that is not open to you"), refusal=refusal, is_met=is_met)
    text = _("After “%(title)s”") % {"title": needed.title}
    return Requirement(text=text, refusal=refusal, subject=needed.title, url=needed.get_absolute_url(), is_met=is_met)


def attended_of(person: User, events: Collection[int]) -> set[int]:
    """Of ``events`` the ids of those at which ``person`` was, at least in part."""
    found = Attendance.objects.current().filter(registration__user=person, session__event__in=events, mark__in=ATTENDED)
    return set(found.values_list("session__event", flat=True))


def registrations_to_come(person: User, *, at: datetime) -> int:
    """For how many events to come ``person`` is registered, with a seat or without one."""
    return Registration.objects.of(person).live().filter(event__starts_at__gt=at).count()


def colleagues_for(event: Event, *, giver: User) -> QuerySet[User]:
    """To whom ``giver`` may offer their seat: who is invited, works where the event is for, and is not on the list.

    What they were at, and what else they have at that time, is nobody's business: that is asked once one is chosen.
    """
    taken = Registration.objects.for_event(event).live().filter(user__isnull=False).values("user")
    found = User.objects.active().exclude(pk=giver.pk).exclude(pk__in=taken)
    if (invited := invited_departments(event)) is not None:
        found = found.filter(department__in=invited)
    if places := list(event.locations.values_list("pk", flat=True)) if event.is_restricted else []:
        found = found.filter(location__in=places)
    return found.select_related("department").order_by("name", "pk")


def is_elsewhere(event: Event) -> Q:
    """Of places at ``event``: those of colleagues who do not work where it is for."""
    places = list(event.locations.values_list("pk", flat=True))
    return ~Q(user__location__in=places) if places else NOBODY


def lacks_a_need(event: Event) -> Q:
    """Of places at ``event``: those of colleagues who were not at everything that has to come first."""
    lacking = NOBODY
    for needed in needs_of(event):
        entries = Attendance.objects.current().filter(session__event=needed.pk, mark__in=ATTENDED)
        lacking |= ~Q(Exists(entries.filter(registration__user=OuterRef("user"))))
    return lacking
