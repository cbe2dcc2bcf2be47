"""Questions about events."""

from events.querysets.catalogue import RoomQuerySet, SavedSearchQuerySet, TopicQuerySet
from events.querysets.enquiries import EnquiryQuerySet, RegistrationQuestionQuerySet
from events.querysets.event import EventQuerySet

__all__ = [
    "EnquiryQuerySet",
    "EventQuerySet",
    "RegistrationQuestionQuerySet",
    "RoomQuerySet",
    "SavedSearchQuerySet",
    "TopicQuerySet",
]
