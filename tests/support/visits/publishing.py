"""Addresses under which events are looked at before they are published, published, and put out of the way."""

from tests.support.visits.general import SHOWN_TO_TEAM
from tests.support.visits.visit import Visit

REVIEW = (Visit(lambda world: {"pk": world.review.pk}, strange=lambda _world: [{"pk": 0}], needs_people=True),)

VISITS: dict[str, tuple[Visit, ...]] = {
    **dict.fromkeys(
        (
            "event-schedule",
            "event-unschedule",
            "event-archive",
            "event-bring-back",
            "event-preview",
            "review-ask",
            "review-remark",
            "review-withdraw",
        ),
        SHOWN_TO_TEAM,
    ),
    "review": REVIEW,
    "review-round": (
        Visit(lambda world: {"pk": world.review_round.pk}, strange=lambda _world: [{"pk": 0}], needs_people=True),
    ),
    "review-preview": REVIEW,
}
