"""Questions about events."""

from events.querysets.catalogue import RoomQuerySet, SavedSearchQuerySet, TopicQuerySet
from events.querysets.enquiries import EnquiryQuerySet, RegistrationQuestionQuerySet
from events.querysets.event import EventQuerySet
from events.querysets.series import SeriesQuerySet

__all__ = [
    "EnquiryQuerySet",
    "EventQuerySet",
    "RegistrationQuestionQuerySet",
    "RoomQuerySet",
    "SavedSearchQuerySet",
    "SeriesQuerySet",
    "TopicQuerySet",
]
