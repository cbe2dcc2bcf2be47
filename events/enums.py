"""Words of this app."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EventKind(models.TextChoices):
    """What sort of meeting it is; it also chooses the family of the cover art."""

    SEMINAR = "seminar", _("Seminar")
    WORKSHOP = "workshop", _("Workshop")
    TRAINING = "training", _("Training")
    TALK = "talk", _("Talk")
    DISCUSSION = "discussion", _("Discussion")
    LUNCH = "lunch", _("Lunch table")
    LIGHTNING = "lightning", _("Lightning talk")


SHORT = (EventKind.LUNCH, EventKind.LIGHTNING)  # informal: anybody announces them, and nobody has to agree first


class EventState(models.TextChoices):
    """Where an event stands; over is not a state but a matter of time."""

    DRAFT = "draft", _("Draft")
    INTEREST = "interest", _("Gathering interest")
    PUBLISHED = "published", _("Published")
    CANCELLED = "cancelled", _("Cancelled")


UNDATED = (EventState.DRAFT, EventState.INTEREST)  # nobody was told a date yet


class Stand(models.TextChoices):
    """Where an event stands for those who organise it, time included."""

    DRAFT = "draft", pgettext_lazy("state", "Draft")
    INTEREST = "interest", _("Gathering interest")
    COMING = "coming", _("Coming up")
    OVER = "over", pgettext_lazy("state", "Over")
    CANCELLED = "cancelled", pgettext_lazy("state", "Event cancelled")
    ARCHIVED = "archived", pgettext_lazy("state", "Archived")


class Audience(models.TextChoices):
    """Who may see an event and register."""

    EVERYONE = "everyone", _("Internal: all colleagues")
    DEPARTMENTS = "departments", _("Internal: colleagues of some departments")
    PUBLIC = "public", _("Public: anybody may read about it, all colleagues may come")


OPEN = (Audience.EVERYONE, Audience.PUBLIC)  # to every colleague


class EnquiryState(models.TextChoices):
    """Where a question to the organisers stands."""

    OPEN = "open", _("Open")
    ANSWERED = "answered", _("Answered")


class ProposalState(models.TextChoices):
    """What has come of a topic that somebody proposed."""

    OPEN = "open", pgettext_lazy("proposal", "Open")
    TAKEN_UP = "taken_up", pgettext_lazy("proposal", "Taken up")
    CLOSED = "closed", pgettext_lazy("proposal", "Nothing comes of it")
    MERGED = "merged", pgettext_lazy("proposal", "Part of another one")
    WITHDRAWN = "withdrawn", pgettext_lazy("proposal", "Taken back")


class VoiceKind(models.TextChoices):
    """What somebody says to a topic that was proposed."""

    COME = "come", _("I would come")
    TEACH = "teach", _("I could teach this")


class RoleKind(models.TextChoices):
    """What somebody may do as part of an event's organiser team."""

    OWNER = "owner", _("Owner")
    ORGANISER = "organiser", _("Organiser")
    HELPER = "helper", _("Check-in helper")


EDITING = (RoleKind.OWNER, RoleKind.ORGANISER)


class SpeakerState(models.TextChoices):
    """Whether somebody who is to teach at an event comes; who was never asked has no state."""

    ASKED = "asked", pgettext_lazy("speaker", "Asked, no answer yet")
    CONFIRMED = "confirmed", pgettext_lazy("speaker", "Comes")
    DECLINED = "declined", pgettext_lazy("speaker", "Can't come")
    ASK_AGAIN = "ask_again", pgettext_lazy("speaker", "Asked again: it was moved")


WAITING = (SpeakerState.ASKED, SpeakerState.ASK_AGAIN)  # for an answer


class MaterialKind(models.TextChoices):
    """What is handed out about an event."""

    FILE = "file", pgettext_lazy("material", "File")
    LINK = "link", pgettext_lazy("material", "Link")
    NOTE = "note", pgettext_lazy("material", "Note")
    RECORDING = "recording", pgettext_lazy("material", "Recording")


