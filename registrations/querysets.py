"""Questions about registrations and attendance."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Case, Count, Exists, OuterRef, Prefetch, Q, Subquery, When
from django.db.models.functions import Coalesce, Lower

from events.enums import Approval, QuestionKind, RoleKind
from registrations.enums import ACCESS_NEEDS_KEPT, LIVE, SEATED, Mark, RegistrationStatus

ONE_DAY = timedelta(days=1)

if TYPE_CHECKING:
    from accounts.models import Guest, User
    from events.models import Event, Session
    from registrations.models import (  # noqa: F401  # the base classes name them
        Answer,
        Attendance,
        AttendanceReport,
        Group,
        GroupPlace,
        GroupPlan,
        GroupWish,
        Registration,
        SeatHold,
    )


def _before(*, priority: Any, pk: Any, **time: Any) -> Q:
    """Ahead of a row with these values in a queue, which is ordered by priority, then by the one ``time``, then by id."""
    ((name, since),) = time.items()
    tied = Q(**{name: since, "pk__lt": pk})
    return Q(priority__gt=priority) | (Q(priority=priority) & (Q(**{f"{name}__lt": since}) | tied))


def _ahead(*, pool_id: Any, **row: Any) -> Q:
    """Before a row with these values in the queue for the same seats."""
    return Q(pool_id=pool_id) & _before(**row)


def _is_of_managers() -> Q:
    """A manager decides, or their deputy; one of them is still there."""
    somebody = Q(user__manager__is_active=True) | Q(user__manager__deputy__is_active=True)
    return Q(event__approval=Approval.MANAGER) & somebody


def _is_of_team() -> Q:
    """The organisers decide: always, or because there is no manager who could."""
    # Said in full: "not" over somebody who is not there is neither true nor false.
    no_manager = Q(user__manager=None) | Q(user__manager__is_active=False)
    no_deputy = Q(user__manager__deputy=None) | Q(user__manager__deputy__is_active=False)
    return Q(event__approval=Approval.ORGANISER) | (Q(event__approval=Approval.MANAGER) & no_manager & no_deputy)


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """Registrations."""

    def live(self) -> RegistrationQuerySet:
        """Those that may still lead to a seat, or have one."""
        return self.filter(status__in=LIVE)

    def seated(self) -> RegistrationQuerySet:
        """Those that take a seat."""
        return self.filter(status__in=SEATED)

    def confirmed(self) -> RegistrationQuerySet:
        """Those with a seat for sure."""
        return self.filter(status=RegistrationStatus.CONFIRMED)

    def coming_to(self, session: Session) -> RegistrationQuerySet:
        """Those with a seat for sure who have not said that they can't come to ``session``."""
        away = apps.get_model("registrations", "Absence").objects.filter(session=session)
        return self.confirmed().exclude(pk__in=away.values("registration"))

    def waiting(self) -> RegistrationQuerySet:
        """Those on the waiting list."""
        return self.filter(status=RegistrationStatus.WAITLISTED)

    def requested(self) -> RegistrationQuerySet:
        """Those that wait for somebody's yes or for the draw."""
        return self.filter(status=RegistrationStatus.REQUESTED)

    def to_be_decided_by(self, user: User, *, at: datetime) -> RegistrationQuerySet:
        """Requests that wait for the yes or no of ``user``."""
        return self.requested().asked_of(user).filter(request_until__gt=at, event__starts_at__gt=at)

    def asked_of(self, user: User) -> RegistrationQuerySet:
        """What was or is a request to ``user``: as a manager or their deputy, or as an organiser.

        Nobody decides about their own request.
        """
        events = apps.get_model("events", "Event").objects
        organised = events.organised_by(user).filter(pk__in=events.editable_by(user)).values("pk")
        of_managers = _is_of_managers() & (Q(user__manager=user) | Q(user__manager__deputy=user))
        requests = self.filter(requested_at__isnull=False, request_until__isnull=False).exclude(user=user)
        return requests.filter(of_managers | (_is_of_team() & Q(event__in=organised)))

    def of_team(self) -> RegistrationQuerySet:
        """Requests that the organisers decide about."""
        return self.requested().filter(_is_of_team())

    def offered(self) -> RegistrationQuerySet:
        """Those for whom a seat is held until they say yes or no."""
        return self.filter(status=RegistrationStatus.OFFERED)

    def overdue(self, *, at: datetime) -> RegistrationQuerySet:
        """Those whose offer, request or held seat of another kind has run out at ``at``.

        A request without a time of its own waits for the draw, which is not made once the event has begun.
        """
        return self.filter(
            Q(status=RegistrationStatus.OFFERED, offered_until__lte=at)
            | Q(status=RegistrationStatus.REQUESTED, request_until__lte=at)
            | Q(status=RegistrationStatus.REQUESTED, request_until=None, event__starts_at__lte=at)
            | Q(status=RegistrationStatus.CONFIRMED, upgrade_until__lte=at)
        )

    def wishing_in_order(self) -> RegistrationQuerySet:
        """Those with a seat who would rather have one of the other kind and have not been offered it yet."""
        return self.filter(wished_pool__isnull=False, upgrade_until=None).order_by("-priority", "wished_at", "pk")

    def waiting_in_order(self) -> RegistrationQuerySet:
        """The waiting list, first in line first. The one place where its order is said."""
        return self.waiting().order_by("-priority", "queued_at", "pk")

    def before(self, **row: Any) -> RegistrationQuerySet:
        """Those ahead of a row with this ``priority``, this ``pk`` and this time, which has the name of its field."""
        return self.filter(_before(**row))

    def ahead_of(self, registration: Registration) -> RegistrationQuerySet:
        """Whoever waits for the same seats and comes before ``registration``."""
        row = {name: getattr(registration, name) for name in ("pool_id", "priority", "queued_at", "pk")}
        return self.waiting().filter(_ahead(**row))

    def with_place(self) -> RegistrationQuerySet:
        """Each with its place in the waiting list as ``place``: 1 is the first, None for who does not wait."""
        row = {name: OuterRef(name) for name in ("pool_id", "priority", "queued_at", "pk")}
        ahead = self.model.objects.waiting().filter(_ahead(**row)).values("pool").annotate(number=Count("pk"))
        place = Coalesce(Subquery(ahead.values("number")), 0) + 1
        annotation: dict[str, Any] = {"place": Case(When(status=RegistrationStatus.WAITLISTED, then=place))}
        return self.annotate(**annotation)

    def of(self, person: User | Guest | AnonymousUser) -> RegistrationQuerySet:
        """Those of one colleague or guest; none of somebody who is not signed in."""
        if isinstance(person, AnonymousUser):
            return self.none()
        key = "user" if person._meta.label_lower == "accounts.user" else "guest"  # noqa: SLF001  # Django's documented API
        return self.filter(**{key: person})

    def for_event(self, event: Event) -> RegistrationQuerySet:
        """Those for one event."""
        return self.filter(event=event)

    def with_event(self) -> RegistrationQuerySet:
        """With what a list of one's own places shows: the event, its sessions and where they are."""
        sessions = apps.get_model("events", "Session").objects.select_related("room__location")
        return self.select_related("event__host_department", "pool").prefetch_related(
            Prefetch("event__sessions", sessions.order_by("starts_at", "pk"))
        )

    def with_people(self) -> RegistrationQuerySet:
        """With who it is and where they belong, also as ``person_name`` and ``department_name`` to sort by."""
        names: dict[str, Any] = {
            "person_name": Lower(Coalesce("user__name", "guest__name")),
            "department_name": Lower(Coalesce("user__department__name", models.Value(""))),
        }
        return self.select_related("user__department", "guest", "pool").annotate(**names)

    def with_since(self) -> RegistrationQuerySet:
        """Each with ``since``: the moment from which it stands where it stands."""
        ended = [status for status in RegistrationStatus.values if status not in LIVE]
        dates = [When(status=status, then=f"{status}_at") for status in ended]
        annotation: dict[str, Any] = {"since": Case(*dates, default="queued_at")}
        return self.annotate(**annotation)

    def with_mark(self, session: Session | None) -> RegistrationQuerySet:
        """Each with the last word on its attendance at ``session`` as ``mark``, None as long as there is none."""
        entries = apps.get_model("registrations", "Attendance").objects.current().filter(session=session)
        mark: dict[str, Any] = {"mark": Subquery(entries.filter(registration=OuterRef("pk")).values("mark")[:1])}
        return self.annotate(**mark)

    def count_by_mark(self, session: Session | None) -> dict[str | None, int]:
        """How many have each mark at ``session``; None stands for those who have none yet."""
        name = "mark"  # annotated, which the type checker can't see
        return dict(self.with_mark(session).order_by().values_list(name).annotate(number=Count("pk")))

    def with_grouped(self) -> RegistrationQuerySet:
        """Each saying as ``is_grouped`` whether it has a group that participants may see."""
        places = apps.get_model("registrations", "GroupPlace").objects.filter(registration=OuterRef("pk"))
        shown: dict[str, Any] = {"is_grouped": Exists(places.filter(plan__published_at__isnull=False))}
        return self.annotate(**shown)

    def with_answers(self) -> RegistrationQuerySet:
        """With what people answered, access needs aside."""
        answers = apps.get_model("registrations", "Answer").objects.without_access_needs().select_related("question")
        return self.prefetch_related(Prefetch("answers", answers))

    def by_name(self) -> RegistrationQuerySet:
        """In the order of the people's names."""
        return self.order_by(Lower(Coalesce("user__name", "guest__name")), "pk")

    def matching_names(self, text: str) -> RegistrationQuerySet:
        """Those whose name or department contains ``text``: for whoever may not know addresses, nor guess them."""
        return self.filter(
            Q(user__name__icontains=text) | Q(user__department__name__icontains=text) | Q(guest__name__icontains=text)
        )

    def matching(self, text: str) -> RegistrationQuerySet:
        """Those whose name, address or department contains ``text``."""
        return self.filter(
            Q(user__name__icontains=text)
            | Q(user__email__icontains=text)
            | Q(user__department__name__icontains=text)
            | Q(guest__name__icontains=text)
            | Q(guest__email__icontains=text)
        )


