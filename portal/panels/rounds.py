"""Several dates of a series that are published together: by whoever organises them, and by whoever has to agree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.queries import coordinators_for
from common import times
from events.enums import ReviewVerdict
from events.forms import AskReviewForm, RoundForm, ScheduleForm
from events.models import Event, Review, ReviewRound, Series
from events.queries import ReviewTerms, changeable, may_publish_at_once, review_terms
from portal.panels.schedule import Schedule


@dataclass(frozen=True, kw_only=True)
class DraftRow:
    """One draft of a series, and what is known of its way out."""

    event: Event
    schedule: Schedule
    terms: ReviewTerms
    may_publish: bool

    @property
    def notes(self) -> list[str]:
        """When it is published, and who has said what to it."""
        said = []
        if self.event.publish_at:
            said.append(_("Will be published on %(when)s") % {"when": times.moment(self.event.publish_at)})
        if self.terms.is_waiting:
            said.append(_("Waits for the department"))
        elif self.terms.is_approved:
            said.append(_("Agreed to"))
        elif self.terms.review and self.terms.review.verdict == ReviewVerdict.CHANGES:
            said.append(_("Sent back: %(comment)s") % {"comment": self.terms.review.comment})
        return said

    @property
    def can_ask(self) -> bool:
        """Whether the department has to agree and was not asked."""
        return not (self.may_publish or self.terms.is_waiting)


@dataclass(frozen=True, kw_only=True)
class SeriesPublishPage:
    """The page on which all drafts of a series are published: at once, at a time, or once somebody has agreed."""

    series: Series
    drafts: Sequence[DraftRow]
    form: ScheduleForm
    ask_form: AskReviewForm
    reviewers: Sequence[User]

    @property
    def may_publish(self) -> bool:
        """Whether at least one can be published without a question."""
        return any(one.may_publish for one in self.drafts)

    @property
    def can_ask(self) -> bool:
        """Whether somebody can be asked about at least one."""
        return any(one.can_ask for one in self.drafts)

    @property
    def is_waiting(self) -> bool:
        """Whether somebody was asked about at least one."""
        return any(one.terms.is_waiting for one in self.drafts)

    @property
    def is_scheduled(self) -> bool:
        """Whether at least one is published by itself."""
        return any(one.event.publish_at for one in self.drafts)


@dataclass(frozen=True, kw_only=True)
class RoundRow:
    """One date of a request."""

    review: Review
    schedule: Schedule

    @property
    def event(self) -> Event:
        return self.review.event


@dataclass(frozen=True, kw_only=True)
class RoundPage:
    """One request about several dates, with everything that is needed to answer it."""

    round: ReviewRound
    waiting: Sequence[RoundRow]
    answered: Sequence[RoundRow]

    @property
    def seen(self) -> list[str]:
        """Which state of each date the page shows; see SeenField."""
        return [f"{row.event.pk} {row.event.version}" for row in self.waiting]

    @property
    def form(self) -> RoundForm:
        """Nothing typed yet."""
        return RoundForm(initial={"seen": self.seen})


def series_publish_page(
    series: Series,
    *,
    by: User,
    form: ScheduleForm | None = None,
    ask_form: AskReviewForm | None = None,
    at: datetime,
) -> SeriesPublishPage:
    """The drafts of ``series`` that are to come as ``by`` meets them; the forms: what was typed and can't be."""
    found = changeable(series, at=at).filter(published_at=None)
    events = list(found.prefetch_related("sessions__room__location"))
    terms = review_terms(events)
    by_department = {one.department: one for one in terms.values() if one.is_asked_for}
    at_once = {department: may_publish_at_once(by, one) for department, one in by_department.items()}
    drafts = [
        DraftRow(
            event=event,
            schedule=_schedule(event),
            terms=terms[event.pk],
            may_publish=_is_free(terms[event.pk], at_once),
        )
        for event in events
    ]
    asked = {one.terms.department for one in drafts if not one.may_publish}
    return SeriesPublishPage(
        series=series,
        drafts=drafts,
        form=form or ScheduleForm(initial={"publish_at": next((one.publish_at for one in events), None)}),
        ask_form=ask_form or AskReviewForm(),
        reviewers=list(dict.fromkeys(person for one in sorted(asked, key=str) for person in coordinators_for(one))),
    )


def round_page(review_round: ReviewRound) -> RoundPage:
    """Everything about one request; what was taken back is no part of it."""
    reviews = review_round.reviews.exclude(verdict=ReviewVerdict.WITHDRAWN).select_related("event")
    found = reviews.prefetch_related("event__sessions__room__location").order_by("event__starts_at", "pk")
    rows = [RoundRow(review=review, schedule=_schedule(review.event)) for review in found]
    return RoundPage(
        round=review_round,
        waiting=[row for row in rows if row.review.is_waiting],
        answered=[row for row in rows if not row.review.is_waiting],
    )


def _is_free(terms: ReviewTerms, at_once: Mapping[int | None, bool]) -> bool:
    return not terms.is_asked_for or terms.is_approved or at_once[terms.department]


def _schedule(event: Event) -> Schedule:
    return Schedule.of(sorted(event.sessions.all(), key=lambda one: (one.starts_at, one.pk)))
