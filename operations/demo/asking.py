"""What some events at Nordhaven ask afterwards beside what every event asks, and what was answered."""

from datetime import datetime

from accounts.models import User
from events.models import Event
from feedback import actions as feedback
from feedback import clock as feedback_clock
from feedback.enums import Occasion, Used
from feedback.models import Form
from feedback.questions import Answer, Condition, Each, Kind, Option, Question, Wording

NOTED_BY = "Mara Lindqvist"
SCALE = {"low": 1, "high": 5, "lowest": {"en": "Not good", "de": "Nicht gut"}, "highest": {"en": "Very good", "de": "Sehr gut"}}  # fmt: skip


def _words(en: str, de: str) -> Wording:
    return {"en": en, "de": de}


MORE = (
    Question(key="day", kind=Kind.HEADING, text=_words("The two mornings", "Die beiden Vormittage")),
    Question(
        key="around",
        kind=Kind.MATRIX,
        text=_words("How was everything around it?", "Wie war das Drumherum?"),
        rows=(
            Option("1", _words("The room", "Der Raum")),
            Option("2", _words("The length", "Die Länge")),
            Option("3", _words("The material", "Das Material")),
        ),
        **SCALE,  # type: ignore[arg-type]  # each by its own name
    ),
    Question(
        key="taught",
        kind=Kind.RATING,
        each=Each.SPEAKER,
        text=_words("How well did they explain?", "Wie gut wurde erklärt?"),
        **SCALE,  # type: ignore[arg-type]  # each by its own name
    ),
    Question(
        key="use",
        kind=Kind.CHOICES,
        text=_words("Where will you use it?", "Wo werden Sie es nutzen?"),
        options=(
            Option("1", _words("With customers", "Bei Kundinnen und Kunden")),
            Option("2", _words("In my department", "In meiner Abteilung")),
            Option("3", _words("With other departments", "Mit anderen Abteilungen")),
        ),
    ),
    Question(
        key="obstacle",
        kind=Kind.SHORT,
        text=_words("What stood in the way?", "Was stand im Weg?"),
        condition=Condition("overall", low=1, high=3),
    ),
)


def write_questions(event: Event, *, by: User, at: datetime) -> None:
    """Ask more of whoever was at ``event``."""
    for version, question in enumerate(MORE):
        feedback.write_question(event=event, question=question, version=version, by=by, at=at)


def note_for_oneself(form: Form, name: str) -> None:
    """Let one of those who are asked note what they want to do, while they can."""
    place = form.invited.select_related("user").get(user__name=name)
    feedback.note_intention(form=form, person=place.user, text="Ask before I put names into a spreadsheet.")


def ask_again(event: Event, *, noted_by: User, at: datetime) -> None:
    """Ask a month later what came of ``event``; ``noted_by`` has noted something and leaves the answer to the visitor."""
    feedback_clock.follow_up_due(at)
    form = Form.objects.for_event(event, Occasion.MONTH).get()
    crowd = form.invited.exclude(user=noted_by).select_related("user").order_by("pk")
    for number, place in enumerate(crowd[:6]):
        used = Used.OFTEN if number % 2 else Used.NOT_YET
        said: dict[str, Answer] = {"used": (used.value,), "worth": 3 + number % 3}
        feedback.answer(form=form, person=place.user, answers=said, at=at)


def keep_sets(event: Event, *, by: User, administrator: User, at: datetime) -> None:
    """Two sets: a department's, and one of everybody of which not all is there in German. ``event`` asks the second."""
    feedback.keep_set(event=event, department=by.department, name="After two mornings", by=by, at=at)
    missing = Question(key="tell", kind=Kind.SHORT, text={"en": "Whom will you tell about it?"})
    feedback.write_question(event=event, question=missing, version=len(MORE), by=by, at=at)
    feedback.keep_set(event=event, department=None, name="After anything long", by=administrator, at=at)


def more_answers(form: Form, number: int, overall: int) -> dict[str, Answer]:
    """What the person with this ``number`` says to those of MORE that ``form`` asks."""
    said: dict[str, Answer] = {}
    for place, question in enumerate(form.asked):
        if question.group in ("around", "taught"):
            said[question.key] = 3 + (number + place) % 3
        elif question.key == "use":
            said[question.key] = ("1", "2") if number % 3 else ("3",)
        elif question.key == "obstacle" and overall <= 3:  # noqa: PLR2004  # its own condition
            said[question.key] = "Two calls at the same time."
    return said
