"""The page on which a draft is published: at once, or at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.queries import coordinators_for
from events import policies
from events.enums import Refusal, ReviewVerdict
from events.forms import AskReviewForm, RemarkForm, ScheduleForm
from events.models import Event, Pool, Review
from events.queries import ReviewTerms, clashes, may_publish_at_once, review_terms, wanted_by
from portal.panels.checklist import Checklist, checklist
from portal.panels.interest import First, first_to_hear
from portal.panels.reviews import Said, thread

ABOUT_REVIEW = {Refusal.NEEDS_REVIEW, Refusal.REVIEW_WAITS}


@dataclass(frozen=True, kw_only=True)
class PublishPage:
    """What stands against publishing, what should be mended first, and the two ways to do it."""

    checklist: Checklist
    refusals: Sequence[Refusal]
    pools: Sequence[Pool]
    form: ScheduleForm
    ask_form: AskReviewForm
    remark_form: RemarkForm
    terms: ReviewTerms
    may_publish: bool
    reviewers: Sequence[User]
    thread: Sequence[Said]
    first: First | None

    @property
    def is_possible(self) -> bool:
        """Whether it can be a matter of publishing at all: not of what is published, or archived."""
        return not {Refusal.NOT_A_DRAFT, Refusal.ARCHIVED}.intersection(self.refusals)

    @property
    def lacks(self) -> list[Refusal]:
        """What is missing of the event itself."""
        return [reason for reason in self.refusals if reason not in ABOUT_REVIEW]

    @property
    def can_ask(self) -> bool:
        """Whether the department can be asked now."""
        return not self.lacks and Refusal.NEEDS_REVIEW in self.refusals

    @property
    def asked_for_changes(self) -> Review | None:
        """The answer that sent it back, until it is asked again."""
        review = self.terms.review
        return review if review and review.verdict == ReviewVerdict.CHANGES else None

    @property
    def has_lapsed(self) -> bool:
        """Whether it was agreed to as it was before."""
        return bool(self.terms.review and self.terms.review.lapsed_at) and not self.may_publish

    @property
    def label(self) -> str:
        """What the button says: what it does, or how much is missing."""
        missing = len(self.lacks)
        if not missing:
            return _("Publish now")
        text = ngettext("Publish: %(number)d thing is missing", "Publish: %(number)d things are missing", missing)
        return text % {"number": missing}


def publish_page(
    event: Event,
    *,
    by: User,
    form: ScheduleForm | None = None,
    ask_form: AskReviewForm | None = None,
    remark_form: RemarkForm | None = None,
    at: datetime,
) -> PublishPage:
    """The page of ``event`` as ``by`` meets it; the forms: what was typed and can't be."""
    terms = review_terms([event])[event.pk]
    taken = clashes(wanted_by(event), apart_from=event, reader=by, at=at)
    clashing = policies.clash_refusal(taken)
    may_publish = not terms.is_asked_for or may_publish_at_once(by, terms)
    return PublishPage(
        checklist=checklist(event, taken=taken, at=at),
        refusals=[*policies.publish_refusals(event, by=by, at=at), *([clashing] if clashing else [])],
        pools=list(event.pools.order_by("-kind")),
        form=form or ScheduleForm(initial={"publish_at": event.publish_at}),
        ask_form=ask_form or AskReviewForm(),
        remark_form=remark_form or RemarkForm(),
        terms=terms,
        may_publish=may_publish,
        reviewers=() if may_publish else coordinators_for(terms.department),
        thread=thread(event) if terms.review else (),
        first=first_to_hear(event, at=at),
    )