class MaterialAudience(models.TextChoices):
    """Who may open it, besides the team and those who teach."""

    CONFIRMED = "confirmed", _("Only those who have a seat")
    ALL = "all", _("Everybody who may read about the event")


class ShownFrom(models.TextChoices):
    """From when on, relative to the session it belongs to, or to the whole event."""

    NOW = "now", _("At once")
    START = "start", _("Once it starts")
    END = "end", _("Once it is over")


class PoolKind(models.TextChoices):
    """The kinds of seats an event may have."""

    ROOM = "room", _("In the room")
    ONLINE = "online", _("Online")


class StepFree(models.TextChoices):
    """How one gets into a room."""

    UNKNOWN = "unknown", _("Not known")
    YES = "yes", _("Step-free")
    NO = "no", _("Only by stairs")


class ClashKind(models.TextChoices):
    """What an event takes that another event takes at the same time."""

    ROOM = "room", _("Room")
    SPEAKER = "speaker", _("Speaker")
    ORGANISER = "organiser", _("Organiser")


class Promotion(models.TextChoices):
    """What happens when a seat is free for somebody who waits."""

    CONFIRM = "confirm", _("The seat is theirs at once")
    OFFER = "offer", _("The seat is offered to them; they say yes or no")


class Allotment(models.TextChoices):
    """How the seats of an event are given."""

    FIRST_COME = "first_come", _("First come, first served")
    DRAW = "draw", _("Requests are collected, then drawn")


class Approval(models.TextChoices):
    """Who has to say yes before somebody stands in line."""

    NONE = "none", _("Nobody")
    ORGANISER = "organiser", _("The organisers")
    MANAGER = "manager", _("The manager of whoever registers, or their deputy")


class ClashRule(models.TextChoices):
    """What holds for somebody who has a seat elsewhere at the same time."""

    IGNORE = "ignore", _("Nothing is said")
    WARN = "warn", _("They are warned before they register")
    REFUSE = "refuse", _("They can't register")


class QuestionKind(models.TextChoices):
    """How something is answered that an event asks of whoever registers."""

    SHORT = "short", _("A line of text")
    LONG = "long", _("A longer text")
    CHOICE = "choice", _("One of several choices")
    CHOICES = "choices", _("Any of several choices")
    YES_NO = "yes_no", _("Yes or no")
    NUMBER = "number", _("A number")
    DATE = "date", _("A date")
    CONSENT = "consent", _("Consent to something")
    FILE = "file", _("A file")
    ACCESS = "access", _("Access needs, for the owner's eyes only")


# What can be told to those who teach: counts and texts without names. A number or a day could point at somebody.
SUMMED = (QuestionKind.SHORT, QuestionKind.LONG, QuestionKind.CHOICE, QuestionKind.CHOICES, QuestionKind.YES_NO)


class RuleKind(models.TextChoices):
    """The rules by which departments are mixed."""

    FLOOR = "floor", _("Hold seats for a department")
    CEILING = "ceiling", _("Limit the seats of a department")


class HandOver(models.TextChoices):
    """Whether somebody may give their seat to a colleague of their choice."""

    NOBODY_WAITS = "nobody_waits", _("As long as nobody waits for a seat")
    ALWAYS = "always", _("Always, past the waiting list too")
    NEVER = "never", _("Never: a seat goes to whoever is next")


class JoinFor(models.TextChoices):
    """Who of those with a seat may join online."""

    SEATED = "seated", _("Everybody with a seat")
    ONLINE = "online", _("Those with a seat online")


class Verdict(models.TextChoices):
    """What came of the question whether an event takes place."""

    TAKES_PLACE = "takes_place", _("It takes place")
    ASKED = "asked", _("The owners were asked")
    CALLED_OFF = "called_off", _("It was called off")


class LeftOut(models.TextChoices):
    """What a copy of an event goes without, as its time would be over already."""

    FLOORS = "floors", _("Seats that were held for departments are open to everybody.")
    REQUESTS = "requests", _("Nobody has to ask for a seat until a certain day.")
    MINIMUM = "minimum", _("It takes place however few people come.")


