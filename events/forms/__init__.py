"""What the editor and the settings of an event ask: typed text to clean values."""

from events.forms.board import CloseProposalForm, MergeProposalForm, ProposalForm, TakeUpForm
from events.forms.catalogue import MergeForm, TopicForm
from events.forms.cloning import LOOK, CloneForm, SeriesCloneForm, missing_time
from events.forms.editor import COMMAND, Editor
from events.forms.enquiries import AnswerForm, AskForm
from events.forms.imports import AgreeForm, EventFileForm, OrderForm
from events.forms.interest import HeadStartForm
from events.forms.materials import BringForm, MaterialForm, SessionField
from events.forms.profile import ProfileForm
from events.forms.publishing import ScheduleForm
from events.forms.questions import QuestionForm
from events.forms.reminders import RemindersForm
from events.forms.reviews import AskReviewForm, RemarkForm, ReviewForm, RoundForm
from events.forms.rooms import EquipmentForm, RoomForm, WishForm
from events.forms.searches import RangeForm, SaveSearchForm
from events.forms.seating import Seating
from events.forms.series import ReachForm, RuleForm, chosen_reach
from events.forms.session import MOST_SESSIONS, SessionForm
from events.forms.short import ShortForm
from events.forms.teaching import BriefingForm, SpeakerAnswerForm
from events.forms.team import CancelEventForm, RoleForm
from events.forms.templates import KeptForm, TemplateForm, TemplateNameForm
from events.forms.times import TimesForm
from events.forms.words import WordsForm

__all__ = [
    "COMMAND",
    "LOOK",
    "MOST_SESSIONS",
    "AgreeForm",
    "AnswerForm",
    "AskForm",
    "AskReviewForm",
    "BriefingForm",
    "BringForm",
    "CancelEventForm",
    "CloneForm",
    "CloseProposalForm",
    "Editor",
    "EquipmentForm",
    "EventFileForm",
    "HeadStartForm",
    "KeptForm",
    "MaterialForm",
    "MergeForm",
    "MergeProposalForm",
    "OrderForm",
    "ProfileForm",
    "ProposalForm",
    "QuestionForm",
    "RangeForm",
    "ReachForm",
    "RemarkForm",
    "RemindersForm",
    "ReviewForm",
    "RoleForm",
    "RoomForm",
    "RoundForm",
    "RuleForm",
    "SaveSearchForm",
    "ScheduleForm",
    "Seating",
    "SeriesCloneForm",
    "SessionField",
    "SessionForm",
    "ShortForm",
    "SpeakerAnswerForm",
    "TakeUpForm",
    "TemplateForm",
    "TemplateNameForm",
    "TimesForm",
    "TopicForm",
    "WishForm",
    "WordsForm",
    "chosen_reach",
    "missing_time",
]
