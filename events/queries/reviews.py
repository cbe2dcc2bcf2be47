"""Whether somebody has to agree before an event is published, and where that stands."""

from collections.abc import Collection
from dataclasses import dataclass

from accounts import queries as people
from accounts.enums import Publishing
from accounts.models import User
from events.enums import SHORT, RoleKind
from events.models import Event, Review, Role


@dataclass(frozen=True, kw_only=True)
class ReviewTerms:
    """What holds for publishing one event. ``review``: the latest request; None before anybody asked.

    ``department``: the id of the one that answers for the event, its host or its owner's own.
    """

    department: int | None
    is_asked_for: bool
    review: Review | None

    @property
    def is_waiting(self) -> bool:
        """Whether the department was asked and has not answered."""
        return self.review is not None and self.review.is_waiting

    @property
    def is_approved(self) -> bool:
        """Whether it has agreed to the event as it is now."""
        return self.review is not None and self.review.is_standing_approval


def review_terms(events: Collection[Event]) -> dict[int, ReviewTerms]:
    """What holds for publishing each of ``events``, by its id; as many questions for one as for many."""
    said = people.publishing_by_department()
    departments = departments_responsible(events)
    reviews: dict[int, Review] = {}
    if Publishing.REVIEW in said.values():
        rows = Review.objects.filter(event__in=[event.pk for event in events])
        reviews = {row.event_id: row for row in rows.select_related("asked_by", "decided_by").order_by("pk")}
    return {
        event.pk: ReviewTerms(
            department=departments[event.pk],
            is_asked_for=event.kind not in SHORT
            and said.get(departments[event.pk] or 0, Publishing.ANYONE) == Publishing.REVIEW,
            review=reviews.get(event.pk),
        )
        for event in events
    }


def departments_responsible(events: Collection[Event]) -> dict[int, int | None]:
    """The id of the department that answers for each of ``events``: its host, else the one of its first owner."""
    hostless = [event.pk for event in events if event.host_department_id is None]
    owners: dict[int, int | None] = {}
    if hostless:
        roles = Role.objects.filter(event__in=hostless, kind=RoleKind.OWNER).order_by("-pk")
        owners = dict(roles.values_list("event", "user__department"))
    return {event.pk: event.host_department_id or owners.get(event.pk) for event in events}


def may_publish_at_once(user: User | None, terms: ReviewTerms) -> bool:
    """Whether ``user`` need not ask: an administrator, or who looks after the department."""
    if user is None or not user.is_active:
        return False
    return user.is_staff or terms.department in people.departments_looked_after(user)


def reviewers_of(review: Review) -> list[User]:
    """Who is asked: the coordinators nearest to the department, or the administrators where nobody is."""
    return people.coordinators_for(review.department_id)