class ReviewVerdict(models.TextChoices):
    """What came of the request to have an event published."""

    APPROVED = "approved", _("Approved")
    CHANGES = "changes", _("Changes asked for")
    WITHDRAWN = "withdrawn", pgettext_lazy("review", "Taken back")


class Refusal(models.TextChoices):
    """Why an event cannot be changed that way."""

    NO_SESSION = "no_session", _("Add a date before you publish.")
    NO_SEATS = "no_seats", _("Offer seats in the room or online before you publish.")
    IN_THE_PAST = "in_the_past", _("Every session is over. Choose a date to come before you publish.")
    NOT_SHORT = "not_short", _("Only a lunch table or a lightning talk is announced at once. Save this as a draft.")
    LISTED_ALREADY = (
        "listed_already",
        _("Its address is known from the catalogue. Only a draft can be kept to its link."),
    )
    ROOM_TOO_SMALL = "room_too_small", _("A room has fewer seats than you offer in it.")
    ROOM_TAKEN = "room_taken", _("A room is taken at that time.")
    SPEAKER_BUSY = "speaker_busy", _("Somebody who teaches is needed elsewhere at that time.")
    ORGANISER_BUSY = (
        "organiser_busy",
        _("Somebody who organises it is needed elsewhere at that time. If they need not be there, say so."),
    )
    NOT_A_DRAFT = "not_a_draft", _("Only a draft can be published.")
    NOT_TO_GATHER = "not_to_gather", _("Only a draft can gather interest.")
    HAS_A_DATE = "has_a_date", _("It has a date already: publish it, and people can register.")
    NOT_GATHERING = "not_gathering", _("This event does not gather interest any more.")
    HEAD_START_LONG = "head_start_long", _("A head start lasts at most ten working days.")
    HEAD_START_OVER = "head_start_over", _("Everybody can register already.")
    NEEDS_REVIEW = "needs_review", _("Somebody of the department has to agree before it is published.")
    REVIEW_WAITS = "review_waits", _("The department was asked, and has not answered yet.")
    REVIEW_NOT_NEEDED = "review_not_needed", _("Nobody has to agree: you can publish it yourself.")
    REVIEW_DECIDED = "review_decided", _("This was answered or taken back already.")
    REVIEW_CHANGED = "review_changed", _("The event was changed since you read it. Look at it again, then decide.")
    ARCHIVED = "archived", _("This event is archived. Bring it back first.")
    NOT_ARCHIVED = "not_archived", _("This event is not archived.")
    STILL_TO_COME = "still_to_come", _("People may still come. Archive it once it is over, or cancel it first.")
    PUBLISHED_IN_PAST = "published_in_past", _("Choose a time to come, or publish at once.")
    PUBLISHED_AFTER_START = "published_after_start", _("Publish it before it starts.")
    NOT_SCHEDULED = "not_scheduled", _("No time was set at which it is published.")
    NOT_PUBLISHED = "not_published", _("Only a published event can be cancelled.")
    OVER = "over", _("This event is over.")
    CANCELLED = "cancelled", _("This event is cancelled. Nothing about it can be changed.")
    SEATS_TAKEN = "seats_taken", _("More people have a seat already.")
    NEEDS_ITSELF = "needs_itself", _("An event can't ask people to have been at itself.")
    NEEDS_CIRCLE = (
        "needs_circle",
        _("One of these events asks in turn for people who were at this one, so nobody could ever come to either."),
    )
    FLOORS_ABOVE_CAPACITY = "floors_above_capacity", _("More seats would be held for departments than there are.")
    FLOOR_ABOVE_CEILING = "floor_above_ceiling", _("A limit lets in fewer people. Hold fewer, or raise the limit.")
    PERCENT_OF_NOTHING = "percent_of_nothing", _("That is less than one seat: nobody could have one. Choose more.")
    RULE_TWICE = "rule_twice", _("There is such a rule for this department already.")
    HELD_IN_PAST = "held_in_past", _("Choose a time to come.")
    HELD_AFTER_START = "held_after_start", _("Let the seats be open to everybody before the event starts.")
    PERCENT_OF_NO_LIMIT = "percent_of_no_limit", _("Seats without a limit have no percentage. Give a number of seats.")
    NO_SUCH_SEATS = "no_such_seats", _("This event does not offer that kind of seat.")
    DRAW_AND_APPROVAL = "draw_and_approval", _("Seats are either drawn or approved one by one. Choose one of the two.")
    DRAW_WITHOUT_END = "draw_without_end", _("Say until when people can ask for a seat.")
    WINDOW_ENDS_FIRST = "window_ends_first", _("The time for requests has to end after it begins.")
    WINDOW_AFTER_START = "window_after_start", _("The time for requests has to end before the event starts.")
    MINIMUM_ABOVE_SEATS = "minimum_above_seats", _("This event does not offer as many seats.")
    DECIDED_AFTER_START = "decided_after_start", _("Choose a time before the event starts.")
    DECIDED_IN_PAST = "decided_in_past", _("The time at which it is decided whether it takes place is over.")
    NOT_ASKED = "not_asked", _("It was decided already whether this event takes place.")
    SERIES_ENDLESS = "series_endless", _("Say when it ends: on a day, or after a number of dates.")
    SERIES_TWO_ENDS = "series_two_ends", _("It can end on a day or after a number of dates. Choose one of the two.")
    SERIES_ENDS_FIRST = "series_ends_first", _("The last day is before the first date.")
    SERIES_TOO_MANY = "series_too_many", _("That is more than 100 dates. Let it end earlier; it can be extended later.")
    SERIES_TOO_LONG = "series_too_long", _("That is more than ten years. Let it end earlier; it can be extended later.")
    SERIES_NEVER = "series_never", _("No date is left. Change the rule, or leave fewer dates out.")
    SERIES_NO_STEP = "series_no_step", _("Give a number from 1 up.")
    SERIES_NO_WEEKDAY = "series_no_weekday", _("Choose at least one weekday.")
    SERIES_NO_SUCH_DAY = "series_no_such_day", _("No month has such a day.")
    SERIES_STARTS_ELSEWHERE = "series_starts_elsewhere", _("The first date has to be one that the rule gives.")
    SERIES_ALREADY = "series_already", _("This event belongs to a series already. Change the rule of that instead.")
    SERIES_NO_DATE = "series_no_date", _("Give the event a date first; the others follow from it.")
    SERIES_DAY_TAKEN = "series_day_taken", _("Another date of this series falls on the same day.")
    SERIES_NOT_SHIFTED = (
        "series_not_shifted",
        _("These dates follow from the month and can't all move by that many days. Change the rule of the series."),
    )
    SERIES_NOT_YOURS = "series_not_yours", _("You don't organise every one of these dates. Change them one by one.")
    SERIES_NEEDED = "series_needed", _("Another event asks people to have been at one of these dates, so it stays.")
    SERIES_OF_BOARD = (
        "series_of_board",
        _("One of these dates was made of a topic of the board, so it stays. Leave that day in."),
    )
    SERIES_BEGUN = "series_begun", _("This date has begun, so the others are not changed by it.")
    SERIES_JUMPS = "series_jumps", _("The clocks go forward: on some of these days the time does not exist.")
    SESSION_HELD = "session_held", _("A session that has begun can't be dropped.")
    LAST_OWNER = "last_owner", _("An event needs an owner. Make somebody else the owner first.")
    FOLLOWS_ONESELF = "follows_oneself", _("You know best what you teach yourself.")
    FOLLOWS_FULL = "follows_full", _("You follow as much as there is room for. Let go of something first.")
    SEARCH_EMPTY = "search_empty", _("Choose a filter or type a word before you save the search.")
    SEARCH_NAMED = "search_named", _("You have a search of this name. Choose another one.")
    SEARCH_SAVED = "search_saved", _("You have saved this search already.")
    SEARCHES_FULL = "searches_full", _("You have saved as many searches as there is room for. Forget one first.")
    SEARCH_LONG = "search_long", _("This search says too much to be saved. Take some of its filters away.")
    TIME_MISSING = (
        "time_missing",
        _("On one of these days the clocks jump over the time of a session. Choose another day."),
    )
    CHANGED_MEANWHILE = (
        "changed_meanwhile",
        _("Somebody else has changed this meanwhile. What you typed is still here: check it, then save again."),
    )
    TEMPLATE_NAMED = "template_named", _("This department has a template of that name already.")
    TEMPLATE_ELSEWHERE = (
        "template_elsewhere",
        _("You can keep templates for your own department, and for those you look after."),
    )
    FILE_USED = "file_used", _("This file was imported already.")
    FILE_WRONG = "file_wrong", _("This file can't be read. Look at what is wrong with it.")
    FILE_CHANGED = (
        "file_changed",
        _("Nothing was imported: things are not as they were. Look at what would happen now."),
    )
    FILE_SAYS_NOTHING = "file_says_nothing", _("There is nothing in this file to import.")
    EQUIPMENT_IN_USE = "equipment_in_use", _("Some rooms have it.")
    ROOM_IN_USE = "room_in_use", _("Something was planned in this room.")
    TOPIC_IN_USE = "topic_in_use", _("Some events have this topic.")
    SAME_TOPIC = "same_topic", _("Choose another topic, one that is still there.")
    MATERIALS_FULL = "materials_full", _("There is room for no more materials. Remove some first.")
    MATERIAL_GONE = "material_gone", _("This was removed in the meantime.")
    MATERIAL_KIND = "material_kind", _("This does not fit that kind of material.")
    NOTHING_TO_TELL = "nothing_to_tell", _("Nothing is new since you last told those who have a seat.")
    SPEAKERS_WITHOUT_DATE = "speakers_without_date", _("Add a date before you ask who teaches whether they can come.")
    SPEAKER_COMES = "speaker_comes", _("They have said already that they come.")
    ASKED_LATELY = "asked_lately", _("They were asked less than a day ago. Give them time to answer.")
    CANCELLED_FOR_SPEAKERS = "cancelled_for_speakers", _("This event does not take place, so there is nothing to say.")
    NOBODY_TO_ASK = "nobody_to_ask", _("Everybody who teaches and has a mail address was asked already.")
    NOT_ANNOUNCED = "not_announced", _("This event is not published yet.")
    PROPOSALS_FULL = (
        "proposals_full",
        _("Several topics of yours are open. Propose another one when something came of them."),
    )
    PROPOSAL_SETTLED = "proposal_settled", _("This proposal is not open any more.")
    OTHERS_HAVE_SPOKEN = "others_have_spoken", _("Others have said something to it already, so its words stay.")
    NOT_COORDINATOR = "not_coordinator", _("Coordinators decide what comes of a proposal.")
    SAME_PROPOSAL = "same_proposal", _("Choose another proposal, one that is still open.")
    ENQUIRIES_FULL = "enquiries_full", _("Several questions of yours wait for an answer. Ask again once one has come.")
    ENQUIRY_ANSWERED = "enquiry_answered", _("Somebody of the team has answered this question meanwhile.")
    QUESTIONS_FULL = "questions_full", _("An event asks at most 20 questions. Take one away first.")
    KIND_FIXED = "kind_fixed", _("People have answered already, so the kind stays. Retire this question and ask anew.")
    CONSENT_FIXED = (
        "consent_fixed",
        _("People have agreed to these words, so they stay. Retire this question and ask anew."),
    )
    NOT_SUMMED = "not_summed", _("Speakers get texts, choices and yes or no. Choose one of these, or untick this.")
    ANSWERED_UNTOLD = (
        "answered_untold",
        _("People have answered without knowing that speakers would read it. Retire this question and ask anew."),
    )
    FEW_CHOICES = "few_choices", _("Give at least two answers to choose from.")
    MANY_CHOICES = "many_choices", _("Give at most 30 answers to choose from.")
    CHOICE_TWICE = "choice_twice", _("Two of the answers to choose from are the same.")
    QUESTION_GONE = "question_gone", _("This question was taken away in the meantime.")
