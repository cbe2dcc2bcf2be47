"""What is asked of people."""

from functools import partial
from zoneinfo import ZoneInfo

from django.db.models import F, QuerySet
from django.utils.formats import date_format

from accounts.models import User
from events.models import Event, Session, unique_speakers
from feedback.enums import Occasion
from feedback.models import Questionnaire, QuestionSet
from feedback.queries.asking import LATER
from feedback.questionnaire import default_questions, follow_up_questions, in_every_language
from feedback.questions import Question as Written
from feedback.unrolling import Subject, unroll


def written(event: Event) -> tuple[list[Written], int]:
    """What ``event`` will ask, and the version of it; 0 where nobody has written anything and all ask alike."""
    found = Questionnaire.objects.filter(event=event).first()
    return (found.written, found.version) if found else (default_questions(), 0)


def subjects(event: Event) -> tuple[list[Subject], list[Subject]]:
    """The sessions of ``event``, each by its day, and whoever teaches there: what can be asked about one by one."""
    sessions = list(event.sessions.prefetch_related("speakers__user").order_by("starts_at", "pk"))
    by_day = [Subject(session.pk, in_every_language(partial(_day, session))) for session in sessions]
    speakers = [Subject(one.pk, in_every_language(partial(str, one))) for one in unique_speakers(sessions)]
    return by_day, speakers


def asked_at(event: Event, occasion: Occasion = Occasion.AFTER) -> list[Written]:
    """What people are asked about ``event`` if its form opens now: each row, session and speaker apart."""
    if occasion in LATER:
        return follow_up_questions()
    questions, _version = written(event)
    sessions, speakers = subjects(event)
    return unroll(questions, sessions=sessions, speakers=speakers)


def _day(session: Session) -> str:
    return date_format(session.starts_at.astimezone(ZoneInfo(session.zone)), "DATE_FORMAT")


def sets_open_to(user: User) -> QuerySet[QuestionSet]:
    """Every set that ``user`` may take, by its name: first those of departments, then those of everybody."""
    found = QuestionSet.objects.open_to(user).select_related("department", "made_by")
    return found.order_by(F("department__name").asc(nulls_last=True), "name", "pk")