class AnswerQuerySet(models.QuerySet["Answer"]):
    """Answers to what events ask."""

    def open_to(self, user: User, event: Event) -> AnswerQuerySet:
        """Those of ``event`` that ``user``, who may edit it, may read: access needs are for its owner alone."""
        found = self.filter(registration__event=event)
        if event.roles.filter(user=user, kind=RoleKind.OWNER).exists():
            return found
        return found.without_access_needs()

    def without_access_needs(self) -> AnswerQuerySet:
        """Those that are not for the owner's eyes alone."""
        return self.exclude(question__kind=QuestionKind.ACCESS)

    def needless(self, *, at: datetime) -> AnswerQuerySet:
        """Access needs that nobody has to know any more at ``at``: the event is long over, or the seat given back."""
        over = Q(registration__event__ends_at__lte=at - ACCESS_NEEDS_KEPT)
        return self.filter(over | ~Q(registration__status__in=LIVE), question__kind=QuestionKind.ACCESS)


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    """Attendance entries."""

    def last_words(self) -> AttendanceQuerySet:
        """Entries that nothing corrects, also those that take back what was said: what the next word corrects."""
        return self.filter(correction=None)

    def current(self) -> AttendanceQuerySet:
        """What is known of each registration and session."""
        return self.last_words().exclude(mark=Mark.TAKEN_BACK)


