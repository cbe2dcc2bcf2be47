"""What is offered: events, their sessions, seats, team, topics and rooms."""

from events.models.board import LONGEST_WHY, Proposal, Voice
from events.models.catalogue import LONGEST_SEARCH, SavedSearch, Topic
from events.models.enquiries import LONGEST_ENQUIRY, Enquiry
from events.models.event import Event, Role, Session, new_uid
from events.models.follows import Digest, Follow
from events.models.imports import EventFile, Imported
from events.models.interest import Interest
from events.models.materials import LONGEST_MATERIAL_NOTE, Material, MaterialVersion, materials_folder
from events.models.questions import (
    LONGEST_CHOICE,
    LONGEST_HELP,
    LONGEST_LABEL,
    QuestionChoice,
    RegistrationQuestion,
)
from events.models.reviews import LONGEST_REMARK, Review, ReviewRemark, ReviewRound
from events.models.rooms import LONGEST_SETUP, Equipment, Room
from events.models.rules import Minimum, Prerequisite
from events.models.search import FacetText, SearchText, ThingText
from events.models.seats import Pool, SeatRule
from events.models.series import Series, SeriesDay
from events.models.speakers import LONGEST_BIOGRAPHY, LONGEST_NOTE, Engagement, Speaker, SpeakerProfile, unique_speakers
from events.models.templates import Template
from events.models.words import LONGEST_BODY, LONGEST_SUBJECT, MailWords

__all__ = [
    "LONGEST_BIOGRAPHY",
    "LONGEST_BODY",
    "LONGEST_CHOICE",
    "LONGEST_ENQUIRY",
    "LONGEST_HELP",
    "LONGEST_LABEL",
    "LONGEST_MATERIAL_NOTE",
    "LONGEST_NOTE",
    "LONGEST_REMARK",
    "LONGEST_SEARCH",
    "LONGEST_SETUP",
    "LONGEST_SUBJECT",
    "LONGEST_WHY",
    "Digest",
    "Engagement",
    "Enquiry",
    "Equipment",
    "Event",
    "EventFile",
    "FacetText",
    "Follow",
    "Imported",
    "Interest",
    "MailWords",
    "Material",
    "MaterialVersion",
    "Minimum",
    "Pool",
    "Prerequisite",
    "Proposal",
    "QuestionChoice",
    "RegistrationQuestion",
    "Review",
    "ReviewRemark",
    "ReviewRound",
    "Role",
    "Room",
    "SavedSearch",
    "SearchText",
    "SeatRule",
    "Series",
    "SeriesDay",
    "Session",
    "Speaker",
    "SpeakerProfile",
    "Template",
    "ThingText",
    "Topic",
    "Voice",
    "materials_folder",
    "new_uid",
    "unique_speakers",
]
