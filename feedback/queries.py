"""Reads that do not chain."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial, reduce
from operator import or_
from typing import Any, cast
from zoneinfo import ZoneInfo

from django.db.models import DateTimeField, F, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext

from accounts.models import Department, Guest, Location, User
from accounts.queries import ancestry
from common import crowds, sealing
from common.questions import Question, Slot
from events.enums import PoolKind
from events.models import Engagement, Event, Session, Speaker, unique_speakers
from events.queries import reachable, speakers_of
from feedback import tally
from feedback.comparing import Counts
from feedback.enums import Dimension, FormState, Occasion
from feedback.models import Answered, Box, Form, Invited, Questionnaire, QuestionSet, Slicing
from feedback.questionnaire import (
    OVERALL,
    default_questions,
    follow_up_questions,
    in_every_language,
    overall_question,
)
from feedback.questions import Question as Written
from feedback.questions import Wording, from_json
from feedback.slicing import REST, Cell, branches, standing
from feedback.unrolling import Subject, unroll
from registrations.enums import ATTENDED, Source
from registrations.models import Attendance, Registration

OPENS_AFTER = timedelta(hours=24)  # where nobody has closed the attendance list
LATER = {Occasion.MONTH: timedelta(days=30), Occasion.QUARTER: timedelta(days=90)}
LATE = timedelta(days=14)  # so long a follow-up may be late; then it is left out
INTENTION = b"feedback.intention"
TOO_LATE_AFTER = timedelta(days=28)  # nobody is asked about what is longer ago, however late we are

COMPARED_WITH = timedelta(days=731)  # how far back an event is compared with others


def events_to_ask_about(*, at: datetime) -> list[Event]:
    """Events that ended a day ago or more and have no form yet, first to end first."""
    ended = Event.objects.over(at=at - OPENS_AFTER).filter(ends_at__gt=at - TOO_LATE_AFTER)
    return list(ended.exclude(pk__in=Form.objects.after().values("event")).order_by("ends_at", "pk"))


def follow_ups_due(*, at: datetime) -> list[tuple[Event, Occasion]]:
    """Which events people are asked about again, and on which occasion; first to end first."""
    first, last = min(LATER.values()), max(LATER.values())
    ended = Event.objects.over(at=at - first).filter(ends_at__gt=at - last - LATE, has_follow_up=True)
    events = ended.prefetch_related("feedback_forms").order_by("ends_at", "pk")
    return [
        (event, occasion)
        for event in events
        for occasion in LATER
        if is_time_to_ask(event, occasion, at=at)
        and occasion not in {form.occasion for form in event.feedback_forms.all()}
    ]


def is_time_to_ask(event: Event, occasion: Occasion, *, at: datetime) -> bool:
    """Whether it is so long ago that people are asked on this later ``occasion``, and not yet too long."""
    return event.ends_at is not None and LATER[occasion] <= at - event.ends_at < LATER[occasion] + LATE


def people_to_ask(event: Event) -> list[User]:
    """Colleagues who were there, at least partly, at any session; all with a seat where nobody marked anything.

    Guests are left out: see docs/decisions/0260-feedback-by-its-link.md.
    """
    marked = Attendance.objects.current().filter(session__event=event).exclude(source=Source.ABSENCE)
    seated = Registration.objects.for_event(event).confirmed()
    if marked.exists():
        seated = seated.filter(pk__in=marked.filter(mark__in=ATTENDED).values("registration"))
    return list(User.objects.active().filter(pk__in=seated.values("user")).order_by("pk"))


def people_to_remind(form: Form) -> list[User]:
    """Those who were asked, have not answered and not said "not this one". Call with the form locked."""
    answered = Answered.objects.get(form=form).people
    asked = User.objects.active().filter(pk__in=form.invited.filter(is_declined=False).values("user"))
    return list(asked.exclude(pk__in=answered).order_by("pk"))


def has_answered(form: Form, person: User) -> bool:
    """Whether ``person`` has answered; what they answered, nobody knows."""
    return person.pk in Answered.objects.get(form=form).people


def has_declined(form: Form, person: User) -> bool:
    """Whether ``person`` has said "not this one"."""
    return form.invited.filter(user=person, is_declined=True).exists()


def intention_of(event: Event, person: User) -> str:
    """What ``person`` has noted for themselves about ``event``. Ask it for them alone."""
    place = Invited.objects.filter(form__in=Form.objects.for_event(event), user=person).first()
    try:
        return sealing.open_seal(place.intention, purpose=INTENTION).decode() if place and place.intention else ""
    except sealing.SealedElsewhere:
        return ""  # nobody can read it any more


_DUE = Question(
    lambda: (
        Form.objects.awaiting(cast("Any", Slot("user")))
        .open(at=cast("Any", Slot("at", DateTimeField())))
        .select_related("event", "answered")
        .order_by("closes_at", "pk")
    )
)


def due_for(user: User, *, at: datetime) -> list[Form]:
    """Open forms by which ``user`` is asked, not answered and not declined, first to close first."""
    return [form for form in _DUE.ask(user=user.pk, at=at) if user.pk not in form.answered.people]


def is_shown(form: Form) -> bool:
    """Whether anything of the answers may be seen: nothing can be added any more, and there are enough."""
    return form.is_closed and crowds.is_enough(len(form.answered.people))


def shown_texts(form: Form, heaps: Mapping[str, tally.Heap]) -> dict[str, tuple[str, ...]]:
    """The texts in ``heaps`` that may be seen once anything of ``form`` may, by question.

    Whoever is asked because of an answer has given that answer: a few texts would tell how their writers rated.
    """
    return {
        question.key: heaps[question.key].texts
        for question in form.asked
        if question.is_text and (question.condition is None or crowds.is_enough(len(heaps[question.key].texts)))
    }


@dataclass(frozen=True)
class Overall:
    """What an event was rated, all in all: by how many, and up to what."""

    mean: float
    high: int
    number: int


def overall(form: Form) -> Overall | None:
    """What people said of the event as a whole; None where that may not be shown, or was not asked."""
    question = overall_question(form.asked)
    if question is None or not is_shown(form):
        return None
    found = tally.figures(question, form.boxes.get(question=question.key, cell="").tally)
    if found.mean is None or not crowds.is_enough(found.total):
        return None
    return Overall(mean=found.mean, high=question.high, number=found.total)


def everybody_asked(form: Form) -> list[User]:
    """Colleagues who were asked and are still here, whether they have answered or not."""
    return list(User.objects.active().filter(pk__in=form.invited.values("user")).order_by("pk"))


def questions_about(form: Form, person: User | Guest) -> list[Written]:
    """What was asked about ``person``, who taught there."""
    keys = _parts(form).get((isinstance(person, Guest), person.pk), set())
    return [question for question in form.asked if question.speaker in keys]


def _parts(form: Form) -> dict[tuple[bool, int], set[int]]:
    """What each person who taught is asked about by: whether they are a guest, their key, and their parts."""
    found: dict[tuple[bool, int], set[int]] = {}
    parts = Speaker.objects.filter(session__event=form.event_id).values_list("pk", "user", "guest")
    for part, user, guest in parts:
        found.setdefault((guest is not None, guest or user), set()).add(part)
    return found


@dataclass(frozen=True)
class Reader:
    """Somebody who taught and can be shown what was said: a colleague, or a guest by the link they have."""

    person: User | Guest
    engagement: Engagement | None
    is_asked_about: bool


def readers_of(form: Form, *, with_rating: bool) -> list[Reader]:
    """Those who read something where ``form`` is shared."""
    with_rating = with_rating and overall(form) is not None
    parts, about = _parts(form), {question.speaker for question in form.asked}
    links = {one.guest_id: one for one in Engagement.objects.for_event(form.event).filter(guest__isnull=False)}
    found = []
    for person in reachable(speakers_of(form.event)):
        is_guest = isinstance(person, Guest)
        is_asked_about = bool(about & parts.get((is_guest, person.pk), set()))
        link = links.get(person.pk) if is_guest else None
        if (link or not is_guest) and (with_rating or is_asked_about):
            found.append(Reader(person, link, is_asked_about))
    return found


def heaps_of(form: Form) -> dict[str, tally.Heap]:
    """What all answers come to, by question."""
    return {box.question: box.heap for box in form.boxes.filter(cell="")}


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


def dimension_of(event: Event) -> Dimension:
    """By what the answers about ``event`` will be counted apart, as its organisers wish."""
    return Dimension(Slicing.objects.filter(event=event).values_list("dimension", flat=True).first() or "")


def cells_of(event: Event, people: Sequence[User]) -> tuple[list[Cell], dict[int, str]]:
    """The cells into which ``people`` would fall if they are asked now, by name, and in which each of them would be.

    No cells where everything is counted together, or would have to be.
    """
    groups = _GROUPS[dimension_of(event)](event, people)
    kept = sorted(standing(groups.of), key=lambda group: (str(groups.names[group]).casefold(), str(group)))
    keys: dict[Any, str] = {group: str(number) for number, group in enumerate(kept, start=1)}
    placed = {person: keys.get(group, REST) for person, group in groups.of.items()} if kept else {}
    sizes = Counter(placed.values())
    cells = [
        Cell(keys[group], in_every_language(partial(str, groups.names[group])), sizes[keys[group]]) for group in kept
    ]
    return cells + ([Cell(REST, in_every_language(_everybody_else), sizes[REST])] if sizes[REST] else []), placed


def _everybody_else() -> str:
    return gettext("Everybody else")


@dataclass(frozen=True)
class _Groups:
    """In which group each person is, and what the groups are called."""

    of: Mapping[int, Any]
    names: Mapping[Any, object]


def _no_groups(_event: Event, _people: Sequence[User]) -> _Groups:
    return _Groups({}, {})


def _by_department(_event: Event, people: Sequence[User]) -> _Groups:
    rows = list(Department.objects.values_list("pk", "parent_id", "name"))
    lines = ancestry((pk, parent) for pk, parent, _name in rows)
    from_the_root = {person.pk: lines[person.department_id][::-1] if person.department_id else [] for person in people}
    return _Groups(branches(from_the_root), {pk: name for pk, _parent, name in rows})


def _by_location(_event: Event, people: Sequence[User]) -> _Groups:
    return _Groups(
        {person.pk: person.location_id for person in people}, dict(Location.objects.values_list("pk", "name"))
    )


def _by_way(event: Event, people: Sequence[User]) -> _Groups:
    seated = Registration.objects.for_event(event).confirmed().filter(user__in=people)
    ways = dict(seated.values_list("user_id", "pool__kind"))
    return _Groups({person.pk: ways.get(person.pk) for person in people}, {kind.value: kind.label for kind in PoolKind})


_GROUPS: Mapping[Dimension, Callable[[Event, Sequence[User]], _Groups]] = {
    Dimension.NOTHING: _no_groups,
    Dimension.DEPARTMENT: _by_department,
    Dimension.LOCATION: _by_location,
    Dimension.WAY: _by_way,
}


@dataclass(frozen=True)
class Elsewhere:
    """What was answered to each question, by its key, at other events: counts of all who answered there."""

    before: Mapping[str, list[Counts]]
    series: Mapping[str, list[Counts]]
    department: Mapping[str, list[Counts]]


_SAID = ("question", "tally", "form__event", "form__event__series", "form__event__host_department")


def _options_of(form: Form, others: Collection[int]) -> dict[int, dict[str, list[Wording]]]:
    """What could be chosen by ``form`` and ``others``, by question: their keys are alike whatever their words are."""
    options = {form.pk: {one.key: [option.text for option in one.options] for one in form.asked if one.options}}
    if not options[form.pk]:
        return options | {pk: {} for pk in others}
    for pk, asked in Form.objects.filter(pk__in=others).values_list("pk", "questions"):
        found = from_json(asked)
        options[pk] = {one.key: [option.text for option in one.options] for one in found if one.options}
    return options


def overall_of_events() -> QuerySet[Box]:
    """What was said of events all in all, right after them: one box of each, once its form is closed."""
    closed = Box.objects.filter(form__occasion=Occasion.AFTER, form__state=FormState.CLOSED)
    return closed.filter(question=OVERALL, cell="")


def said_elsewhere(form: Form) -> Elsewhere:
    """What others were answered who asked on the same occasion, in the two years until ``form`` closed.

    The event before is the one that this was made of, or else the date of the series before it. Later ones are left
    out, so that what a page says does not change any more.
    """
    event, found = form.event, Elsewhere(defaultdict(list), defaultdict(list), defaultdict(list))
    kin = {"": event.cloned_from_id, "__series": event.series_id, "__host_department": event.host_department_id}
    named = [Q(**{f"form__event{way}": key}) for way, key in kin.items() if key]
    if form.closed_at is None or not named:
        return found
    closed = Box.objects.filter(form__occasion=form.occasion, form__state=FormState.CLOSED, cell="")
    earlier = closed.filter(form__closed_at__lt=form.closed_at, form__closed_at__gte=form.closed_at - COMPARED_WITH)
    asked = earlier.filter(reduce(or_, named), question__in=[question.key for question in form.asked])
    rows = list(asked.order_by("-form__closed_at", "pk").values_list("form", *_SAID))
    options = _options_of(form, {row[0] for row in rows})
    for pk, question, counts, one, series, department in rows:
        if options[pk].get(question) != options[form.pk].get(question):
            continue
        is_of_series = series is not None and series == event.series_id
        is_source = one == event.cloned_from_id
        if is_source or (event.cloned_from_id is None and is_of_series and not found.before[question]):
            found.before[question].append(counts)
        if is_of_series:
            found.series[question].append(counts)
        elif department is not None and department == event.host_department_id and not is_source:
            found.department[question].append(counts)
    return found