class AttendanceReportQuerySet(models.QuerySet["AttendanceReport"]):
    """Attendance reports of online meetings."""

    def of_event(self, event: Event, *, at: datetime) -> AttendanceReportQuerySet:
        """Those of ``event`` that may still be looked at."""
        return self.filter(session__event=event, expires_at__gt=at).select_related("session__event")

    def expired(self, *, at: datetime) -> AttendanceReportQuerySet:
        """Those that nobody may look at any more."""
        return self.filter(expires_at__lte=at)

    def lock(self, report: AttendanceReport) -> AttendanceReport:
        """The locked, fresh row; it is imported once."""
        return self.select_related("session__event").select_for_update(of=("self",)).get(pk=report.pk)


class SeatHoldQuerySet(models.QuerySet["SeatHold"]):
    """Seats that are held without a name."""

    def standing(self) -> SeatHoldQuerySet:
        """Those that hold something still."""
        return self.filter(ended_at=None)

    def coordinated_by(self, user: User) -> SeatHoldQuerySet:
        """Those for a department that ``user`` looks after."""
        return self.filter(department__coordinators=user)

    def ending_soon(self, *, at: datetime) -> SeatHoldQuerySet:
        """Those without all names whose last day it is; of what was held for less than a day nobody is reminded."""
        return self.standing().filter(until__gt=at, until__lte=at + ONE_DAY, held_at__lt=models.F("until") - ONE_DAY)


class GroupQuerySet(models.QuerySet["Group"]):
    """Groups of sessions."""

    def in_order(self) -> GroupQuerySet:
        """Those in the room first, then by number."""
        return self.select_related("pool").order_by("-pool__kind", "number")


class GroupPlaceQuerySet(models.QuerySet["GroupPlace"]):
    """Who is in which group."""

    def taken(self) -> GroupPlaceQuerySet:
        """Those of people who have their seat, still of the kind for which the group is, and come to its session.

        Whoever gives the seat back has left the group by that: nothing else needs to be written.
        """
        away = apps.get_model("registrations", "Absence").objects.filter(
            registration=OuterRef("registration"), session=OuterRef("plan__session")
        )
        return self.filter(
            registration__status=RegistrationStatus.CONFIRMED, registration__pool=models.F("group__pool")
        ).exclude(Exists(away))

    def of_plan(self, plan: GroupPlan) -> GroupPlaceQuerySet:
        """Those in the groups of one session."""
        return self.filter(plan=plan)


class WishQuerySet(models.QuerySet["GroupWish"]):
    """What organisers wish of two people."""

    def for_event(self, event: Event) -> WishQuerySet:
        """Those about two people who both have a seat at ``event``."""
        seat = RegistrationStatus.CONFIRMED
        return self.filter(first__event=event, first__status=seat, second__status=seat)
