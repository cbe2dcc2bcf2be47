"""Questions about events."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, OuterRef, Q

from accounts import queries as people
from common.access import Rule
from common.questions import Among, Question, Slot
from events.enums import EDITING, OPEN, Audience, EventState, SpeakerState, Stand
from events.querysets.rows import rows_of

if TYPE_CHECKING:
    from accounts.models import User
    from events.models import Event  # the base classes name them


class EventQuerySet(models.QuerySet["Event"]):
    """Events."""

    def visible_to(
        self, user: User | AnonymousUser, *, known: models.QuerySet[Any, Any] | None = None
    ) -> EventQuerySet:
        """Those which ``user`` may read about because of who they are.

        ``known``: ids of events that they may read about for another reason once those are announced.
        """
        if not user.is_authenticated:
            if not settings.PUBLIC_CATALOGUE:
                return self.none()
            return self.filter(_announced(), audience=Audience.PUBLIC)
        if not user.is_active:
            return self.none()
        if user.is_staff:
            return self.all()
        return self.readable(user=user.pk, known=known, **people.reach_of(user))

    def readable(
        self, *, user: Any, heard: Any, looked_after: Any, known: models.QuerySet[Any, Any] | None
    ) -> EventQuerySet:
        """Those which a colleague may read about.

        By the id of ``user`` and those of the departments they hear, and look after as coordinators. All
        may be slots of a question that is written once. ``known``: see visible_to().
        """
        # One list of reasons, the most common first: a database reads on only where that one fails.
        open_to_user = Q(audience__in=OPEN)
        invited = self.model.departments.through.objects.filter(department__in=heard)
        open_to_user |= Q(pk__in=invited.values("event"))
        open_to_user |= Q(pk__in=rows_of("Speaker", user=user).values("session__event"))
        open_to_user |= self._hosted(looked_after)
        if known is not None:
            open_to_user |= Q(pk__in=known)
        return self.filter((_announced() & open_to_user) | Q(pk__in=rows_of("Role", user=user).values("event")))

    def open_to_all(self) -> EventQuerySet:
        """Those which every colleague may read about."""
        return self.filter(_announced(), audience__in=OPEN)

    def editable_by(self, user: User | AnonymousUser) -> EventQuerySet:
        """Those of which ``user`` is owner or organiser, or all for an administrator."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_staff:
            return self.all()
        return self.filter(pk__in=rows_of("Role", user=user, kind__in=EDITING).values("event"))

    def run_by(self, user: User | AnonymousUser) -> EventQuerySet:
        """Those in whose organiser team ``user`` is, helpers included."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_staff:
            return self.all()
        return self.filter(pk__in=rows_of("Role", user=user).values("event"))

    def organised_by(self, user: User) -> EventQuerySet:
        """Those in whose team ``user`` stands by name; an administrator's desk is not everybody's."""
        return self.filter(pk__in=rows_of("Role", user=user).values("event"))

    def run_or_taught_by(self, user: User) -> EventQuerySet:
        """Those in whose team ``user`` is, or at which they teach."""
        runs = Q(pk__in=rows_of("Role", user=user).values("event"))
        return self.filter(runs | Q(pk__in=rows_of("Speaker", user=user).values("session__event")))

    def presented_by(self, user: User | AnonymousUser) -> EventQuerySet:
        """Those in whose room ``user`` leads: of the team, or teaching there once it is announced; all for an administrator."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_staff:
            return self.all()
        declined = Q(pk__in=rows_of("Engagement", user=user, state=SpeakerState.DECLINED).values("event"))
        teaches = _announced() & ~declined & Q(pk__in=rows_of("Speaker", user=user).values("session__event"))
        return self.filter(Q(pk__in=rows_of("Role", user=user).values("event")) | teaches)

    def with_stand(self, *, at: datetime) -> EventQuerySet:
        """Each with where it stands at ``at``, as ``stand``."""
        published = Q(state=EventState.PUBLISHED)
        cases = [
            models.When(archived_at__isnull=False, then=models.Value(Stand.ARCHIVED.value)),
            models.When(state=EventState.DRAFT, then=models.Value(Stand.DRAFT.value)),
            models.When(state=EventState.INTEREST, then=models.Value(Stand.INTEREST.value)),
            models.When(state=EventState.CANCELLED, then=models.Value(Stand.CANCELLED.value)),
            models.When(published & Q(ends_at__lte=at), then=models.Value(Stand.OVER.value)),
        ]
        default = models.Value(Stand.COMING.value)
        stand: dict[str, Any] = {"stand": models.Case(*cases, default=default, output_field=models.CharField())}
        return self.annotate(**stand)

    def listed(self) -> EventQuerySet:
        """Those that may stand in a list for others than their team: every list, search, count and feed starts here.

        Left out are those that are found by their link alone, and those that were archived.
        """
        return self.filter(is_unlisted=False, archived_at=None)

    def named_to(self, user: User | AnonymousUser, *, known: models.QuerySet[Any, Any] | None = None) -> EventQuerySet:
        """Those whose title and address may stand on the page of something else: of unlisted ones, those they know.

        They know those they run, and the ``known``.
        """
        named = Q(is_unlisted=False) | Q(pk__in=self.model.objects.run_by(user).values("pk"))
        return self.filter(named if known is None else named | Q(pk__in=known))

    def upcoming(self, *, at: datetime) -> EventQuerySet:
        """Listed ones, published or cancelled, whose last session has not ended, soonest first."""
        coming = self.listed().filter(ends_at__gt=at, published_at__isnull=False)
        return coming.order_by("starts_at", "pk")

    def due_to_publish(self, *, at: datetime) -> EventQuerySet:
        """Drafts whose time to be published has come, longest first."""
        return self.filter(publish_at__lte=at).order_by("publish_at", "pk")

    def at_hand(self) -> EventQuerySet:
        """Those that were not put out of the way."""
        return self.filter(archived_at=None)

    def gathering(self) -> EventQuerySet:
        """Listed ones that were announced without a date, newest first."""
        gathering = self.listed().filter(state=EventState.INTEREST, announced_at__isnull=False)
        return gathering.order_by("-announced_at", "-pk")

    def over(self, *, at: datetime) -> EventQuerySet:
        """Published ones whose last session has ended."""
        return self.filter(ends_at__lte=at, state=EventState.PUBLISHED)

    def matching(self, text: str) -> EventQuerySet:
        """Those in which each word of ``text`` is part of the title, a speaker's name or a topic."""
        found = self
        for word in text.split():
            speaks = Q(sessions__speakers__name__icontains=word) | Q(sessions__speakers__user__name__icontains=word)
            found = found.filter(
                Q(title__icontains=word)
                | Q(pk__in=self.model.objects.filter(speaks).values("pk"))
                | Q(pk__in=self._ids(topics__name__icontains=word))
            )
        return found

    def with_free_seats(self, *, at: datetime) -> EventQuerySet:
        """Published ones that have not begun and have a seat left."""
        free = Q(pools__capacity=None) | Q(pools__seats_taken__lt=F("pools__capacity"))
        has_pool = Q(pools__isnull=False)
        return self.filter(
            pk__in=self.model.objects.filter(has_pool & free).values("pk"),
            state=EventState.PUBLISHED,
            starts_at__gt=at,
        )

    def offering(self, kinds: Collection[str]) -> EventQuerySet:
        """Those that offer seats of one of these kinds: in the room, online."""
        offered = Q(pools__kind__in=kinds) & (Q(pools__capacity=None) | Q(pools__capacity__gt=0))
        return self.filter(pk__in=self.model.objects.filter(offered).values("pk"))

    def about(self, topics: Collection[str]) -> EventQuerySet:
        """Those about one of the topics with these keys."""
        return self.filter(pk__in=self._ids(topics__key__in=topics))

    def hosted_by(self, departments: Collection[int] | Among) -> EventQuerySet:
        """Those that one of these departments hosts, alone or with others."""
        return self.filter(self._hosted(departments))

    def concerning(
        self, *, hosts: Collection[int], invited: Collection[int], topics: Collection[int], speakers: Collection[int]
    ) -> EventQuerySet:
        """Those hosted by one of ``hosts``, to which one of ``invited`` is, about a topic, or by a colleague who teaches."""
        to_them = self.model.departments.through.objects.filter(department__in=invited)
        return self.filter(
            self._hosted(hosts)
            | Q(pk__in=to_them.values("event"))
            | Q(pk__in=self.model.topics.through.objects.filter(topic__in=topics).values("event"))
            | Q(pk__in=rows_of("Speaker", user__in=speakers).values("session__event"))
        )

    def held_at(self, locations: Collection[int]) -> EventQuerySet:
        """Those of which a session takes place in a room at one of these locations."""
        return self.filter(pk__in=self._ids(sessions__room__location__in=locations))

    def begun_between(self, spans: Iterable[tuple[datetime, datetime]]) -> EventQuerySet:
        """Those of which a session begins in one of the ``spans``, each from its start to before its end."""
        begun = Q(pk__in=[])
        for start, end in spans:
            begun |= Q(pk__in=self._ids(sessions__starts_at__gte=start, sessions__starts_at__lt=end))
        return self.filter(begun)

    def held_between(self, since: datetime, until: datetime) -> EventQuerySet:
        """Those of which a session takes place between two moments, or is under way at one of them."""
        held = rows_of("Session", starts_at__lt=until, ends_at__gt=since).values("event")
        return self.filter(pk__in=held, starts_at__lt=until, ends_at__gt=since)

    def with_programme(self) -> EventQuerySet:
        """With what a list shows of each: host, sessions with room, speakers, pools."""
        # Joined rather than fetched one after the other: three queries, however long the list.
        sessions = rows_of("Session").select_related("room__location")
        speakers = rows_of("Speaker").select_related("user__department")
        return self.select_related("host_department").prefetch_related(
            models.Prefetch("sessions", sessions.order_by("starts_at", "pk")),
            models.Prefetch("sessions__speakers", speakers.order_by("position")),
            "pools",
        )

    def with_rights_of(self, user: User | AnonymousUser) -> EventQuerySet:
        """Each saying as ``in_team`` whether ``user`` may run it."""
        in_team: dict[str, Any] = {"in_team": models.Exists(self.model.objects.run_by(user).filter(pk=OuterRef("pk")))}
        return self.annotate(**in_team)

    def with_reader(self, user: User) -> EventQuerySet:
        """Each saying as ``reader`` which audience of its workspace ``user`` belongs to, who may open it."""
        cases = [
            models.When(models.Exists(rows.filter(pk=OuterRef("pk"))), then=models.Value(audience.value))
            for audience, rows in (
                (Rule.ORGANISER, self.model.objects.editable_by(user)),
                (Rule.TEAM, self.model.objects.run_by(user)),
            )
        ]
        reader: dict[str, Any] = {"reader": models.Case(*cases, default=models.Value(Rule.PRESENTER.value))}
        return self.annotate(**reader)

    def with_interest_of(self, user: Any) -> EventQuerySet:
        """Each saying as ``interested`` how many would come, and as ``is_interested`` whether ``user`` would."""
        said = rows_of("Interest", event=OuterRef("pk"), user__is_active=True)
        number = said.order_by().values("event").annotate(number=models.Count("pk")).values("number")
        return self.annotate(interested=models.Subquery(number), is_interested=models.Exists(said.filter(user=user)))

    def lock(self, event: Event) -> Event:
        """The locked, fresh row; every change of an event's seats starts here."""
        for row in _LOCKED.ask(pk=event.pk):
            return row
        raise self.model.DoesNotExist

    def _hosted(self, departments: Any) -> Q:
        """Hosted by one of these departments, alone or with others."""
        with_others = self.model.co_hosts.through.objects.filter(department__in=departments)
        return Q(host_department__in=departments) | Q(pk__in=with_others.values("event"))

    def _ids(self, **lookup: object) -> models.QuerySet[Event, int]:
        """Ids by a lookup over many rows, as a subquery: a join would list an event twice."""
        return self.model.objects.filter(**lookup).values_list("pk", flat=True)


_LOCKED: Question[Event] = Question(
    lambda: rows_of("Event", pk=Slot("pk", models.BigIntegerField())).select_for_update(of=("self",))
)


def _announced() -> Q:
    return Q(state__in=[EventState.INTEREST, EventState.PUBLISHED, EventState.CANCELLED])
