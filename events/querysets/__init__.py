"""Questions about events."""

from events.querysets.board import ProposalQuerySet
from events.querysets.catalogue import SavedSearchQuerySet, TopicQuerySet
from events.querysets.enquiries import EnquiryQuerySet, RegistrationQuestionQuerySet
from events.querysets.event import EventQuerySet
from events.querysets.follows import DigestQuerySet, FollowQuerySet
from events.querysets.imports import EventFileQuerySet
from events.querysets.interest import InterestQuerySet
from events.querysets.materials import MaterialQuerySet
from events.querysets.reviews import ReviewQuerySet, ReviewRoundQuerySet
from events.querysets.rooms import EquipmentQuerySet, RoomQuerySet
from events.querysets.series import SeriesQuerySet
from events.querysets.speakers import EngagementQuerySet, SpeakerProfileQuerySet

__all__ = [
    "DigestQuerySet",
    "EngagementQuerySet",
    "EnquiryQuerySet",
    "EquipmentQuerySet",
    "EventFileQuerySet",
    "EventQuerySet",
    "FollowQuerySet",
    "InterestQuerySet",
    "MaterialQuerySet",
    "ProposalQuerySet",
    "RegistrationQuestionQuerySet",
    "ReviewQuerySet",
    "ReviewRoundQuerySet",
    "RoomQuerySet",
    "SavedSearchQuerySet",
    "SeriesQuerySet",
    "SpeakerProfileQuerySet",
    "TopicQuerySet",
]
